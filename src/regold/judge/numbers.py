"""Finds the numbers of a text that stand alone, part of no typed fact; what they count is left open."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from regold.judge.reading import KEPT, Reading
from regold.text.facts import Fact, Kind
from regold.text.facts.numbers import DIGITS, WORDS, values

_NUMBERS = re.compile(rf"(?<![\w.]){DIGITS}|\b{WORDS}\b")
_OPEN = frozenset((Kind.COUNT, Kind.ORDINAL))
_BY_NUMBER = _OPEN | {Kind.TIME, Kind.DURATION, Kind.MONEY, Kind.PERCENT}


@lru_cache(maxsize=KEPT)
def bare(reading: Reading) -> frozenset[Decimal]:
    """Give the numbers of a text that are part of no typed fact, counts and ordinals among them."""
    rest, end = "", 0
    for fact in reading.facts:
        if fact.kind not in _OPEN:
            rest += reading.text[end : fact.span.start] + " "
            end = max(end, fact.span.end)
    places = (value for fact in reading.facts if fact.kind is Kind.ORDINAL for value in fact.readings)
    return _numbers(rest + reading.text[end:]) | {value for value in places if isinstance(value, Decimal)}


def told_bare(fact: Fact, golden: Reading, answer: Reading) -> bool:
    """Tell whether the number of a fact of the golden stands alone in the answer: "from nine to five"."""
    numbers = _numbers(golden.said(fact)) if fact.kind in _BY_NUMBER else frozenset()
    return bool(numbers) and numbers <= bare(answer)


def _numbers(text: str) -> frozenset[Decimal]:
    return frozenset(number for found in _NUMBERS.finditer(text.lower()) for number in values(found[0].rstrip(".,")))
