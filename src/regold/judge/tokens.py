"""Reads a text as tokens: words of weight by their stems, phrases by the word they stand for, facts by value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache

from regold.judge.lexicon import lexicon
from regold.judge.reading import KEPT, Reading, is_small
from regold.judge.stems import stem
from regold.model import Span
from regold.text.facts import Fact, Kind, within
from regold.text.facts.numbers import DIGITS, WORDS, value
from regold.text.typography import plain as plainly

OF_CARE = frozenset(
    ("not", "only", "some", "before", "after", "without", "unless", "at least", "at most", "under", "over", "once",
     "enable", "disable", "you pay", "we pay")
)  # fmt: skip
"""The phrases that change what is promised wherever one text has them alone."""

_NO_WEIGHT = frozenset(("all", "can", "also", "if", "must"))
_MOST = 400
_TOKEN = re.compile(r"[^\W_]+(?:['.@/-][^\W_]+)*")
_AS_WORDS = frozenset((Kind.COUNT, Kind.ORDINAL))
_NTH = re.compile(r"\d{1,3}(?:st|nd|rd|th)")
_NUMBER = re.compile(rf"{DIGITS}|{WORDS}")
_LEAD = re.compile(
    r"[\s>#*-]*(?:yes|no|sure|certainly|of course|absolutely|unfortunately|sorry)\b[,.!:;]?\s*", re.IGNORECASE
)
"""A yes or a no before what is said; whether both texts lead with the same is looked at elsewhere."""

_WHOLE = {
    (Decimal(12), "month"): "per year",
    (Decimal(1), "month"): "per month",
    (Decimal(604_800), "second"): "per week",
    (Decimal(86_400), "second"): "per day",
    (Decimal(3_600), "second"): "per hour",
}
_ITEM = re.compile(r"[ \t>*-]*\d{1,2}[.)]$")
"""The number of an item of a list."""

_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A word or a fact of a text by what it stands for. `care` marks the small words that change what is promised."""

    key: str
    span: Span
    care: bool = False
    fact: Fact | None = None


@lru_cache(maxsize=KEPT)
def tokens(reading: Reading) -> tuple[Token, ...]:
    """Give the words of weight and of care and the facts of a text in their order; the first 400."""
    return tuple(_tokens(reading))[:_MOST]


def _tokens(reading: Reading) -> Iterator[Token]:
    leads = _LEAD.match(reading.text)
    end = leads.end() if leads else 0
    for fact in within(reading.facts, Span(start=0, end=len(reading.text))):
        if fact.span.start < end or fact.weak or fact.kind in _AS_WORDS:
            continue
        yield from _words(reading.text, end, fact.span.start)
        yield Token(key=_value(fact), span=fact.span, fact=fact)
        end = fact.span.end
    yield from _words(reading.text, end, len(reading.text))


def _value(fact: Fact) -> str:
    """Give one name for facts of the same value; a year is named as in "per year", an hour as in "an hour"."""
    if fact.kind is Kind.DURATION and not fact.per:
        for number in fact.readings:
            if isinstance(number, Decimal) and (number, fact.unit) in _WHOLE:
                return stem(_WHOLE[number, fact.unit])
    return f"{fact.kind} {sorted(map(str, fact.readings))} {fact.unit} {fact.per}"


def _words(text: str, start: int, end: int) -> Iterator[Token]:
    plain = _lowered(text[start:end])
    at = 0
    for found in _phrase().finditer(plain):
        yield from _between(plain, at, found.start(), start)
        at = found.end()
        name = _names()[int(found.lastindex or 1) - 1]
        if name not in _NO_WEIGHT:
            span = Span(start=start + found.start(), end=start + at)
            yield Token(key=stem(name), span=span, care=name in OF_CARE)
    yield from _between(plain, at, len(plain), start)


def _between(plain: str, at: int, stop: int, offset: int) -> Iterator[Token]:
    for word in _TOKEN.finditer(plain, at, stop):
        said = word[0]
        if _ITEM.match(plain, plain.rfind("\n", 0, word.start()) + 1, word.end() + 1):
            continue
        key = _number(said) or stem(said)
        if not is_small(said) and said not in lexicon().fillers:
            yield Token(key=key, span=Span(start=offset + word.start(), end=offset + word.end()))


def _number(word: str) -> str | None:
    if word in _ORDINALS:
        return f"{_ORDINALS.index(word) + 1}th"
    if _NTH.fullmatch(word):
        return f"{int(word[:-2])}th"
    read = value(word) if _NUMBER.fullmatch(word) else None
    return None if read is None else f"number {read.normalize()}"


def _lowered(text: str) -> str:
    """Give a text in small letters of the same length."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
    return plainly(lowered)


@cache
def _names() -> tuple[str, ...]:
    return tuple(lexicon().phrases)


@cache
def _phrase() -> re.Pattern[str]:
    """Give one pattern of all phrases, a group for each in the order of their names."""
    return re.compile("|".join(rf"((?<![\w'])(?:{ways})(?![\w']))" for ways in lexicon().phrases.values()))
