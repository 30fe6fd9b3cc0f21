"""What the judge makes of one answer; what several of them mean is told by an outcome."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Zone(StrEnum):
    """Where a verdict lies: an unsure one is not accepted, and waits for a person or another judge."""

    ACCEPTED = "accepted"
    UNSURE = "unsure"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A piece of a text by character offsets, end exclusive."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One reason for or against an answer, in one line, with the words it is about.

    `turn` is the index of the turn; spans point into that turn's entry of `Verdict.goldens` and into that
    turn's answer text.
    """

    check: str
    supports: bool
    message: str
    turn: int = 0
    golden_spans: tuple[Span, ...] = ()
    answer_spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The judge's decision on one answer, the deciding finding first.

    `score` is the probability that the answer is acceptable, from 0 to 1. `unsure` marks an answer that is not
    accepted only because the judge cannot tell: a person or another judge must decide. `goldens` holds for each turn
    the golden the answer was judged against, the nearest of several, or "" for a turn without one. `signals` holds
    the numbers the decision was made from, by name, of the turn that decided.
    """

    accepted: bool
    unsure: bool = False
    score: float
    findings: tuple[Finding, ...] = ()
    goldens: tuple[str, ...] = ()
    signals: Mapping[str, float] = field(default_factory=dict)

    @property
    def zone(self) -> Zone:
        """Where the decision lies."""
        if self.accepted:
            return Zone.ACCEPTED
        return Zone.UNSURE if self.unsure else Zone.REJECTED
