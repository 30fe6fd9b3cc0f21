"""Cuts a text into the pieces that can be left out one by one; it does not say whether one is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from functools import lru_cache

from regold.judge.reading import KEPT, Claim, Reading, content
from regold.model import Span

_PART = re.compile(r",\s|\s(?:and|or|plus|but|then|as well as)\s", re.IGNORECASE)
LEAST_WORDS = 2


@lru_cache(maxsize=KEPT)
def parts(reading: Reading, *, least: int = LEAST_WORDS) -> tuple[Span, ...]:
    """Give the pieces of a text: its claims, cut at commas and between and, or, plus, but not between two facts.

    Each has so many words of weight at least.
    """
    ends = {fact.span.end for fact in reading.facts}
    starts = {fact.span.start for fact in reading.facts}
    return tuple(piece for claim in reading.claims for piece in _cut(claim, starts, ends, least))


def _cut(claim: Claim, starts: AbstractSet[int], ends: AbstractSet[int], least: int) -> Iterator[Span]:
    text, offset, start = claim.text, claim.span.start, 0
    cuts = [
        found.start()
        for found in _PART.finditer(text)
        if offset + found.start() not in ends or starts.isdisjoint((offset + found.end(), offset + found.end() + 1))
    ]
    for cut in [*cuts, len(text)]:
        if len(content(text[start:cut])) >= least or (cut == len(text) and start == 0):
            yield Span(start=offset + start, end=offset + cut)
            start = cut
