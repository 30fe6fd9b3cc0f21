"""Reads the typed facts of a text, money, times, durations and the like, as values that can be compared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from regold.model import Span
from regold.text.facts.addresses import ADDRESSES
from regold.text.facts.amounts import COUNTS, MONEY, QUANTITIES, SHARES
from regold.text.facts.belonging import belonging
from regold.text.facts.calendar import CALENDAR
from regold.text.facts.durations import DURATIONS, SINGLE_DURATIONS
from regold.text.facts.fact import Bound, Fact, Kind, comparable, misplaced, same
from regold.text.facts.reader import Reader
from regold.text.flat import flattened
from regold.text.typography import plain

__all__ = ["Bound", "Fact", "Kind", "comparable", "facts", "misplaced", "same", "within"]

LONGEST = 20_000
"""Characters of a text that are read for facts."""

_READERS: tuple[Reader, ...] = (
    *ADDRESSES,
    *CALENDAR,
    *MONEY,
    *SHARES,
    *DURATIONS,
    *QUANTITIES,
    *SINGLE_DURATIONS,
    *COUNTS,
)


def facts(text: str) -> tuple[Fact, ...]:
    """Give the facts of a text in the order in which they stand; no two share a character.

    Where two readings overlap, the more specific kind wins: an address over a date, a date over an amount, and
    every kind over a plain count.
    """
    flat = flattened(text[:LONGEST])
    readable = plain(flat.text)
    folded = readable.casefold()
    taken = bytearray(len(readable))
    found: list[Fact] = []
    for reader in _READERS:
        for fact in _free(reader.read(readable), taken) if reader.may_find(folded) else ():
            taken[fact.span.start : fact.span.end] = b"\x01" * (fact.span.end - fact.span.start)
            found.append(belonging(fact, readable))
    found = [replace(fact, span=flat.source(fact.span)) for fact in found] if flat.places else found
    return tuple(sorted(found, key=lambda fact: (fact.span.start, fact.span.end)))


def _free(found: Iterator[Fact], taken: bytearray) -> Iterator[Fact]:
    for fact in found:
        if fact.shared or not any(taken[fact.span.start : fact.span.end]):
            yield fact


def within(found: tuple[Fact, ...], span: Span) -> tuple[Fact, ...]:
    """Give those of the facts that stand inside the span."""
    return tuple(fact for fact in found if span.start <= fact.span.start and fact.span.end <= span.end)
