"""Splits rows by what their question is about, and evens out what must tell nothing: length, overlap, courtesy."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from hashlib import sha256

from benchmarks.model.rows import Row

HELD = 0.06
"""The share of groups whose rows are for measuring."""

_WORD = re.compile(r"\w+")


def held_out(group: str, share: float = HELD) -> bool:
    """Tell by its name alone whether a group is for measuring; the same in every run and for every seed."""
    return int(sha256(group.encode()).hexdigest()[:8], 16) / 0x100000000 < share


def overlap(row: Row) -> float:
    """Give the share of words of golden and answer together that both have, 0 to 1."""
    golden, answer = (set(_WORD.findall(text.casefold())) for text in (row.golden, row.answer))
    return len(golden & answer) / max(1, len(golden | answer))


def longer(row: Row) -> int:
    """Give by how many words the answer is longer than the golden."""
    return len(_WORD.findall(row.answer)) - len(_WORD.findall(row.golden))


def balanced(rows: Iterable[Row], courtesies: Sequence[str], rng: random.Random) -> list[Row]:
    """Keep, in each cell of like length, overlap and courtesy, as many right rows as wrong ones, in a new order."""
    cells: defaultdict[tuple[int, int, bool], tuple[list[Row], list[Row]]] = defaultdict(lambda: ([], []))
    for row in rows:
        polite = any(one in row.answer for one in courtesies)
        cell = (max(-8, min(8, longer(row) // 2)), int(overlap(row) * 8), polite)
        cells[cell][row.acceptable].append(row)
    kept = []
    for wrong, right in cells.values():
        count = min(len(wrong), len(right))
        kept += rng.sample(wrong, count) + rng.sample(right, count)
    rng.shuffle(kept)
    return kept
