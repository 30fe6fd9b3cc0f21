"""What a promise is made to depend on, and which of it the golden does not know."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regold.judge.conditions import Condition, added, conditions, findings
from regold.judge.reading import read

PROMISE = "You can return any coffee grinder within 30 days"


def new(golden: str, answer: str, query: str = "") -> tuple[Condition, ...]:
    return added(read(golden), read(answer), read(query))


@pytest.mark.parametrize(
    "limit",
    [
        "only for premium members",
        "if you are a premium member",
        "unless it was bought in a sale",
        "provided that a supervisor approves it",
        "as long as the seal is unbroken",
        "except in December",
        "subject to a supervisor's approval",
    ],
)
def test_a_limit_that_is_put_behind_a_promise_is_found_with_its_words(limit: str) -> None:
    answer = f"{PROMISE}, {limit}."
    found = new(f"{PROMISE}.", answer)

    assert " ".join(one.text for one in found) == f"{limit}."
    assert answer[found[0].span.start : found[-1].span.end] == f"{limit}."


@pytest.mark.parametrize("fee", ["a handling fee applies", "there is a surcharge", "a deposit is taken"])
def test_a_fee_is_a_condition_about_money(fee: str) -> None:
    (found,) = new(f"{PROMISE}.", f"{PROMISE}; {fee}.")

    assert found.charge


@pytest.mark.parametrize(
    "courtesy",
    [
        "Let me know if you have any questions.",
        "Feel free to ask if anything is unclear!",
        "If you need more help, just write to us.",
        "Thank you for asking, have a nice day!",
    ],
)
def test_a_courtesy_is_no_condition(courtesy: str) -> None:
    assert conditions(read(courtesy)) == ()
    assert new(f"{PROMISE}.", f"{PROMISE}. {courtesy}") == ()


@pytest.mark.parametrize("text", ["It comes without any fee.", "There is no surcharge.", "You will not be charged."])
def test_that_nothing_is_charged_is_no_condition(text: str) -> None:
    assert conditions(read(text)) == ()


def test_a_condition_of_the_golden_is_not_new_in_the_answer() -> None:
    golden = f"{PROMISE}, unless it was bought in a sale."

    assert new(golden, golden) == ()
    assert new(golden, f"Unless bought in a sale, it can come back: {PROMISE.lower()}.") == ()


def test_a_condition_that_the_question_named_is_not_new() -> None:
    query = "Can premium members return a coffee grinder bought in a sale?"

    assert new("Yes, within 30 days.", "Yes, within 30 days, if it was bought in a sale.", query) == ()


def test_a_condition_of_the_golden_that_the_answer_leaves_out_is_none_of_the_answer_s() -> None:
    assert new(f"{PROMISE}, unless it was bought in a sale.", f"{PROMISE}.") == ()


def test_every_new_condition_is_told_with_its_words() -> None:
    answer = f"{PROMISE}, unless it was bought in a sale. A handling fee applies."
    told = findings(new(f"{PROMISE}.", answer))

    assert [found.check for found in told] == ["condition", "condition"]
    assert not any(found.supports for found in told)
    assert "bought in a sale" in told[0].message
    assert "handling fee" in told[1].message
    assert [len(found.answer_spans) for found in told] == [1, 1]


def test_a_message_stands_on_one_line_whatever_the_answer() -> None:
    (found,) = findings(new(f"{PROMISE}.", f"{PROMISE}, unless\n  it was   bought in a sale."))

    assert '"unless it was bought in a sale."' in found.message


@pytest.mark.parametrize("text", ["", "only", "if " * 400, "\u202eif", "fee" * 3_000])
def test_a_text_of_nothing_but_such_words_is_read(text: str) -> None:
    assert all(text[found.span.start : found.span.end] for found in conditions(read(text)))


@given(st.text(max_size=300))
def test_no_text_adds_a_condition_to_itself(text: str) -> None:
    assert new(text, text) == ()


@given(st.text(max_size=300))
def test_the_conditions_of_any_text_stand_in_order_inside_it(text: str) -> None:
    found = [one.span for one in conditions(read(text))]

    assert all(0 <= span.start < span.end <= len(text) for span in found)
    assert all(one.end <= two.start for one, two in itertools.pairwise(found))
