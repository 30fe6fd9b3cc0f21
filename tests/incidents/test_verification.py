"""How many right answers prove a fix, and what they prove."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regold.incidents import needed, proof
from regold.incidents.verification import bound, said
from regold.model import Severity


@pytest.mark.parametrize(
    ("severity", "answers"),
    [(Severity.CRITICAL, 60), (Severity.HIGH, 30), (Severity.MEDIUM, 15), (Severity.LOW, 5), (None, 60)],
)
def test_each_severity_asks_for_so_many_right_answers(severity: Severity | None, answers: int) -> None:
    assert needed(severity) == answers
    assert proof([True] * answers, severity).passed
    assert not proof([True] * (answers - 1), severity).passed
    assert proof([True] * (answers - 1), severity).missing == 1


def test_the_bound_is_stated_in_words() -> None:
    assert said(60) == "0 wrong of 60: at most 5 % at 95 % confidence"
    assert said(30) == "0 wrong of 30: at most 10 % at 95 % confidence"
    assert str(proof([True] * 3, Severity.LOW)).endswith("2 more are needed")


def test_the_first_wrong_answer_ends_it() -> None:
    found = proof([True, True, False, *[True] * 60], Severity.LOW)
    assert (found.bad, found.clean, found.passed, found.missing) == (2, 2, False, 0)
    assert str(found) == "answer 3 was wrong again: the fix does not hold"


def test_no_answer_proves_nothing() -> None:
    assert bound(0) == 1.0
    assert not proof([], Severity.LOW).passed


@given(st.integers(1, 2000))
def test_the_bound_is_exact_and_lies_under_the_rule_of_three(clean: int) -> None:
    assert (1 - bound(clean)) ** clean == pytest.approx(0.05)
    assert bound(clean) <= 3 / clean


@given(st.lists(st.booleans(), max_size=80), st.sampled_from([*Severity, None]))
def test_a_proof_never_passes_over_a_wrong_answer(right: list[bool], severity: Severity | None) -> None:
    found = proof(right, severity)
    assert found.passed == (all(right) and len(right) >= needed(severity))
