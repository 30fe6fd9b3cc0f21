"""What the judge reads from one text before comparing: its claims with their words, facts and denials."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from regold.judge.stems import stem
from regold.model import Span
from regold.text.facts import Fact, facts, within
from regold.text.flat import Flat, flattened
from regold.text.normalise import normalise
from regold.text.polarity import denies, opening
from regold.text.sentences import clauses, split

LONGEST = 20_000
"""Characters of a text that are read; what an answer says behind them is not judged."""

KEPT = 64
"""Readings of which what was found is kept: a comparison looks at the same few again and again."""

_MOST_CLAIMS = 200
_MOST_FACTS = 400
"""Comparing takes time with the facts of one text times those of the other."""

_WORD = re.compile(r"[^\W_]+(?:['.@/-][^\W_]+)*")
_UNMARKED = re.compile(r"[\w']+")
_FEEL_FREE = re.compile(r"\bfeel free\b")
"""A way of speaking in which nothing is free."""

_SMALL = re.compile(
    r"cannot|never|least|a|an|the|this|that|these|those|it|its|is|are|was|were|be|been|am|do|does|did|have|has|had|will|would"
    r"|can|could|may|might|shall|should|must|to|of|in|on|at|by|for|from|with|as|and|or|but|if|then|than|so"
    r"|not|no|yes|you|your|yours|we|our|us|i|me|my|they|their|them|he|she|his|her|there|here|when|what"
    r"|which|who|how|also|just|please|very|any|all|some|more|most|into|out|up|off|over|under|about|after"
    r"|before|within|get|gets|got|go|goes|going|make|makes|let|per|yet|still|even|then|too|so|each|every|both|here|now"
    r"|\w+(?:n't|'re|'ll|'ve|'d|'m)|it's|that's|there's|what's|who's|let's|here's|he's|she's"
)


_CAREFUL = re.compile(
    r"(?:all|any|some|most|more|every|each|few|many|may|might|could|must|should|will|would|can|after|before|within|over|under"
    r"|about|up|off|out|into|if|when|or|not|no|from|by)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A clause of a text; `words` are those of weight beside its facts.

    `denied` tells whether it denies something, `refused` also whether a no stands before it.
    """

    span: Span
    text: str
    words: frozenset[str]
    facts: tuple[Fact, ...]
    denied: bool
    refused: bool


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, weakref_slot=True)
class Reading:
    """A text as the judge sees it; each equals only itself, so that what is found in it can be kept.

    `text` is the source in plain dress, in which all spans lie; `flat` leads back. `opens` is True for a leading yes,
    False for a leading no, else None.
    """

    text: str
    flat: Flat
    plain: str
    sentences: tuple[Span, ...]
    claims: tuple[Claim, ...]
    facts: tuple[Fact, ...]
    opens: bool | None

    def said(self, fact: Fact) -> str:
        """Give a fact in the words of the text."""
        return " ".join(self.text[fact.span.start : fact.span.end].split())


def read(text: str) -> Reading:
    """Read a text once for all comparisons; it takes time in proportion to its length."""
    return read_flat(flattened(text[:LONGEST]))


def read_flat(flat: Flat) -> Reading:
    """Read a text that is in plain dress already, every character where it stands."""
    text = flat.text
    found = facts(text)[:_MOST_FACTS]
    return Reading(
        text=text,
        flat=flat,
        plain=normalise(text),
        sentences=tuple(span for span in split(text) if not _bare(text[span.start : span.end]))[:_MOST_CLAIMS],
        claims=tuple(_claims(text, found)),
        facts=found,
        opens=opening(text),
    )


def _claims(text: str, found: tuple[Fact, ...]) -> Iterator[Claim]:
    no_before = False
    for span in clauses(text)[:_MOST_CLAIMS]:
        piece = text[span.start : span.end]
        leads = opening(piece)
        if _bare(piece):
            no_before = leads is False
            continue
        denied = denies(piece)
        yield Claim(
            span=span,
            text=piece,
            words=beside(text, span, within(found, span)),
            facts=within(found, span),
            denied=denied,
            refused=denied or leads is False or (no_before and leads is None),
        )
        no_before = False


def _bare(piece: str) -> bool:
    """Whether a piece is a yes or a no and nothing else."""
    return opening(piece) is not None and not content(piece)


def beside(text: str, span: Span, stated: tuple[Fact, ...]) -> frozenset[str]:
    """Give the stems of the words of weight in a span that belong to none of its facts."""
    rest, end = "", span.start
    for fact in stated:
        rest += text[end : fact.span.start] + " "
        end = max(end, fact.span.end)
    return content(rest + text[end : span.end])


@lru_cache(maxsize=4096)
def content(text: str) -> frozenset[str]:
    """Give the stems of the words that carry meaning, the same for the forms of most verbs and nouns; no numbers."""
    words = _WORD.findall(_FEEL_FREE.sub(" ", normalise(text)))
    return frozenset(stem(word) for word in words if not is_small(word) and not word[0].isdigit())


def told(reading: Reading, span: Span) -> tuple[str, ...]:
    """Give the words of weight and of care of a sentence in their order, each fact as one word that names its value."""
    found = _in_order(reading, span)
    return tuple(word if of_fact else stem(word) for word, of_fact in found if of_fact or _weighs(word))


def verbatim(reading: Reading) -> tuple[str, ...]:
    """Give all words of a text in their order, each fact as one word that names its value."""
    return tuple(word for word, _ in _in_order(reading, Span(start=0, end=len(reading.text))))


def unmarked(reading: Reading) -> str:
    """Give the normalised words of a text with a blank between them: no punctuation, no emoji."""
    return " ".join(_UNMARKED.findall(reading.plain))


def _in_order(reading: Reading, span: Span) -> Iterator[tuple[str, bool]]:
    """Give the words of a span, and whether each stands for a fact."""
    end = span.start
    for fact in within(reading.facts, span):
        yield from ((word, False) for word in _WORD.findall(normalise(reading.text[end : fact.span.start])))
        yield f"{fact.kind} {sorted(map(str, fact.readings))} {fact.unit} {fact.per}", True
        end = max(end, fact.span.end)
    yield from ((word, False) for word in _WORD.findall(normalise(reading.text[end : span.end])))


def _weighs(word: str) -> bool:
    """Whether a word carries meaning, or is one of the small ones that change what is promised."""
    return not is_small(word) or _CAREFUL.fullmatch(word) is not None


@lru_cache(maxsize=16_384)
def is_small(word: str) -> bool:
    """Tell whether a word in small letters is one of those that carry no meaning of their own."""
    return _SMALL.fullmatch(word) is not None
