"""Asks cases that have no golden yet, several times each, and keeps what was said as proposals; it writes no golden."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from regold import history
from regold.history import Proposal
from regold.model import Answer, Case, EndpointError, Fault, NotRunError, Turn
from regold.session.asking import Session

if TYPE_CHECKING:
    from regold.config import Config


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstAnswers:
    """What came of asking a case: a proposal, `faults` of the calls that failed, or nothing but faults."""

    case: Case
    proposal: Proposal | None
    faults: tuple[Fault, ...] = ()


def record_first_answers(
    config: Config, cases: Sequence[Case], *, asks: int, clock: Callable[[], datetime], token: str
) -> Iterator[FirstAnswers]:
    """Ask each case `asks` times, at least once, and give and keep what came of each, in order.

    All cases are asked before one is asked again. The answer that most of the others agree with is proposed. Raises
    ConfigError for a target that cannot be used, HistoryError when a proposal cannot be kept.
    """
    started = clock()
    recording = history.new_run_id(started, token)
    kept = history.Proposals(config.history, recording)
    session = Session(config, now=started)
    try:
        rounds = [_round(session, cases) for _ in range(asks)]
        for case, *said in zip(cases, *rounds, strict=True):
            answers = [answer for answer in said if isinstance(answer, Answer)]
            proposal = _proposal(session, case, answers, clock(), recording) if answers else None
            if proposal:
                kept.add(proposal)
            faults = tuple(fault for fault in said if isinstance(fault, Fault))
            yield FirstAnswers(case=case, proposal=proposal, faults=faults)
    finally:
        session.close()


def _round(session: Session, cases: Sequence[Case]) -> list[Answer | Fault]:
    session.start(cases)
    return [_answer(session, case) for case in cases]


def _answer(session: Session, case: Case) -> Answer | Fault:
    try:
        return session.answer(case)
    except (EndpointError, NotRunError) as error:
        return error.fault


def _proposal(session: Session, case: Case, answers: Sequence[Answer], at: datetime, recording: str) -> Proposal:
    agreeing = [sum(other is one or _agrees(session, case, one, other) for other in answers) for one in answers]
    proposed = agreeing.index(max(agreeing))
    verdict = session.outcome(case, answers[proposed]).verdict
    return Proposal(
        at=at,
        recording=recording,
        case=case,
        answers=tuple(answers),
        proposed=proposed,
        agreeing=agreeing[proposed],
        findings=tuple(found for found in verdict.findings if not found.supports) if verdict else (),
    )


def _agrees(session: Session, case: Case, one: Answer, other: Answer) -> bool:
    """Tell whether an answer would be right if the other were the golden; conditions are not looked at."""
    goldens = (*one.earlier, one)
    turns = tuple(
        Turn(query=turn.query, golden=(said.text,) if turn.record else ())
        for turn, said in zip(case.turns, goldens, strict=True)
    )
    verdict = session.outcome(replace(case, turns=turns), other).verdict
    return verdict is not None and verdict.accepted
