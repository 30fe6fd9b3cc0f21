"""What one answer alone makes of a case; what several make of it is weighed in `settling`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from regold.model import Answer, Ask, Case, Outcome, OutcomeKind

if TYPE_CHECKING:
    from regold.judge import Judge


def judged(judge: Judge, case: Case, answer: Answer) -> Outcome:
    """Give what becomes of a case with this first answer: passed, or undecided."""
    verdict = judge.evaluate(case, answer)
    if verdict.accepted:
        return Outcome(case=case, kind=OutcomeKind.PASSED, answer=answer, verdict=verdict)
    asks = (Ask(answer=answer, accepted=False),)
    return Outcome(case=case, kind=OutcomeKind.SUSPECT, answer=answer, verdict=verdict, asks=asks)


def on_one_answer(outcome: Outcome, today: str) -> Outcome:
    """Decide over an undecided case where no other answer can be had: it has changed."""
    return quarantined(replace(outcome, kind=OutcomeKind.CHANGED, asks=()), today) if outcome.undecided else outcome


def quarantined(outcome: Outcome, today: str) -> Outcome:
    """Make a changed case a known failure while its quarantine lasts, its last day included."""
    quarantine = outcome.case.quarantine
    if outcome.kind is OutcomeKind.CHANGED and quarantine and today <= quarantine.until:
        return replace(outcome, kind=OutcomeKind.KNOWN_FAILURE)
    return outcome
