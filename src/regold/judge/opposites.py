"""Words of which one says the contrary of the other, and where an answer uses one in the place of its opposite."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from functools import cache

from regold.judge.aligning import Pair
from regold.judge.lexicon import lexicon
from regold.judge.reading import Reading
from regold.judge.stems import stem
from regold.model import Finding, Span
from regold.text.polarity import denies
from regold.text.typography import plain

_ABOUT = 0.5
"""The share of words from which two claims are about the same thing."""


@cache
def _opposites() -> dict[str, frozenset[str]]:
    """Give for each word, by its stem, the stems of its opposites: the first of a row against each of the others.

    Words that deny by themselves ("unable") are left to `polarity`, which knows a double negative.
    """
    known: dict[str, set[str]] = {}
    for row in lexicon().opposites:
        first, *others = (stem(word) for word in row if not denies(word))
        for other in others:
            known.setdefault(first, set()).add(other)
            known.setdefault(other, set()).add(first)
    return {word: frozenset(others) for word, others in known.items()}


_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")


_NO_FEE = re.compile(r"\bno (?:[\w-]+ ){0,2}(fee|charge|cost|surcharge|deposit|penalty)s?\b")
_FREE = re.compile(r"\b(?:no|not|never|without|(?<!feel )free|zero|nothing|waived?|neither)\b|n't\b")


def charged(golden: Reading, answer: Reading) -> Iterator[Finding]:
    """Give a finding where the golden says that there is no fee, and the answer names it and denies nothing."""
    found = _NO_FEE.search(golden.plain)
    if found is None or _FREE.search(answer.plain):
        return
    there = re.search(rf"\b{found[1]}s?\b", answer.text, re.IGNORECASE)
    here = re.search(rf"\b{found[1]}s?\b", golden.text, re.IGNORECASE)
    if there and here:
        yield Finding(
            check="opposite",
            supports=False,
            message=f'the golden says "{found[0]}", the answer names a {found[1]}',
            golden_spans=(Span(start=here.start(), end=here.end()),),
            answer_spans=(Span(start=there.start(), end=there.end()),),
        )


def contrary(golden: Reading, answer: Reading, pairs: Sequence[Pair]) -> Iterator[Finding]:
    """Give a finding for each claim in which a word of the golden is gone and its opposite stands in the answer.

    Neither may stand anywhere else in the other text: a golden that names what is free and what is paid is not turned
    round by an answer that names both in another order.
    """
    known, said = _stems(golden.text), _stems(answer.text)
    for pair in pairs:
        if pair.alike >= _ABOUT and pair.golden.denied is pair.answer.denied:
            yield from _exchanged(pair, known, said)


def opposite(words: Container[str], others: Iterable[str]) -> bool:
    """Tell whether one of some words is the opposite of one of others; all by their stems."""
    return any(word in words for other in others for word in _opposites().get(stem(other), ()))


def _exchanged(pair: Pair, known: Container[str], said: Container[str]) -> Iterator[Finding]:
    ours, theirs = _stems(pair.golden.text), _stems(pair.answer.text)
    for word, (start, end) in ours.items():
        if word in said:
            continue
        other = next((one for one in _opposites().get(word, ()) if one in theirs and one not in known), None)
        if other is not None:
            at, to = theirs[other]
            said, instead = pair.golden.text[start:end], pair.answer.text[at:to]
            if denies(instead):
                continue
            yield Finding(
                check="opposite",
                supports=False,
                message=f'the golden says "{said}", the answer says "{instead}"',
                golden_spans=(Span(start=pair.golden.span.start + start, end=pair.golden.span.start + end),),
                answer_spans=(Span(start=pair.answer.span.start + at, end=pair.answer.span.start + to),),
            )


def _stems(text: str) -> dict[str, tuple[int, int]]:
    return {stem(found[0]): found.span() for found in _WORD.finditer(plain(text).lower())}
