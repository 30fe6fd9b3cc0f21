"""Judges a recorded run again without asking: with today's suites, settings and judge."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from regold.model import Case, Outcome, Run
from regold.session.asking import judged
from regold.session.opening import open_judge

if TYPE_CHECKING:
    from regold.config import Config


def rejudge(run: Run, config: Config, cases: Mapping[str, Case]) -> Run:
    """Give the run as it would have ended with the judge of `config`.

    `cases` are today's cases by key; a recorded case that is not among them, or now asks something else, is
    judged as it was recorded. Outcomes without an answer stay as they are.
    """
    judge = open_judge(config)

    def again(outcome: Outcome) -> Outcome:
        if outcome.answer is None:
            return outcome
        return judged(judge, _case_today(outcome.case, cases), outcome.answer)

    return replace(run, outcomes=tuple(map(again, run.outcomes)))


def _case_today(recorded: Case, cases: Mapping[str, Case]) -> Case:
    today = cases.get(recorded.key, recorded)
    same_questions = [turn.query for turn in today.turns] == [turn.query for turn in recorded.turns]
    return today if same_questions else recorded
