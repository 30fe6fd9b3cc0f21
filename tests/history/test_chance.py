"""The statistics against exact values, worked out in fractions or taken from the literature."""

from __future__ import annotations

from fractions import Fraction
from math import comb, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regold.history.chance import LAMBDA, LIMIT, at_least, discoveries, ewma


def exactly_at_least(wrong: int, answers: int, share: Fraction) -> Fraction:
    terms = (comb(answers, k) * share**k * (1 - share) ** (answers - k) for k in range(max(0, wrong), answers + 1))
    return sum(terms, Fraction(0))


@given(
    st.integers(0, 120), st.integers(0, 130), st.fractions(Fraction(1, 1000), Fraction(999, 1000), max_denominator=1000)
)
def test_the_tail_of_the_binomial_is_that_of_exact_fractions(answers: int, wrong: int, share: Fraction) -> None:
    exact = exactly_at_least(wrong, answers, share)
    assert at_least(wrong, answers, float(share)) == pytest.approx(float(exact), rel=1e-9, abs=1e-300)


@pytest.mark.parametrize(
    ("wrong", "answers", "share", "chance"),
    [
        (0, 10, 0.1, 1.0),
        (10, 10, 0.5, 2**-10),
        (1, 2, 0.5, 0.75),
        (8, 75, 0.02, 0.00013110674),  # from exact fractions
        (3, 5, 0.0, 0.0),
        (3, 5, 1.0, 1.0),
        (6, 5, 0.5, 0.0),
    ],
)
def test_the_tail_of_the_binomial_has_these_values(wrong: int, answers: int, share: float, chance: float) -> None:
    assert at_least(wrong, answers, share) == pytest.approx(chance, rel=1e-5)


def test_a_tail_of_many_answers_neither_overflows_nor_vanishes() -> None:
    assert at_least(100, 100_000, 0.002) == pytest.approx(1.0)
    assert 0 < at_least(300, 100_000, 0.002) < 1e-10


BENJAMINI_HOCHBERG_1995 = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0,
]  # fmt: skip
"""The fifteen p-values of the example in their section 3.2, of which four are discoveries at 0.05."""


def test_the_example_of_benjamini_and_hochberg_has_four_discoveries() -> None:
    assert discoveries(BENJAMINI_HOCHBERG_1995, 0.05) == {0, 1, 2, 3}


def test_the_order_of_the_chances_does_not_matter() -> None:
    assert discoveries(BENJAMINI_HOCHBERG_1995[::-1], 0.05) == {11, 12, 13, 14}


def test_a_larger_chance_is_a_discovery_when_a_still_larger_one_is() -> None:
    assert discoveries([0.03, 0.04, 0.05], 0.05) == {0, 1, 2}
    assert discoveries([], 0.05) == frozenset()
    assert discoveries([0.06], 0.05) == frozenset()


def test_the_moving_average_is_that_of_the_example_in_the_literature() -> None:
    """The first values of Montgomery's example 9.2: around 10, with lambda 0.1."""
    values = [9.45, 7.99, 9.29]
    averages = [ewma(values[:number], middle=10.0, deviation=1.0, weight=0.1).value for number in (1, 2, 3)]
    assert averages == pytest.approx([9.945, 9.7495, 9.70355])
    assert ewma(values, middle=10.0, deviation=1.0).value == pytest.approx(10 - 0.2 * (0.71 + 0.8 * 2.01 + 0.64 * 0.55))


def test_the_limit_is_narrow_at_first_and_widens_to_that_of_a_long_row() -> None:
    assert ewma([0.0], 0.0, 2.0).limit == pytest.approx(LIMIT * 2.0 * LAMBDA)
    assert ewma([0.0] * 200, 0.0, 2.0).limit == pytest.approx(LIMIT * 2.0 * sqrt(LAMBDA / (2 - LAMBDA)))
    assert ewma([], 5.0, 2.0).value == 5.0
