"""Groups unit vectors by average linkage; what they stand for is told elsewhere. The same input gives the same groups.

Average linkage is UPGMA (Sokal and Michener 1958), by nearest-neighbour chains (Murtagh 1983): each merge costs a pass
over a row or two. Of many vectors those that are very alike are first brought together under a leader (Hartigan 1975).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from math import log

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.float32]

MOST = 1_500
"""Rows, or leaders of rows, that are compared each with each; what is like none of so many leaders stays alone."""

WORDS = 512
"""Words that texts are compared by: those that occur in most of them, but for words that occur in one text only."""

_BLOCK = 512


def grouped(rows: Rows, alike: float) -> list[list[int]]:
    """Give the groups of rows whose mean cosine is at least `alike`, each in order, by the first of each.

    Every row is in one group, many in a group of their own.
    """
    if len(rows) <= MOST:
        members = [[at] for at in range(len(rows))]
        return _joined(rows, members, alike)
    members, alone = _led(rows, (1 + alike) / 2)
    means = _units(rows, members)
    return sorted([*_joined(means, members, alike), *([at] for at in alone)])


def by_words(texts: Sequence[Sequence[str]]) -> Rows:
    """Give a row of length one for each text: how often a word occurs in it, times how rare it is in all (TF-IDF)."""
    counted = [Counter(text) for text in texts]
    seen = Counter(word for text in counted for word in text)
    several = sorted((-count, word) for word, count in seen.items() if count > 1)[:WORDS]
    columns = {word: at for at, (_, word) in enumerate(several)}
    rarity = {word: log((1 + len(texts)) / (1 + seen[word])) + 1 for word in columns}
    rows = np.zeros((len(texts), max(len(columns), 1)), dtype=np.float32)
    for at, text in enumerate(counted):
        for word, count in text.items():
            if word in columns:
                rows[at, columns[word]] = (1 + log(count)) * rarity[word]
    lengths: NDArray[np.float32] = np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), np.float32(1e-12))
    return rows / lengths


def _joined(rows: Rows, members: list[list[int]], alike: float) -> list[list[int]]:
    """Join groups while the two that are most alike are alike enough; a group weighs as much as it has members."""
    if not members:
        return []
    likeness = (rows @ rows.T).astype(np.float64)
    np.fill_diagonal(likeness, -np.inf)
    groups = dict(enumerate(members))
    for kept, gone in _merges(likeness, [len(one) for one in members], alike):
        groups[kept] = groups[kept] + groups.pop(gone)
    return sorted(sorted(one) for one in groups.values())


def _merges(likeness: NDArray[np.float64], sizes: list[int], alike: float) -> Iterator[tuple[int, int]]:
    """Give which row takes in which other, in an order in which each pair is the other's nearest."""
    left, chain = set(range(len(sizes))), list[int]()
    while left:
        if not chain:
            chain.append(min(left))
        here = chain[-1]
        near = int(np.argmax(likeness[here]))
        if likeness[here, near] < alike:  # linkage only falls from here on, so that nothing else joins it either
            left.discard(here)
            likeness[here, :] = likeness[:, here] = -np.inf
            chain.pop()
            continue
        if len(chain) > 1 and likeness[here, near] <= likeness[here, chain[-2]]:
            kept, gone = sorted((here, chain[-2]))
            yield kept, gone
            _take_in(likeness, sizes, kept, gone)
            left.discard(gone)
            del chain[-2:]
        else:
            chain.append(near)


def _take_in(likeness: NDArray[np.float64], sizes: list[int], kept: int, gone: int) -> None:
    whole = sizes[kept] + sizes[gone]
    mean = (sizes[kept] * likeness[kept] + sizes[gone] * likeness[gone]) / whole
    mean[kept] = mean[gone] = -np.inf
    likeness[kept, :] = likeness[:, kept] = mean
    likeness[gone, :] = likeness[:, gone] = -np.inf
    sizes[kept] = whole


def _led(rows: Rows, alike: float) -> tuple[list[list[int]], list[int]]:
    """Give the rows by their leader, each the first that is like no leader before it; and those beyond `MOST`."""
    leaders, members, alone = np.empty((0, rows.shape[1]), rows.dtype), list[list[int]](), list[int]()
    for start in range(0, len(rows), _BLOCK):
        block = rows[start : start + _BLOCK]
        among, known = block @ leaders.T, len(leaders)
        within = block @ block.T
        fresh: list[int] = []
        for at in range(len(block)):
            scores = np.concatenate((among[at], within[at, fresh]))
            best = int(np.argmax(scores)) if len(scores) else -1
            if best >= 0 and scores[best] >= alike:
                members[best].append(start + at)
            elif known + len(fresh) < MOST:
                fresh.append(at)
                members.append([start + at])
            else:
                alone.append(start + at)
        leaders = np.concatenate((leaders, block[fresh]))
    return members, alone


def _units(rows: Rows, members: list[list[int]]) -> Rows:
    """Give the mean of each group's rows; not of length one, for their products are then the mean cosines."""
    return np.stack([rows[one].mean(axis=0) for one in members])
