"""Judges a recorded run again without asking: with today's suites, settings and judge."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from regold.history import Usual
from regold.model import Case, Outcome, Run
from regold.session.judging import judged, on_one_answer
from regold.session.opening import open_judge

if TYPE_CHECKING:
    from regold.config import Config
    from regold.judge import Judge


def rejudge(run: Run, config: Config, cases: Mapping[str, Case]) -> Run:
    """Give the run as it would have ended with the judge of `config`.

    `cases` are today's cases by key; a recorded case that is not among them, or now asks something else, is
    judged as it was recorded. Outcomes without an answer stay as they are. A case of which only one answer is recorded
    has changed when that is wrong.
    """
    judge = open_judge(config)
    today = f"{run.started_at:%Y-%m-%d}"

    def again(outcome: Outcome) -> Outcome:
        return _again(outcome, judge, config, _case_today(outcome.case, cases), today)

    return replace(run, outcomes=tuple(map(again, run.outcomes)))


def _again(recorded: Outcome, judge: Judge, config: Config, case: Case, today: str) -> Outcome:
    if recorded.answer is None:
        return recorded
    first = judged(judge, case, recorded.answer)
    if not first.undecided or recorded.evidence is None:
        return on_one_answer(first, today)
    from regold.session.settling import Settling  # noqa: PLC0415 - nothing else of a run needs the statistics

    asks = tuple(replace(ask, accepted=judge.evaluate(case, ask.answer).accepted) for ask in recorded.asks)
    usual = Usual(wrong=recorded.evidence.usual_wrong, asks=recorded.evidence.usual_asks, since=recorded.evidence.since)
    return Settling(replace(first, asks=asks), usual, config.gate, today).outcome()


def _case_today(recorded: Case, cases: Mapping[str, Case]) -> Case:
    today = cases.get(recorded.key, recorded)
    same_questions = [turn.query for turn in today.turns] == [turn.query for turn in recorded.turns]
    return today if same_questions else recorded
