"""Which words of weight stand in the place of others, and which names: what a near copy with one word changed shows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from regold.judge.reading import KEPT, Reading, is_small
from regold.judge.stems import stem
from regold.model import Finding, Span
from regold.text.difference import words

_MOST_WORDS = 600
_LONGEST_EXCHANGE = 4
_NAME = re.compile(r"[A-Z][\w'&.-]*|[A-Z]{2,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word of weight: its stem, where it stands, and whether it is written as a name inside a sentence."""

    stem: str
    span: Span
    name: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """Words of the golden and those that stand in their place in the answer; either side may be empty."""

    golden: tuple[Word, ...]
    answer: tuple[Word, ...]

    @property
    def of_names(self) -> bool:
        """Whether a name stands in the place of another."""
        return any(word.name for word in self.golden) and any(word.name for word in self.answer)


@lru_cache(maxsize=KEPT)
def weighty(reading: Reading) -> tuple[Word, ...]:
    """Give the words of weight of a text in order; the first 600."""
    starts = {span.start for span in reading.sentences}
    return tuple(_weighty(reading.text, starts))


def exchanges(golden: Sequence[Word], answer: Sequence[Word]) -> tuple[Exchange, ...]:
    """Give where the two differ, by the cheapest way to turn one into the other (Levenshtein over words)."""
    ours, theirs = [word.stem for word in golden], [word.stem for word in answer]
    return tuple(
        Exchange(
            golden=tuple(golden[block.src_start : block.src_end]),
            answer=tuple(answer[block.dest_start : block.dest_end]),
        )
        for block in Levenshtein.opcodes(ours, theirs)
        if block.tag != "equal"
    )


def renamed(golden: Reading, answer: Reading, found: Sequence[Exchange]) -> tuple[Finding, ...]:
    """Give a finding for each name of the golden that the answer replaces by another, and says nowhere itself."""
    said, known = answer.plain, frozenset(golden.plain.split())
    return tuple(
        Finding(
            check="name",
            supports=False,
            message=f'the golden says "{_said(golden, one.golden)}", the answer says "{_said(answer, one.answer)}"',
            golden_spans=tuple(word.span for word in one.golden),
            answer_spans=tuple(word.span for word in one.answer),
        )
        for one in found
        if one.of_names
        and max(len(one.golden), len(one.answer)) <= _LONGEST_EXCHANGE
        and not any(word.stem in said for word in one.golden if word.name)
        and not any(_plainly(answer, word) in known for word in one.answer if word.name)
    )


def _weighty(text: str, starts: set[int]) -> Iterator[Word]:
    for span in words(text)[:_MOST_WORDS]:
        word = text[span.start : span.end]
        plain = word.casefold().replace("\u2019", "'")
        if not is_small(plain):
            named = _NAME.fullmatch(word) is not None and span.start not in starts
            yield Word(stem=stem(plain), span=span, name=named)


def _plainly(reading: Reading, word: Word) -> str:
    return reading.text[word.span.start : word.span.end].casefold()


def _said(reading: Reading, found: Sequence[Word]) -> str:
    return " ".join(reading.text[found[0].span.start : found[-1].span.end].split())
