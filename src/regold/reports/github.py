"""Wrong answers as workflow commands that GitHub shows at the line of the case; the log itself is not written here."""

from __future__ import annotations

from collections.abc import Collection

from regold.model import Outcome, Run, Severity
from regold.reports.encode import github_message, github_property
from regold.reports.failure import headline
from regold.reports.groups import wrong
from regold.reports.triangle import triangle_sentence, triangle_texts

MOST = 10
"""GitHub shows ten error annotations of one step and drops the others without a word."""


def github_annotations(run: Run, fail_on: Collection[Severity] = tuple(Severity)) -> list[str]:
    """Give a line for each changed case, the most severe first, and one that counts those left out.

    It is an `::error …` for a severity to fail on, and a `::warning …` for any other and for a golden to review, which
    come last. What the articles say stands below.
    """
    found = sorted(wrong(run), key=lambda outcome: outcome.golden_stale)
    if len(found) <= MOST:
        return [_annotation(outcome, fail_on) for outcome in found]
    rest = len(found) - MOST + 1
    shown = [_annotation(outcome, fail_on) for outcome in found[: MOST - 1]]
    level = _level(found[MOST - 1], fail_on)
    return [*shown, f"::{level} title=regold::and {rest} more, in the job summary"]


def _level(outcome: Outcome, fail_on: Collection[Severity]) -> str:
    return "error" if outcome.case.severity in fail_on and not outcome.golden_stale else "warning"


def _annotation(outcome: Outcome, fail_on: Collection[Severity]) -> str:
    case, level = outcome.case, _level(outcome, fail_on)
    path, title = github_property(case.place.path), github_property(f"{case.suite}/{case.id}")
    message = "\n".join([headline(outcome), *_triangle(outcome)])
    return f"::{level} file={path},line={case.place.line},title={title}::{github_message(message)}"


def _triangle(outcome: Outcome) -> list[str]:
    if outcome.triangle is None:
        return []
    told = [] if outcome.golden_stale else [triangle_sentence(outcome.triangle)]  # else the headline says it
    return [
        " ".join(line.split())
        for line in (*told, *(f"{who}: {what}" for who, what in triangle_texts(outcome.triangle)))
    ]
