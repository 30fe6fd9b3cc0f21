"""Finds what changed places: values and words that stand in the answer beside what the golden says of the other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, pairwise

from regold.judge.parts import parts
from regold.judge.reading import KEPT, Reading
from regold.judge.synonyms import akin
from regold.judge.tokens import Token, tokens
from regold.model import Finding, Span
from regold.text.facts import Fact, Kind, same

_MOST = 24
"""Values or words of a text that are looked at: their pairs grow with the square."""

_TO = re.compile(r"\s*(?:to|until|till|through|[-\u2013])\s*\Z", re.IGNORECASE)
_OUTSIDE = re.compile(
    r"\b(?:closed?s?|closing|shut|outside|except|unavailable|unstaffed|no|not|never|nobody)\b|n't\b", re.IGNORECASE
)
"""What turns a range into all that is outside of it: "closed from 18 to 8" says "open from 8 to 18"."""

_AND, _BETWEEN = re.compile(r"\s*and\s*\Z", re.IGNORECASE), re.compile(r"\bbetween\s*\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A value or a word with the others of the part of the text in which it stands."""

    token: Token
    part: int
    company: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """Two of the golden that the answer has in each other's place."""

    golden: tuple[Token, Token]
    answer: tuple[Token, Token]


def values_exchanged(golden: Reading, answer: Reading) -> Iterator[Finding]:
    """Give a finding for two values in each other's place: "in at 3, out at 11" and "in at 11, out at 3".

    The same of the two ends of a range: "from 8 to 18" and "from 18 to 8".
    """
    found = [
        (tuple(one.span for one in exchange.golden), tuple(one.span for one in exchange.answer))
        for exchange in _exchanges(_values(golden), _values(answer))
    ]
    outside = bool(_OUTSIDE.search(golden.text)) is not bool(_OUTSIDE.search(answer.text))
    found += [
        ((one.span, two.span), (end.span, start.span))
        for one, two in _ranges(golden)
        for start, end in (() if outside else _ranges(answer))
        if same(one, end) and same(two, start) and not same(one, two)
    ]
    for ours, theirs in found:
        said = [golden.text[span.start : span.end] for span in ours]
        yield Finding(
            check="order",
            supports=False,
            message=f"the answer has {said[0]} and {said[1]} in each other's place",
            golden_spans=ours,
            answer_spans=theirs,
        )


def _ranges(reading: Reading) -> Iterator[tuple[Fact, Fact]]:
    """Give the two ends of each range: "8 am to 6 pm", "between $5 and $9"."""
    for one, two in pairwise(reading.facts[:_MOST]):
        joined = reading.text[one.span.end : two.span.start]
        between = _AND.match(joined) and _BETWEEN.search(reading.text, 0, one.span.start)
        if one.kind is two.kind and (_TO.match(joined) or between):
            yield one, two


def words_exchanged(golden: Reading, answer: Reading) -> tuple[Exchange, ...]:
    """Give the words in each other's place: evidence, for a list may be told in another order."""
    found = _exchanges(_words(golden), _words(answer))
    return tuple(one for one in found if not akin(one.golden[0].key, one.golden[1].key))


@lru_cache(maxsize=KEPT)
def _placed(reading: Reading) -> tuple[Placed, ...]:
    """Give what a text says once, each with its company."""
    found, pieces = tokens(reading), parts(reading, least=1)
    of = [next((at for at, span in enumerate(pieces) if _holds(span, token.span)), -1) for token in found]
    keys = [token.key for token in found]
    return tuple(
        Placed(
            token=token,
            part=part,
            company=frozenset(key for key, at in zip(keys, of, strict=True) if at == part and key != token.key),
        )
        for token, part in zip(found, of, strict=True)
        if part >= 0 and not token.care and keys.count(token.key) == 1
    )


def _values(reading: Reading) -> tuple[Placed, ...]:
    return tuple(one for one in _placed(reading) if _is_value(one.token))[:_MOST]


def _words(reading: Reading) -> tuple[Placed, ...]:
    return tuple(one for one in _placed(reading) if not _is_value(one.token))[:_MOST]


def _exchanges(ours: Sequence[Placed], theirs: Sequence[Placed]) -> Iterator[Exchange]:
    """Give the pairs of which each has in the answer the company that only the other has in the golden.

    A value is named by fewer words than a word is, so for values most of the company is enough, for words it must be
    all. Where two share a part of a text, their company does not show what belongs to which.
    """
    known = {one.token.key: one for one in theirs}
    for one, two in combinations((one for one in ours if one.token.key in known), 2):
        there, other = known[one.token.key], known[two.token.key]
        if one.part != two.part and there.part != other.part:
            mine, its = one.company - two.company, two.company - one.company
            said, beside = there.company - other.company, other.company - there.company
            crossed, straight = (len(mine & beside), len(its & said)), len(mine & said) + len(its & beside)
            if sum(crossed) > straight if _is_value(one.token) else all(crossed) and not straight:
                yield Exchange(golden=(one.token, two.token), answer=(there.token, other.token))


def _holds(piece: Span, span: Span) -> bool:
    return piece.start <= span.start and span.end <= piece.end


def _is_value(token: Token) -> bool:
    return token.key.startswith("number ") or (token.fact is not None and token.fact.kind is not Kind.WEEKDAY)
