"""Tells whether two words can say the same. It knows words alone, not what they say in a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from regold.judge.lexicon import lexicon
from regold.judge.stems import stem

DATA = Path(__file__).parent / "synonyms.txt"
"""Rows of words that share a sense in WordNet 3.1 (Princeton University), made by `benchmarks/synonyms.py`."""


def akin(word: str, other: str) -> bool:
    """Tell whether two stems are of words that can say the same."""
    known = _groups()
    return word == other or not known.get(word, _NONE).isdisjoint(known.get(other, _NONE))


_NONE: frozenset[int] = frozenset()


@cache
def _groups() -> Mapping[str, frozenset[int]]:
    """Give for each stem the rows that it stands in; read when the first two words must be compared."""
    found: dict[str, set[int]] = {}
    rows = [tuple(line.split()) for line in DATA.read_text("utf-8").splitlines()]
    for number, row in enumerate((*rows, *lexicon().synonyms)):
        for word in row:
            found.setdefault(stem(word.partition("_")[0]), set()).add(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}
