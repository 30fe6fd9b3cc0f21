"""Groups are those of average linkage, the same whatever the order, and found among many too."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from regold.incidents.grouping import MOST, Rows, by_words, grouped


def around(centres: int, each: int, apart: float = 0.1, seed: int = 1) -> Rows:
    """Give unit rows that lie around so many centres, one centre after the other."""
    chance = np.random.default_rng(seed)
    middles = np.repeat(np.eye(centres, 24), each, axis=0)
    rows = middles + apart * chance.normal(size=middles.shape)
    found: Rows = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    return found


def slowly(rows: Rows, alike: float) -> list[list[int]]:
    """Join the two groups with the highest mean cosine, as the books have it."""
    groups, cosines = [[at] for at in range(len(rows))], rows @ rows.T
    while len(groups) > 1:
        best, one, other = max(
            (float(cosines[np.ix_(a, b)].mean()), at, then)
            for at, a in enumerate(groups)
            for then, b in enumerate(groups[:at])
        )
        if best < alike:
            break
        groups[other] += groups.pop(one)
    return sorted(sorted(group) for group in groups)


@given(st.integers(1, 14), st.integers(0, 10_000), st.sampled_from([0.0, 0.2, 0.5, 0.8]))
def test_the_groups_are_those_of_average_linkage(count: int, seed: int, alike: float) -> None:
    rows = np.random.default_rng(seed).normal(size=(count, 4))
    units: Rows = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    assert grouped(units, alike) == slowly(units, alike)


def test_what_lies_together_is_grouped_and_what_does_not_is_alone() -> None:
    rows = np.concatenate((around(3, 5), np.eye(24, dtype=np.float32)[20:21]))
    assert grouped(rows, 0.5) == [[*range(5)], [*range(5, 10)], [*range(10, 15)], [15]]


def test_of_many_the_same_groups_are_found() -> None:
    rows = around(8, MOST // 4)
    assert grouped(rows, 0.5) == [[*range(at, at + MOST // 4)] for at in range(0, len(rows), MOST // 4)]


def test_where_all_are_unlike_none_is_lost() -> None:
    rows = np.random.default_rng(1).normal(size=(MOST + 300, 64)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    assert sorted(at for group in grouped(rows, 0.9) for at in group) == [*range(len(rows))]


@pytest.mark.parametrize("count", [0, 1])
def test_nothing_and_one_alone_are_no_matter(count: int) -> None:
    assert grouped(np.eye(count, 3, dtype=np.float32), 0.5) == [[at] for at in range(count)]


def test_a_rare_word_weighs_more_than_one_that_all_have() -> None:
    rows = by_words([["kettle", "days"], ["kettle", "days"], ["days", "mug"], ["days", "mug"], []])
    assert rows[0] @ rows[1] == pytest.approx(1)
    assert rows[0] @ rows[2] < 0.5
    assert not rows[4].any()
