from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from benchmarks.judge.figures import Estimate, auc, best_threshold, measure, passes_at, resampled
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

SCORES = np.array([0.9, 0.8, 0.7, 0.6, 0.55, 0.54])
RIGHT = np.array([True, True, False, True, False, False])

labelled = st.lists(st.tuples(st.integers(0, 5), st.booleans()), min_size=2, max_size=40).filter(
    lambda rows: len({right for _, right in rows}) == 2
)


def auc_of(scores: Sequence[float], right: Sequence[bool]) -> float:
    ones = np.ones((1, len(scores)))
    return float(auc(np.array(scores, dtype=float), np.array(right), ones)[0])


def test_auc_is_the_share_of_pairs_in_which_the_right_answer_scores_higher() -> None:
    assert auc_of(SCORES.tolist(), RIGHT.tolist()) == pytest.approx(8 / 9)


def test_auc_of_perfect_reversed_and_equal_scores() -> None:
    assert auc_of([1, 2, 3, 4], [False, False, True, True]) == 1
    assert auc_of([4, 3, 2, 1], [False, False, True, True]) == 0
    assert auc_of([7, 7, 7, 7], [False, False, True, True]) == 0.5


def test_auc_counts_a_tie_as_half() -> None:
    assert auc_of([1, 1, 2], [True, False, True]) == pytest.approx(0.75)


@given(labelled)
def test_auc_is_what_counting_all_pairs_gives(rows: list[tuple[int, bool]]) -> None:
    good = [score for score, right in rows if right]
    bad = [score for score, right in rows if not right]
    counted = sum((a > b) + (a == b) / 2 for a in good for b in bad) / (len(good) * len(bad))
    assert auc_of(*zip(*rows, strict=True)) == pytest.approx(counted)


def test_a_weight_counts_an_answer_as_often_as_it_says() -> None:
    scores, right = np.array([3.0, 1.0, 2.0]), np.array([True, True, False])
    weights = np.array([[1.0, 1.0, 1.0], [3.0, 1.0, 1.0], [0.0, 1.0, 1.0]])
    assert auc(scores, right, weights).tolist() == [0.5, 0.75, 0.0]


def test_auc_of_a_draw_without_wrong_answers_is_no_number() -> None:
    assert np.isnan(auc(np.array([1.0, 2.0]), np.array([True, False]), np.array([[1.0, 0.0]])))[0]


def test_the_best_threshold_accepts_from_the_score_that_gives_most_correct_decisions() -> None:
    assert best_threshold(np.array([0.1, 0.2, 0.3, 0.4]), np.array([False, False, True, True])) == 0.3


def test_of_equally_good_thresholds_the_highest_is_best() -> None:
    assert best_threshold(SCORES, RIGHT) == 0.8


def test_the_best_threshold_accepts_nothing_where_scores_mislead() -> None:
    scores = np.array([0.1, 0.9])
    assert not (scores >= best_threshold(scores, np.array([True, False]))).any()


@given(labelled)
def test_no_other_threshold_is_better_than_the_best(rows: list[tuple[int, bool]]) -> None:
    scores = np.array([float(score) for score, _ in rows])
    right = np.array([label for _, label in rows])

    def correct(threshold: float) -> int:
        return int(((scores >= threshold) == right).sum())

    best = best_threshold(scores, right)
    assert all(correct(best) >= correct(other) for other in [*scores.tolist(), np.inf])


def test_wrong_answers_are_counted_at_the_threshold_that_accepts_most_right_ones() -> None:
    scores = np.array([*range(100), 4.5, 5.5, 2.5, 99.5], dtype=float)
    right = np.array([True] * 100 + [False] * 4)
    assert passes_at(0.95, scores, right) == 0.75


def test_a_draw_takes_all_answers_of_a_group_or_none() -> None:
    draws = resampled(["a", "a", "b", "c", "c"], 200, seed=1)
    assert (draws[:, 0] == draws[:, 1]).all()
    assert (draws[:, 3] == draws[:, 4]).all()
    assert (draws[:, [0, 2, 3]].sum(axis=1) == 3).all(), "as many groups are drawn as there are"


def test_the_same_seed_gives_the_same_draws() -> None:
    groups = ["a", "b", "c", "d"]
    assert (resampled(groups, 50, seed=7) == resampled(groups, 50, seed=7)).all()
    assert (resampled(groups, 50, seed=7) != resampled(groups, 50, seed=8)).any()


def measured_above(lowest: float, draws: NDArray[np.float64]) -> tuple[Estimate, Estimate, Estimate, Estimate]:
    found = measure(SCORES, lowest < SCORES, RIGHT, draws)
    return found.auc, found.accuracy, found.false_passes, found.false_fails


def test_rates_are_shares_of_the_answers_they_are_about() -> None:
    area, accuracy, false_passes, false_fails = measured_above(0.65, np.ones((3, 6)))
    assert area.value == pytest.approx(8 / 9)
    assert accuracy.value == pytest.approx(4 / 6)
    assert false_passes.value == pytest.approx(1 / 3)
    assert false_fails.value == pytest.approx(1 / 3)


def test_an_interval_is_the_middle_of_what_the_draws_give() -> None:
    draws = np.array([[1.0, 0.0, weight, 0.0, 1.0, 0.0] for weight in range(101)])
    _, _, false_passes, _ = measured_above(0.65, draws)
    assert false_passes.low == pytest.approx(np.percentile([w / (w + 1) for w in range(101)], 2.5))
    assert false_passes.high == pytest.approx(np.percentile([w / (w + 1) for w in range(101)], 97.5))


def test_draws_without_any_wrong_answer_say_nothing_about_false_passes() -> None:
    draws = np.array([[1.0, 1, 0, 1, 0, 0], [1.0, 1, 1, 1, 1, 1]])
    _, _, false_passes, _ = measured_above(0.65, draws)
    assert [false_passes.low, false_passes.high] == pytest.approx([1 / 3, 1 / 3])


def test_the_interval_holds_the_value_that_the_answers_were_drawn_from() -> None:
    rng = np.random.default_rng(3)
    inside = 0
    for seed in range(40):
        accepted = rng.random(120) < 0.3
        right = np.zeros(120, dtype=bool)
        right[::2] = True
        draws = resampled([str(at) for at in range(120)], 200, seed=seed)
        found = measure(rng.random(120), accepted, right, draws).false_passes
        inside += found.low <= 0.3 <= found.high
    assert inside >= 34, "of 40 intervals of 95 %, two miss on average"
