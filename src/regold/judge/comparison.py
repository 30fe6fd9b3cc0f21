"""What came of comparing one golden with one answer; how they are compared is told in `comparing`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from regold.model import Finding, Span

Spans = tuple[tuple[Span, ...], tuple[Span, ...]]
"""Words of the golden and of the answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What comparing one golden with an answer gave.

    `probability` that the answer is acceptable, from 0 to 1. `sure` when words and facts decided and no model needs
    to be asked; `refuted` when a hard conflict did, which nothing can outvote.
    """

    golden: str
    probability: float
    findings: tuple[Finding, ...]
    sure: bool = False
    refuted: bool = False
    signals: Mapping[str, float] = field(default_factory=dict)


def exactly(golden: str) -> Comparison:
    """Give the comparison of a golden with an answer that is the same in every word."""
    found = Finding(check="exact", supports=True, message="the answer is the golden, word for word")
    return Comparison(golden=golden, probability=1.0, findings=(found,), sure=True, signals={"exact": 1.0})
