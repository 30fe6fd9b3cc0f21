"""Wrong answers as workflow commands that GitHub shows at the line of the case; the log itself is not written here."""

from __future__ import annotations

from regold.model import Outcome, Run
from regold.reports.encode import github_message, github_property
from regold.reports.failure import headline
from regold.reports.groups import wrong

MOST = 10
"""GitHub shows ten error annotations of one step and drops the others without a word."""


def github_annotations(run: Run) -> list[str]:
    """Give an `::error …` line for each wrong answer, the most severe first, and one that counts those left out."""
    found = wrong(run)
    if len(found) <= MOST:
        return [_annotation(outcome) for outcome in found]
    rest = len(found) - MOST + 1
    return [*map(_annotation, found[: MOST - 1]), f"::error title=regold::and {rest} more wrong answers"]


def _annotation(outcome: Outcome) -> str:
    case = outcome.case
    path, title = github_property(case.place.path), github_property(f"{case.suite}/{case.id}")
    return f"::error file={path},line={case.place.line},title={title}::{github_message(headline(outcome))}"
