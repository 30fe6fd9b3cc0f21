"""Weak goldens are found before an endpoint does: those with changes that the judge misses, and those too vague."""

from __future__ import annotations

from dataclasses import replace

import pytest

from regold.judge import Judge
from regold.judge.strength import Weakness, weaknesses
from regold.model import Answer, Case, Expect, Turn, Verdict
from tests.judge.making import PLACE, WORDS_ONLY, case

RETURNS = "You can return any grinder within 30 days of delivery for a full refund."
PRICE = "The Pro plan is $49 per month."


class Blind(Judge):
    """A judge that accepts whatever it is shown, and keeps it."""

    def __init__(self) -> None:
        super().__init__(WORDS_ONLY)
        self.shown: list[Answer] = []

    def evaluate(self, case: Case, answer: Answer) -> Verdict:  # noqa: ARG002 - it looks at no golden
        self.shown.append(answer)
        return Verdict(accepted=True, score=1.0, findings=())


def weak(*goldens: str, judge: Judge | None = None, others: tuple[Case, ...] = ()) -> tuple[Weakness, ...]:
    return weaknesses(case(*goldens), others, judge or Judge(WORDS_ONLY))


def kinds(found: tuple[Weakness, ...]) -> set[str]:
    return {one.kind for one in found}


@pytest.mark.parametrize("golden", [RETURNS, PRICE, "Yes, you can pay with a card within 5 minutes."])
def test_a_golden_with_facts_notices_every_change_of_them(golden: str) -> None:
    assert not {"number", "unit", "negation", "swapped pair"} & kinds(weak(golden))


@pytest.mark.parametrize("golden", [RETURNS, PRICE])
def test_a_golden_with_facts_is_not_met_by_an_evasion(golden: str) -> None:
    assert "evasion" not in kinds(weak(golden))


def test_numbers_units_denials_conditions_and_evasions_are_tried() -> None:
    assert kinds(weak(RETURNS, judge=Blind())) >= {"number", "unit", "negation", "added condition", "evasion"}


def test_two_values_in_each_others_place_and_a_missing_sentence_are_tried() -> None:
    golden = "The frame has 10 years of warranty, the seat 2 years. Keep the receipt for both."

    assert kinds(weak(golden, judge=Blind())) >= {"swapped pair", "missing part"}


def test_a_weakness_tells_its_case_its_turn_and_the_change_in_words() -> None:
    found = weak(PRICE, judge=Blind())
    number = next(one for one in found if one.kind == "number")

    assert (number.case.id, number.turn) == ("one", 0)
    assert '"$49' in number.change
    assert "->" in number.change


def test_the_golden_itself_is_never_shown_as_a_change_of_it() -> None:
    judge = Blind()
    weak(PRICE, judge=judge)

    assert judge.shown
    assert PRICE not in [answer.text for answer in judge.shown]


@pytest.mark.parametrize("golden", ["Sure thing.", "It depends on that.", "Of course you can!"])
def test_a_golden_that_says_too_little_is_vague_and_not_tried(golden: str) -> None:
    judge = Blind()
    (found,) = weak(golden, judge=judge)

    assert found.kind == "vague"
    assert golden in found.change
    assert judge.shown == []


@pytest.mark.parametrize("golden", [PRICE, "30 days.", "Yes."])
def test_a_golden_that_is_a_value_or_a_yes_is_not_vague(golden: str) -> None:
    assert "vague" not in kinds(weak(golden, judge=Judge(WORDS_ONLY)))


def test_every_golden_of_a_case_is_tried() -> None:
    found = weak(RETURNS, "Sure thing.", judge=Blind())

    assert {"vague", "number"} <= kinds(found)


def test_a_golden_is_weak_where_the_golden_of_another_question_would_pass() -> None:
    other = replace(case(PRICE, query="What is the price?"), id="price")
    (found,) = [one for one in weak(RETURNS, judge=Blind(), others=(other,)) if one.kind == "vague"]

    assert "price" in found.change
    assert "vague" not in kinds(weak(RETURNS, others=(other,)))


def test_the_same_question_in_another_case_is_no_test_of_a_golden() -> None:
    assert "vague" not in kinds(weak(RETURNS, judge=Blind(), others=(case(PRICE),)))


def test_a_change_of_a_golden_meets_the_conditions_beside_the_meaning() -> None:
    judge = Blind()
    expect = Expect(sources=("kb/returns.md",), min_confidence=0.9, handoff=True)
    weaknesses(case(PRICE, expect=expect), (), judge)

    assert all((one.sources, one.confidence, one.handoff) == (("kb/returns.md",), 1.0, True) for one in judge.shown)


def test_the_turns_of_a_conversation_are_tried_one_by_one_and_those_without_golden_not_at_all() -> None:
    turns = (Turn(query="a", golden=(PRICE,)), Turn(query="b"), Turn(query="c", golden=("Sure thing.",)))
    talk = Case(id="talk", suite="shop", turns=turns, place=PLACE)
    found = weaknesses(talk, (case(RETURNS),), Blind())

    assert {one.turn for one in found} == {0, 2}
    assert {one.kind for one in found if one.turn == 2} == {"vague"}
