"""The numbers of a text that stand alone, part of no typed fact."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regold.judge.numbers import bare, told_bare
from regold.judge.reading import read


def numbers(text: str) -> set[Decimal]:
    return set(bare(read(text)))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Gate 12 is behind gate 7.", {12, 7}),
        ("Choose tariff four.", {4}),
        ("Press 1, then 9.", {1, 9}),
        ("It is item 1,250 of the list.", {1250}),
    ],
)
def test_a_number_alone_is_found_in_digits_and_in_words(text: str, found: set[int]) -> None:
    assert numbers(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "It takes 30 days.",
        "It costs $49.00 a month.",
        "You get 20% off.",
        "Call +1 503 555 0142.",
        "See https://shop.example.com/12 for the steps.",
        "You need version 2.4.",
        "",
        "No number at all.",
    ],
)
def test_the_number_of_a_typed_fact_is_not_one_that_stands_alone(text: str) -> None:
    assert numbers(text) == set()


def test_a_number_is_the_same_in_digits_and_in_words() -> None:
    assert numbers("Go to gate 12.") == numbers("Go to gate twelve.")


def test_a_number_beside_a_typed_fact_is_still_found() -> None:
    assert numbers("After 30 days go to gate 12.") == {12}


def test_a_fact_is_told_by_its_number_alone_where_the_answer_leaves_the_unit_out() -> None:
    golden = read("It takes 48 hours.")
    (hours,) = golden.facts

    assert told_bare(hours, golden, read("It takes 48."))
    assert not told_bare(hours, golden, read("It takes 24."))
    assert not told_bare(hours, golden, read("It takes a while."))


def test_a_telephone_number_is_not_told_by_the_numbers_in_it() -> None:
    golden = read("Call +1 503 555 0142.")
    (phone,) = golden.facts

    assert not told_bare(phone, golden, read("Bus 1, seat 503, gate 555, door 0142."))


@given(st.integers(0, 10**9))
def test_any_number_of_digits_is_read_as_itself(number: int) -> None:
    assert numbers(f"Ticket {number} closed") == {number}


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    assert all(isinstance(number, Decimal) for number in numbers(text))
