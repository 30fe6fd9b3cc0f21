"""What articles state, clause by clause, and which of it is about the same thing as a given text."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from regold.knowledge.article import Article, Passage
from regold.knowledge.terms import stems
from regold.model import Span
from regold.text.facts import Fact, Kind, comparable, facts, same
from regold.text.facts.numbers import DIGITS, values
from regold.text.sentences import clauses

_NUMBER = re.compile(rf"(?<![\w.,$€£%-]){DIGITS}(?![\w%])")
_MOST = 3_000
"""Statements of all articles that are looked at."""

HEADING = 0.7
"""What a shared word counts that only the headings or the title have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A fact as a text states it: its words, and the stems of the words around it that it belongs to."""

    fact: Fact
    said: str
    around: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One clause with the stems of its words and its values; those of headings stand apart."""

    text: str
    words: frozenset[str]
    values: tuple[Value, ...]
    above: frozenset[str] = frozenset()
    article: str = ""


def statements(text: str) -> tuple[Statement, ...]:
    """Give the clauses of a text."""
    return tuple(_read(text[span.start : span.end]) for span in clauses(text))


def stated(articles: Iterable[Article]) -> tuple[Statement, ...]:
    """Give what articles state, at most 3000 clauses, in their order."""
    found: list[Statement] = []
    for article in articles:
        for passage in article.passages:
            found += _of(article, passage)
            if len(found) >= _MOST:
                return tuple(found[:_MOST])
    return tuple(found)


def alike(one: Fact, other: Fact) -> bool:
    """Tell whether two values could stand in each other's place; counts could, whatever they count."""
    return comparable(one, other) or (one.kind is Kind.COUNT and other.kind is Kind.COUNT)


def equal(one: Fact, other: Fact) -> bool:
    """Tell whether two values are the same; of a count the number is enough: articles have `$550 contacts`."""
    loose = Kind.COUNT in (one.kind, other.kind) and not one.readings.isdisjoint(other.readings)
    return loose or same(one, other)


def states(statement: Statement, fact: Fact) -> bool:
    """Tell whether a statement has this value."""
    return any(same(fact, value.fact) for value in statement.values)


class Aligner:
    """Tells how much a place in the articles is about the same thing as a text; rare words decide."""

    def __init__(self, every: Sequence[Statement]) -> None:
        self._count = len(every)
        self._known = Counter(word for one in every for word in one.words | one.above)

    def alike(self, about: frozenset[str], words: frozenset[str], above: frozenset[str]) -> float:
        """Give the share, from 0 to 1, of the words of `about` that are there; those no article has do not count."""
        total = shared = 0.0
        for word in about:
            weight = self._weight(word)
            total += weight
            shared += weight if word in words else HEADING * weight if word in above else 0.0
        return shared / total if total else 0.0

    def _weight(self, word: str) -> float:
        known = self._known.get(word, 0)
        return math.log(1 + self._count / known) if known else 0.0


def _of(article: Article, passage: Passage) -> Iterator[Statement]:
    above = frozenset(stems(" ".join((article.title, *passage.headings))))
    for one in statements(passage.text):
        yield Statement(text=one.text, words=one.words, values=one.values, above=above, article=article.id)


def _read(text: str) -> Statement:
    found = [fact for fact in (*facts(text), *_bare_numbers(text)) if not fact.weak]
    found.sort(key=lambda fact: fact.span.start)
    return Statement(text=text, words=frozenset(stems(text)), values=tuple(_values(text, found)))


def _values(text: str, found: Sequence[Fact]) -> Iterator[Value]:
    for at, fact in enumerate(found):
        start = next((one.span.end for one in reversed(found[:at]) if alike(one, fact)), 0)
        end = next((one.span.start for one in found[at + 1 :] if alike(one, fact)), len(text))
        around = f"{text[start : fact.span.start]} {text[fact.span.end : end]}"
        yield Value(fact=fact, said=text[fact.span.start : fact.span.end].strip(), around=frozenset(stems(around)))


def _bare_numbers(text: str) -> Iterator[Fact]:
    """Give the numbers that nothing is counted with, as in a table: `Free withdrawals: 10`."""
    taken = [fact.span for fact in facts(text)]
    for found in _NUMBER.finditer(text):
        start, end = found.span()
        if not any(span.start < end and start < span.end for span in taken):
            readings = frozenset(number.normalize() for number in values(found[0]))
            if readings:
                yield Fact(kind=Kind.COUNT, readings=readings, span=Span(start=start, end=end))
