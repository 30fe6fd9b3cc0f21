"""The whole reasoning of the judge about one answer, for a person and for a program; a run's failures are elsewhere."""

from __future__ import annotations

import json
from collections.abc import Sequence

from regold.model import Answer, Case, Finding, Outcome, OutcomeKind, Verdict
from regold.reports.difference import compared
from regold.reports.machine import finding_table, rounded
from regold.reports.marked import (
    COLOURED_ANSWER,
    COLOURED_GOLDEN,
    NO_MARKS,
    PLAIN_ANSWER,
    PLAIN_GOLDEN,
    lay_out,
)

_WIDTH = 110
_LABEL = 12
_LINES = 40


def reasoning_json(name: str, verdict: Verdict) -> str:
    """Give one line of JSON: the zone and probability, the deciding finding, all findings and the signals."""
    findings = [finding_table(finding) for finding in verdict.findings]
    return json.dumps(
        {
            "id": name,
            "accepted": verdict.accepted,
            "zone": verdict.zone.value,
            "probability": rounded(verdict.score, 4),
            "deciding": findings[0] if findings else None,
            "findings": findings,
            "signals": {signal: rounded(value, 4) for signal, value in sorted(verdict.signals.items())},
        }
    )


def reasoning_lines(
    case: Case, answer: str, verdict: Verdict, *, models: Sequence[str], colour: bool
) -> tuple[str, ...]:
    """Give what a person reads: the decision, both texts with the words it is about, each finding, each signal."""
    outcome = Outcome(case=case, kind=OutcomeKind.PASSED, answer=Answer(text=answer), verdict=verdict)
    shown = compared(outcome)
    ours, theirs = (COLOURED_GOLDEN, COLOURED_ANSWER) if colour else (PLAIN_GOLDEN, PLAIN_ANSWER)
    return (
        f"{case.id}: {verdict.zone.value} ({verdict.score:.0%} likely to be right)",
        *_row("question", lay_out(case.turns[0].query or "(none)", (), NO_MARKS, width=_WIDTH, lines=_LINES)),
        *_row("golden", lay_out(shown.golden, shown.golden_spans, ours, width=_WIDTH, lines=_LINES)),
        *_row("answer", lay_out(shown.answer or "(empty)", shown.answer_spans, theirs, width=_WIDTH, lines=_LINES)),
        *(_finding(finding) for finding in verdict.findings),
        *_row("signals", _signals(verdict)),
        *_row("models", [", ".join(models) or "none was needed"]),
    )


def _row(label: str, lines: Sequence[str]) -> list[str]:
    labels = [f"  {label}".ljust(_LABEL), *[" " * _LABEL] * (len(lines) - 1)]
    return [f"{left}{right}" for left, right in zip(labels, lines, strict=True)]


def _finding(finding: Finding) -> str:
    said = lay_out(f"{finding.check}: {finding.message}", (), NO_MARKS, width=_WIDTH, lines=1)[0]
    return f"  {'✓' if finding.supports else '✗'} {said}"


def _signals(verdict: Verdict) -> list[str]:
    told = ", ".join(
        f"{name} {value:.2f}".removesuffix(".00") for name, value in sorted(verdict.signals.items()) if value
    )
    return lay_out(told or "none", (), NO_MARKS, width=_WIDTH, lines=_LINES)
