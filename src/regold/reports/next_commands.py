"""The commands that a person copies after a run: ask the wrong ones again, review, go on. Nothing is run here."""

from __future__ import annotations

import shlex

from regold.model import Outcome, OutcomeKind, Run
from regold.reports.encode import one_line
from regold.reports.groups import wrong

_NAMED = 5
_LONGEST = 500


def next_commands(run: Run) -> list[str]:
    """Give the commands, each with what it does behind it; none when there is nothing to do.

    Up to five wrong cases are named one by one; for more there is `--lf`, which knows those that failed last.
    """
    bad = [outcome for outcome in wrong(run) if not outcome.golden_stale]
    commands = [_again(bad)] if bad else []
    if wrong(run):
        commands.append(_told(f"regold review {run.id}", "accept, reject or keep each answer"))
    if not run.complete or any(outcome.kind is OutcomeKind.ERROR for outcome in run.outcomes):
        commands.append(_told(f"regold run --resume {run.id}", "ask only what got no answer"))
    return commands


def _again(bad: list[Outcome]) -> str:
    cases = (one_line(f"{outcome.case.place.path}::{outcome.case.id}") for outcome in bad[:_NAMED])
    named = f"pytest {' '.join(map(shlex.quote, cases))}"
    if len(bad) > _NAMED or len(named) > _LONGEST:
        return _told("regold run --lf", "ask the wrong ones again")
    return named


def _told(command: str, what: str) -> str:
    return f"{command}  # {what}"
