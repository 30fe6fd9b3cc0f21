"""The comparable parts of a text: stems of its words of weight, and its typed facts, each as one short text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from hashlib import sha256
from typing import Protocol

from regold.text.facts import Fact, facts
from regold.text.normalise import normalise

LONGEST = 4_000
"""Characters of one text that are compared."""

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_SAYS_NOTHING = (
    "a about all also am an and any are as at be been before but by can cannot could did do does don't for from get "
    "had has have he her here his how i i'm if in into is isn't it its just let's made make may me more most must my "
    "need no not of on once one or our out over own please she should so some such than that the their them then there "
    "these they this those to under until up us use used using very want was way we were what what's when where which "
    "while who whom why will with within would you your yours"
)
_EMPTY = frozenset(_SAYS_NOTHING.split())
_PERIODS = {"daili": "day", "weekli": "week", "monthli": "month", "yearli": "year", "annual": "year"}
"""Stems of one meaning that a stemmer keeps apart."""

_FACT = "="


def terms(text: str) -> frozenset[str]:
    """Give the stems of the words of weight of a text, and its facts as `=kind:unit:value`.

    Stems are those of the Snowball stemmer for English (Porter 2).
    """
    text = text[:LONGEST]
    return frozenset((*stems(text), *(term for fact in facts(text) for term in fact_terms(fact))))


def stems(text: str) -> Iterator[str]:
    """Give the stems of the words of weight, in their order; numbers are words too."""
    return (_stem(word) for word in _WORD.findall(normalise(text)) if word not in _EMPTY)


def fact_terms(fact: Fact) -> Iterator[str]:
    """Give a fact as texts that are equal for equal values: one for each reading that it may have."""
    unit = "" if fact.kind == "count" else fact.unit
    return (f"{_FACT}{fact.kind}:{unit}:{value}" for value in fact.readings)


def is_fact(term: str) -> bool:
    """Tell whether a term stands for a fact."""
    return term.startswith(_FACT)


class TermReader:
    """Reads terms, and remembers them by the digest of their text; `known` are those of an earlier time."""

    def __init__(self, known: Mapping[str, Iterable[str]] | None = None) -> None:
        self._known = known or {}
        self.read: dict[str, frozenset[str]] = {}
        self.added = False

    def terms(self, text: str) -> frozenset[str]:
        """Give the terms of a text."""
        digest = sha256(text[:LONGEST].encode("utf-8", "replace")).hexdigest()[:24]
        if digest not in self.read:
            known = self._known.get(digest)
            self.added = self.added or known is None
            self.read[digest] = terms(text) if known is None else frozenset(known)
        return self.read[digest]


@lru_cache(maxsize=100_000)
def _stem(word: str) -> str:
    stem = _stemmer().stemWord(word) if len(word) > 2 and word.isascii() else word
    return _PERIODS.get(stem, stem)


@lru_cache(maxsize=1)
def _stemmer() -> _Stemmer:
    from snowballstemmer import stemmer

    made: _Stemmer = stemmer("english")
    return made


class _Stemmer(Protocol):
    """What snowballstemmer, which has no types, gives."""

    def stemWord(self, word: str) -> str:  # noqa: N802 - the name is the library's
        """Give the stem of a word."""
