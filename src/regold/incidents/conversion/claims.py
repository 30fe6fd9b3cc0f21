"""What was wrong in an answer: as words that a good answer never holds, and as statements that no answer may make."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from regold.model import Span
from regold.text.facts import Fact, facts, same, within
from regold.text.normalise import normalise
from regold.text.polarity import denies
from regold.text.sentences import split

_WITH_FACTS, _WITHOUT = 0.6, 0.9
"""The share of a statement's words that a sentence must hold to state it, beside all its facts or without any."""

_STEM = 5
_FEWEST_WORDS = 3
_WORD = re.compile(r"[^\W\d_]{3,}")
_SMALL = re.compile(
    r"the|and|you|your|for|are|can|with|within|from|that|this|our|any|all|have|has|will|not|but|its|was|were|they|them"
    r"|his|her|who|how|what|when|where|which|only|also|just|than|then|there|their|been|being|into|out|about"
)


def excluded(claims: Sequence[str], bad: str, golden: str) -> tuple[str, ...]:
    """Give the words of the bad answer that a good one never holds; none that the golden holds itself.

    A claim that is quoted from the answer stands for itself, another one for its facts as the answer words them.
    """
    found: dict[str, None] = {}
    for claim in claims:
        words = claim.strip().strip("\"'“”.!? ")
        if _stands_in(words, bad) and not _stands_in(words, golden):
            found[words] = None
            continue
        ours = facts(claim)
        for fact in wrong_facts(bad, golden):
            if any(same(one, fact) for one in ours):
                found[bad[fact.span.start : fact.span.end]] = None
    return tuple(found)


def statements(claims: Sequence[str], bad: str, golden: str) -> tuple[str, ...]:
    """Give the sentences of the bad answer that were wrong: those of a claim, else those with a fact of their own."""
    sentences = [bad[span.start : span.end] for span in split(bad)]
    plain = normalise(golden)
    wrong = [one for one in sentences if _is_statement(one) and normalise(one) not in plain]
    if claims:
        return tuple(one for one in wrong if any(_is_of(one, claim, golden) for claim in claims))
    return tuple(one for one in wrong if wrong_facts(one, golden))


def wrong_facts(bad: str, golden: str) -> tuple[Fact, ...]:
    """Give the facts of the bad answer that the golden does not state."""
    held = facts(golden)
    return tuple(one for one in facts(bad) if not one.weak and not any(same(ours, one) for ours in held))


def where(words: Sequence[str], text: str) -> tuple[Span, ...]:
    """Give where these words stand in a text, whatever their case."""
    lowered = text.lower()
    starts = ((lowered.find(one.lower()), len(one)) for one in words)
    return tuple(Span(start=start, end=start + length) for start, length in starts if start >= 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A text as it is looked through: as it is, in one dress, and the beginnings of its words of weight."""

    text: str
    plain: str
    words: frozenset[str]


def said(text: str) -> Said:
    """Read a text once, to be looked through for many statements."""
    return Said(text=text, plain=normalise(text), words=_words(text))


def states(answer: Said, statement: Said) -> bool:
    """Tell whether an answer states this: its very words, or in one sentence all its facts and most of its words."""
    if statement.plain.rstrip(".!?") in answer.plain:
        return True
    if len(statement.words & answer.words) < _WITH_FACTS * len(statement.words):
        return False
    stated = [one for one in facts(statement.text) if not one.weak]
    return any(_says(sentence, held, statement, stated) for sentence, held in _sentences(answer.text))


def _sentences(answer: str) -> Iterator[tuple[str, tuple[Fact, ...]]]:
    found = facts(answer)
    for span in split(answer):
        yield answer[span.start : span.end], within(found, span)


def _says(sentence: str, held: Sequence[Fact], statement: Said, stated: Sequence[Fact]) -> bool:
    enough = _WITH_FACTS if stated else _WITHOUT
    return (
        len(statement.words & _words(sentence)) >= enough * max(len(statement.words), 1)
        and all(any(same(fact, other) for other in held) for fact in stated)
        and denies(sentence) == denies(statement.text)
    )


def _is_of(sentence: str, claim: str, golden: str) -> bool:
    """Tell whether a sentence is the one that a claim is about: one holds the other, or they share a wrong fact."""
    if _stands_in(claim.strip().strip("\"'“”.!? "), sentence) or _stands_in(sentence.rstrip(".!? "), claim):
        return True
    ours = facts(claim)
    return any(same(one, fact) for fact in wrong_facts(sentence, golden) for one in ours)


def _is_statement(sentence: str) -> bool:
    return len(_words(sentence)) >= _FEWEST_WORDS and not sentence.rstrip().endswith("?")


def _stands_in(words: str, text: str) -> bool:
    return bool(words) and re.search(rf"(?<!\w){re.escape(normalise(words))}(?!\w)", normalise(text)) is not None


def _words(text: str) -> frozenset[str]:
    found = _WORD.findall(normalise(text))
    return frozenset(word[:_STEM] for word in found if not _SMALL.fullmatch(word))
