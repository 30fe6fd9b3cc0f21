"""Asks the live endpoint what an incident was about, and reads its answers; what they prove is told elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import uuid4

from regold.errors import IncidentError
from regold.incidents import Incident
from regold.incidents.conversion import drafted, said, states
from regold.model import Answer, Case, EndpointError, Fault, NotRunError, Turn
from regold.session.opening import open_judge, target_maker
from regold.session.proving import case_of
from regold.targets import Breaker, Prefetch

if TYPE_CHECKING:
    from regold.config import Config
    from regold.judge import Judge

_NOWHERE = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What the endpoint said to one question: an answer, or the fault that was met instead.

    `claim` is the wrong statement of the incident that the answer makes again, `right` whether the judge accepts it.
    """

    case: Case
    answer: Answer | None = None
    fault: Fault | None = None
    claim: str | None = None
    right: bool = False
    why: str = ""

    @property
    def query(self) -> str:
        """What was asked."""
        return self.case.turns[-1].query

    @property
    def handed_off(self) -> bool:
        """Whether a person took over."""
        return self.answer is not None and self.answer.handoff is True


def questions(incident: Incident) -> tuple[Case, ...]:
    """Give the incident's question and other wordings of it as cases; raises IncidentError where it is not known."""
    draft = drafted(incident)
    if draft is None:
        raise IncidentError(
            f"{incident.id}: what the customer asked is not known; regold incident set {incident.id} --query TEXT"
        )
    first = case_of(draft, _NOWHERE)
    *before, last = first.turns
    others = (
        replace(first, id=f"{first.id}~v{number}", variant_of=first.id, turns=(*before, replace(last, query=query)))
        for number, query in enumerate(draft.variants, 1)
    )
    return (first, *others)


class Questions:
    """Asks cases of the live endpoint, each time afresh, and reads what it says."""

    def __init__(self, prefetch: Prefetch, judge: Judge) -> None:
        self._prefetch = prefetch
        self._judge = judge

    def ask(self, cases: Sequence[Case], claims: Sequence[str] = ()) -> Iterator[Heard]:
        """Ask these cases at once and give what was heard, in their order; no two may have the same key.

        `claims` are statements that no answer may make. Raises ModelError for a model that cannot be loaded.
        """
        self._prefetch.start(cases)
        for case in cases:
            try:
                answer = self._prefetch.answer(case)
            except (EndpointError, NotRunError) as error:
                yield Heard(case=case, fault=error.fault)
                continue
            yield self._read(case, answer, claims)

    def _read(self, case: Case, answer: Answer, claims: Sequence[str]) -> Heard:
        text = said(answer.text)
        claim = next((one for one in claims if states(text, said(one))), None)
        if not _is_judged(case.turns):
            return Heard(case=case, answer=answer, claim=claim)
        verdict = self._judge.evaluate(case, answer)
        why = next((one.message for one in verdict.findings if not one.supports), "")
        return Heard(case=case, answer=answer, claim=claim, right=verdict.accepted and claim is None, why=why)


@contextmanager
def asking(config: Config, session: str = "") -> Iterator[Questions]:
    """Give what asks the endpoint of the settings; the id of each conversation begins with `session`.

    Raises ConfigError for a target that cannot be used.
    """
    concurrency = config.concurrency
    prefetch = Prefetch(
        target_maker(config),
        concurrency=concurrency,
        window=concurrency,
        deadline=config.deadline,
        breaker=Breaker(),
        new_session=lambda: f"{session}{uuid4().hex}",
    )
    prefetch.open()
    try:
        yield Questions(prefetch, open_judge(config))
    finally:
        prefetch.close()


def claims_of(incident: Incident) -> tuple[str, ...]:
    """Give what no answer may say again: the sentences that were wrong."""
    draft = drafted(incident)
    return draft.statements if draft else ()


def _is_judged(turns: Sequence[Turn]) -> bool:
    return bool(turns[-1].golden)
