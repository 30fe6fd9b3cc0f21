from __future__ import annotations

import time
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regold.text.facts import Bound, Fact, Kind, comparable, facts, same


def only(text: str) -> Fact:
    (found,) = facts(text)
    return found


def said(text: str) -> list[str]:
    return [text[fact.span.start : fact.span.end] for fact in facts(text)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("$49", "49 USD"),
        ("$49.00", "49 dollars"),
        ("$49", "forty-nine dollars"),
        ("€1.234,56", "1,234.56 euros"),
        ("€1.234", "1234 EUR"),
        ("100 000 euros", "€100,000"),
        ("€10m", "10 million euros"),
        ("one euro twenty.", "€1.20"),
        ("four euros ninety-five goes", "€4.95"),
        ("9:30 in the evening", "21:30"),
        ("9:30 in the morning", "09:30"),
        ("210 days", "two hundred and ten days"),
        ("15 working days", "three working weeks"),
        ("5:40", "twenty to six in the morning"),
        ("7:15", "fifteen minutes past seven in the morning"),
        ("Billing > History", "Under Billing > History"),
        ("$1k", "$1,000"),
        ("$2 million", "2,000,000 USD"),
        ("one hundred and fifty dollars", "$150"),
        ("50 cents", "$0.50"),
        ("60 cents", "€0.60"),
        ("75 minutes", "1 hour 15"),
        ("75 minutes", "an hour and a quarter"),
        ("1 h 30 min", "90 minutes"),
        ("two hours and twenty minutes", "140 minutes"),
        ("6 bottles", "half a dozen bottles"),
        ("80%", "four fifths"),
        ("50 %", "half"),
        ("30 September", "the end of September"),
        ("28 February", "the last day of February"),
        ("$49/mo", "$49 per month"),
        ("$49 monthly", "$49 a month"),
        ("10%", "ten percent"),
        ("half price", "50 per cent"),
        ("30 days", "thirty days"),
        ("48h", "two days"),
        ("a fifth less", "20%"),
        ("a third off", "33.3%"),
        ("1.5k calls", "1,500 calls"),
        ("10 thousand requests", "10,000 requests"),
        ("20 GB/month", "20 GB per month"),
        ("two weeks", "14 days"),
        ("48 hours", "2 days"),
        ("1 hour", "60 minutes"),
        ("half an hour", "30 minutes"),
        ("one and a half hours", "90 minutes"),
        ("a year and a half", "18 months"),
        ("within a year", "12 months"),
        ("a three-year warranty", "36 months"),
        ("2 working days", "two business days"),
        ("12 May 2026", "2026-05-12"),
        ("May 12th", "the 12th of May"),
        ("12/05/2026", "12 May 2026"),
        ("12/05/2026", "5 December 2026"),
        ("12/05", "May 12"),
        ("12 May 2026", "May 12"),
        ("3 PM", "15:00"),
        ("3 p.m.", "3pm"),
        ("noon", "12:00"),
        ("midnight", "12 am"),
        ("3 pm PST", "15:00 Pacific time"),
        ("Monday to Friday", "weekdays"),
        ("5 kg", "5000 g"),
        ("1.5 l", "1500 ml"),
        ("+1 503 555 0142", "(503) 555-0142"),
        ("https://www.Example.com/a/", "example.com/a"),
        ("Bob@Example.com", "bob@example.com"),
        ("v1.2", "version 1.2.0"),
        ("4 instalments", "four interest-free instalments"),
    ],
)
def test_the_same_value_in_another_dress_is_the_same_fact(one: str, other: str) -> None:
    assert same(only(one), only(other))
    assert same(only(other), only(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("$49", "$99"),
        ("$49", "€49"),
        ("$49 per month", "$49 per year"),
        ("30 days", "60 days"),
        ("30 days", "30 hours"),
        ("5 days", "5 working days"),
        ("10%", "1%"),
        ("12 May 2026", "12 May 2025"),
        ("12 May", "21 May"),
        ("3 pm", "3 am"),
        ("3 pm EST", "3 pm PST"),
        ("Monday to Friday", "Monday to Saturday"),
        ("the 1st", "the 2nd"),
        ("v1.2", "v1.3"),
        ("+1 503 555 0142", "+1 503 555 0143"),
        ("a@example.com", "b@example.com"),
        ("https://example.com/a", "https://example.com/b"),
        ("$2,000", "$2"),
    ],
)
def test_another_value_is_another_fact_that_contradicts(one: str, other: str) -> None:
    assert not same(only(one), only(other))
    assert comparable(only(one), only(other))


@pytest.mark.parametrize(("one", "other"), [("60 days", "2 months"), ("six weeks", "a month and a half")])
def test_months_told_as_days_are_not_the_same_and_no_contradiction(one: str, other: str) -> None:
    assert not same(only(one), only(other))
    assert not comparable(only(one), only(other))
    assert comparable(only("60 days"), only("3 months"))


def test_a_day_of_the_week_does_not_contradict_a_span_of_days() -> None:
    assert not comparable(only("Monday to Saturday"), only("every day but Sunday"))
    assert comparable(only("Monday"), only("Sunday"))


@pytest.mark.parametrize("text", ["12 to 15 June", "June 12-15", "June 12 and 15", "the 12th to 15th of June"])
def test_two_days_of_one_month_are_two_dates(text: str) -> None:
    twelfth, fifteenth = facts(text)

    assert same(twelfth, only("12 June"))
    assert same(fifteenth, only("15 June"))


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("never more than $6", Bound.MOST),
        ("the trip isn't over sixty days", Bound.MOST),
        ("not less than $6", Bound.LEAST),
        ("it isn't under 6 kg", Bound.LEAST),
        ("up to seven days before departure", Bound.LEAST),
        ("up to seven days", Bound.MOST),
    ],
)
def test_a_denied_bound_is_the_other_one(text: str, bound: Bound) -> None:
    assert only(text).bound is bound


def test_facts_of_different_kinds_do_not_contradict_each_other() -> None:
    assert not comparable(only("10%"), only("$10"))
    assert not comparable(only("5 kg"), only("5 km"))


def test_a_range_states_both_of_its_ends_with_the_unit() -> None:
    three, five = facts("3 to 5 working days")

    assert same(three, only("3 working days"))
    assert same(five, only("5 business days"))


def test_opening_hours_take_their_half_of_the_day_from_the_end() -> None:
    assert any(same(only("8 am"), fact) for fact in facts("8-6 pm"))


def test_a_price_keeps_what_it_is_for() -> None:
    assert only("$5 per person").per == "person"
    assert said("It is $49 per month.") == ["$49 per month"]


def test_spans_are_the_words_of_the_text() -> None:
    text = "By 3 PM on 12 May 2026 pay **$49** to a@b.com, see https://x.com/y."

    assert said(text) == ["3 PM", "12 May 2026", "$49", "a@b.com", "https://x.com/y"]


def test_one_and_two_as_words_are_no_facts_that_a_text_must_hold() -> None:
    assert all(fact.weak for fact in facts("one reason and two boxes"))


def test_a_numbered_list_states_no_facts() -> None:
    assert facts("1. Go there\n2. Do it") == ()
    assert facts("We answer 24/7.") == ()


@pytest.mark.parametrize(
    "make",
    [
        lambda: "1" * 10_000,
        lambda: "1." * 5_000,
        lambda: "1," * 5_000,
        lambda: "1 " * 5_000,
        lambda: "1-" * 5_000,
        lambda: "$" * 10_000,
        lambda: "a." * 5_000,
        lambda: "a@" * 5_000,
        lambda: "one " * 2_500,
        lambda: "(" * 10_000,
        lambda: "Pay $49 within 30 days by 3 PM. " * 312,
    ],
)
def test_a_long_text_of_any_shape_takes_no_time(make: Callable[[], str]) -> None:
    text = make()
    took = []
    for _ in range(3):
        started = time.process_time()
        facts(text)
        took.append(time.process_time() - started)

    assert min(took) < 0.2


@given(st.text(max_size=300) | st.text(alphabet="0123456789.,:/-$€% adhlmoputy@+()", max_size=300))
def test_any_text_gives_facts_inside_it_that_do_not_overlap(text: str) -> None:
    found = facts(text)

    assert all(0 <= fact.span.start < fact.span.end <= len(text) for fact in found)
    assert all(one.span.end <= other.span.start for one, other in pairwise(found))


@given(st.integers(min_value=1, max_value=99_999))
def test_a_number_reads_the_same_with_and_without_separators(number: int) -> None:
    assert same(only(f"${number}"), only(f"{number:,} dollars"))
    assert only(f"${number}").kind is Kind.MONEY
