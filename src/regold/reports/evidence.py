"""What several answers of one case say, in the words that a person reads; how they are weighed is not known here."""

from __future__ import annotations

from datetime import datetime
from math import floor, isfinite, log10, sqrt

from regold.model import Evidence, Outcome, OutcomeKind

_SURE = 1.959963984540054
"""Standard deviations on both sides of the mean between which 95 % of a normal distribution lie."""


def sentence(outcome: Outcome) -> str:
    """Give how often a case was wrong, what is usual of it, and the evidence; "" for one whose first answer decided.

    For example "wrong 4 of 5 (usually 1 of 61). Evidence 2 600 : 1 that the answer changed. First seen 12 May 2026, run
    20260512T060000Z-1a2b3c4d."
    """
    evidence = outcome.evidence
    if outcome.undecided and outcome.asks and all(ask.accepted for ask in outcome.asks):
        return "right, and the run ended before it was asked for again, as its topic is watched."
    if outcome.undecided:
        return "wrong once, and the run ended before it was asked for again."
    if evidence is None:
        return ""
    wrong = sum(not ask.accepted for ask in outcome.asks)
    parts = [f"wrong {wrong} of {len(outcome.asks)} ({_usually(evidence)})", _weight(outcome.kind, evidence)]
    parts += [_first_seen(evidence)] if outcome.kind is not OutcomeKind.FLAKY else []
    parts += ["It is so often wrong that it is to be repaired"] if evidence.unstable else []
    return "".join(f"{part}. " for part in parts).rstrip()


def share(count: int, of: int) -> str:
    """Give a share with what it may be in truth, never as "100 %": "5 of 5, at least 57 %", "1 of 6, 3 to 56 %".

    The interval of Wilson (1927), J. Am. Stat. Assoc. 22, 209-212, at 95 %.
    """
    if not of:
        return "0 of 0"
    middle = (count + _SURE**2 / 2) / (of + _SURE**2)
    reach = _SURE / (of + _SURE**2) * sqrt(count * (of - count) / of + _SURE**2 / 4)
    low, high = (min(99, max(1, round(100 * edge))) for edge in (middle - reach, middle + reach))
    if count == of:
        return f"{count} of {of}, at least {low} %"
    return f"{count} of {of}, at most {high} %" if count == 0 else f"{count} of {of}, {low} to {high} %"


def odds(value: float) -> str:
    """Give odds with two digits that count: "2 600 : 1"."""
    if not isfinite(value):
        return "more than can be told : 1"
    digits = max(0, floor(log10(max(1.0, value))) - 1)
    return f"{round(value, -digits):,.0f}".replace(",", " ") + " : 1"


def _usually(evidence: Evidence) -> str:
    if not evidence.usual_asks:
        return "new: what is usual of it is not known yet"
    return f"usually {evidence.usual_wrong} of {evidence.usual_asks}"


def _weight(kind: OutcomeKind, evidence: Evidence) -> str:
    if kind is OutcomeKind.FLAKY:
        return "No evidence that the answer changed"
    told = f"Evidence {odds(evidence.odds)} that the answer changed"
    return f"{told}, too little to tell" if kind is OutcomeKind.SUSPECT else told


def _first_seen(evidence: Evidence) -> str:
    if evidence.since is None:
        return "First seen in this run"
    try:
        day = datetime.strptime(evidence.since[:8], "%Y%m%d")  # noqa: DTZ007 - a date alone
    except ValueError:
        return f"First seen in run {evidence.since}"
    return f"First seen {day.day} {day:%b %Y}, run {evidence.since}"
