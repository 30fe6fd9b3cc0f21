"""The evidence rule against exact figures: the beta distribution, the rates, the decisions."""

from __future__ import annotations

from itertools import product
from math import asin, exp, isclose, log, pi, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regold.history.evidence import Rates, Trial, below, carried_over, fewest_answers, rates, upper_point, weighed
from regold.model import OutcomeKind

STEADY = rates(0, 60)

# Computed with 40 digits (mpmath 1.3, betainc with regularized=True, and bisection of it).
UPPER_POINTS = {
    (0.5, 9.5): 0.068996616182172779,
    (0.5, 29.5): 0.022365485263035655,
    (1.5, 69.5): 0.029021619062798384,
    (2.5, 27.5): 0.11070946249863291,
    (5.5, 64.5): 0.097588471902020805,
    (10.5, 29.5): 0.30718847489367932,
    (30.5, 9.5): 0.81007501737197735,
    (100.5, 109.5): 0.50180002744784778,
    (0.5, 209.5): 0.0031570188526973752,
    (7.5, 202.5): 0.043374217989239428,
}
SHARES_BELOW = {
    (0.05, 0.5, 9.5): 0.67012319907887494,
    (0.02, 1.5, 69.5): 0.5794923606619024,
    (0.11, 2.5, 27.5): 0.74625909905930301,
    (0.3, 10.5, 29.5): 0.71825185805231376,
    (0.5, 100.5, 109.5): 0.73315702968948403,
    (0.99, 200.5, 1.5): 0.25768812151761255,
}


@pytest.mark.parametrize(("parameters", "exact"), UPPER_POINTS.items())
def test_the_upper_point_of_the_beta_distribution_is_exact(parameters: tuple[float, float], exact: float) -> None:
    assert isclose(upper_point(0.75, *parameters), exact, rel_tol=1e-11)


@pytest.mark.parametrize(("parameters", "exact"), SHARES_BELOW.items())
def test_the_beta_distribution_is_exact(parameters: tuple[float, float, float], exact: float) -> None:
    assert isclose(below(*parameters), exact, rel_tol=1e-12)


@given(st.floats(0.001, 0.999), st.floats(0.3, 300))
def test_where_the_beta_distribution_has_a_closed_form_it_is_that(x: float, a: float) -> None:
    assert isclose(below(x, a, 1), x**a, rel_tol=1e-9, abs_tol=1e-12)
    assert isclose(below(x, 1, a), 1 - (1 - x) ** a, rel_tol=1e-9, abs_tol=1e-12)
    assert isclose(below(x, 0.5, 0.5), 2 / pi * asin(sqrt(x)), rel_tol=1e-12)


@given(st.floats(0.001, 0.999), st.floats(0.5, 200), st.floats(0.5, 200))
def test_the_upper_point_undoes_the_distribution(share: float, a: float, b: float) -> None:
    assert isclose(below(upper_point(share, a, b), a, b), share, abs_tol=1e-9)


def test_outside_of_its_range_nothing_or_everything_is_below() -> None:
    assert (below(0, 2, 3), below(1, 2, 3), below(-1, 2, 3), below(2, 2, 3)) == (0, 1, 0, 1)


@pytest.mark.parametrize(
    ("wrong", "right", "usual", "changed"),
    [
        (0, 0, 0.068996616182172779, 0.40),
        (0, 60, 0.05, 0.40),
        (1, 60, 0.05, 0.40),
        (5, 55, 0.097588471902020805, 0.40),
        (10, 20, 0.30718847489367932, 0.55718847489367932),
        (30, 0, 0.35, 0.60),
    ],
)
def test_the_rates_follow_the_past_within_their_bounds(wrong: int, right: int, usual: float, changed: float) -> None:
    found = rates(wrong, right)
    assert isclose(found.usual, usual, rel_tol=1e-11)
    assert isclose(found.changed, changed, rel_tol=1e-11)


def test_a_case_at_the_upper_bound_is_unstable() -> None:
    assert rates(20, 20).unstable
    assert not rates(3, 57).unstable


def decided(answers: str, between: Rates = STEADY, *, carried: float = 0.0, most: int = 10) -> OutcomeKind | None:
    """Hear answers, w for a wrong one and r for a right one, up to the first decision."""
    trial = Trial(between, carried, enough=500, most=most)
    for answer in answers:
        trial.hear(wrong=answer == "w")
        if trial.decision:
            break
    return trial.decision


def test_a_wrong_answer_weighs_as_much_as_the_likelihoods_say() -> None:
    assert isclose(weighed(0, STEADY, wrong=True), log(0.40 / 0.05))
    assert isclose(weighed(3, STEADY, wrong=False), 3 + log(0.60 / 0.95))
    assert weighed(0.1, STEADY, wrong=False) == 0
    assert carried_over(log(400)) == pytest.approx(log(20))


@pytest.mark.parametrize(
    ("answers", "kind"),
    [
        ("w", None),
        ("ww", None),
        ("www", OutcomeKind.CHANGED),
        ("wrww", None),
        ("wrrrr", None),
        ("wrrrrr", OutcomeKind.FLAKY),
        ("wwrrrrrrrrr", OutcomeKind.SUSPECT),
    ],
)
def test_a_steady_case_is_decided_as_the_documentation_says(answers: str, kind: OutcomeKind | None) -> None:
    assert decided(answers) is kind


def test_a_steady_case_has_changed_with_three_of_three_or_four_of_at_most_eight() -> None:
    ends = set()
    for rest in product("wr", repeat=9):
        answers = "w" + "".join(rest)
        heard = next(answers[:end] for end in range(1, 11) if decided(answers[:end]))
        if decided(heard) is OutcomeKind.CHANGED:
            ends.add((heard.count("w"), len(heard)))
    assert {heard for wrong, heard in ends if wrong == 3} == {3}
    assert max(heard for wrong, heard in ends if wrong == 4) == 8


def test_a_new_case_has_changed_when_four_of_four_are_wrong() -> None:
    new = rates(0, 0)
    assert (decided("www", new), decided("wwww", new)) == (None, OutcomeKind.CHANGED)
    assert fewest_answers(500) == 4


def test_what_earlier_runs_left_is_weighed_too() -> None:
    assert decided("w") is None
    assert decided("w", carried=log(70)) is OutcomeKind.CHANGED


def test_an_unstable_case_is_not_told_to_have_changed_by_one_run() -> None:
    assert decided("w" * 10, rates(20, 20)) is OutcomeKind.SUSPECT


def test_without_a_decision_the_last_answer_leaves_a_suspect() -> None:
    assert decided("wwrw", rates(10, 20), most=4) is OutcomeKind.SUSPECT


@given(st.lists(st.booleans(), max_size=30), st.integers(0, 60), st.integers(0, 60), st.floats(0, 10))
def test_the_odds_are_never_below_even_and_never_lost(
    answers: list[bool], wrong: int, right: int, carried: float
) -> None:
    between = rates(wrong, right)
    trial = Trial(between, carried, enough=500, most=10)
    by_hand = carried
    for answer in answers:
        trial.hear(wrong=answer)
        step = log(between.changed / between.usual) if answer else log((1 - between.changed) / (1 - between.usual))
        by_hand = max(0.0, by_hand + step)
    assert trial.odds >= 1
    assert isclose(trial.odds, exp(by_hand), rel_tol=1e-9)
