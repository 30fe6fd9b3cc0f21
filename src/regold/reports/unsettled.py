"""The lines on cases that neither passed nor changed: suspect, flaky, unstable, and those in quarantine."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from regold.model import Case, Outcome, OutcomeKind, Run
from regold.reports.encode import one_line
from regold.reports.evidence import sentence, share
from regold.reports.groups import ended_quarantines, of_kind, unstable

_SHOWN = 10


def unsettled_lines(run: Run) -> list[str]:
    """Give a line for each such case, at most ten of a kind."""
    return [
        *_each("suspect", (f"{_name(one.case)}: {sentence(one)}" for one in of_kind(run, OutcomeKind.SUSPECT))),
        *_each("flaky", (f"{_name(one.case)}: {sentence(one)}" for one in of_kind(run, OutcomeKind.FLAKY))),
        *_each("unstable, to be repaired", map(_how_unstable, unstable(run))),
        *_each("known failure", (_quarantined(one.case) for one in of_kind(run, OutcomeKind.KNOWN_FAILURE))),
        *_each("quarantine is over, it counts again", map(_quarantined, ended_quarantines(run))),
    ]


def _each(word: str, told: Iterable[str]) -> Sequence[str]:
    lines = [f"  {word}: {one_line(line)}" for line in told]
    more = [f"  … and {len(lines) - _SHOWN} more {word}"] if len(lines) > _SHOWN else []
    return lines[:_SHOWN] + more


def _how_unstable(outcome: Outcome) -> str:
    evidence = outcome.evidence
    return (
        f"{_name(outcome.case)}, usually wrong {share(evidence.usual_wrong, evidence.usual_asks) if evidence else ''}"
    )


def _quarantined(case: Case) -> str:
    quarantine = case.quarantine
    if quarantine is None:  # it was one when the run was recorded
        return _name(case)
    return f"{_name(case)}, quarantined until {quarantine.until} by {quarantine.owner}: {quarantine.reason}"


def _name(case: Case) -> str:
    return f"{case.suite}/{case.id}"
