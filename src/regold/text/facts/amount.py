"""A fact that is a number of something, whose digits may be read in more than one way."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from regold.model import Span
from regold.text.facts.fact import Fact, Kind
from regold.text.facts.numbers import values


def amount(
    kind: Kind,
    number: str,
    factor: Decimal,
    unit: str,
    start: int,
    end: int,
    *,
    per: str = "",
    shared: bool = False,
    weak: bool = False,
) -> Iterator[Fact]:
    """Give the fact whose number is told by that text, times the factor; nothing where the text makes no number."""
    readings: frozenset[Decimal | str] = frozenset((amount * factor).normalize() for amount in values(number))
    if readings:
        span = Span(start=start, end=end)
        yield Fact(kind=kind, readings=readings, unit=unit, per=per, span=span, shared=shared, weak=weak)
