"""What is said in other words by rule means the same, and the same text always gives the same wordings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regold.incidents.conversion import reworded
from regold.incidents.conversion.rewording import other_queries
from regold.text.facts import facts, same
from tests.incidents.making import GOOD


def test_an_english_answer_gets_numbers_in_words_a_greeting_and_an_offer() -> None:
    texts = {one.how: one.text for one in reworded(GOOD)}
    assert texts["in words for numbers"] == GOOD.replace("30", "thirty")
    assert texts["with a greeting"].endswith(GOOD)
    assert texts["with an offer to help"].startswith(GOOD)


@pytest.mark.parametrize(
    ("text", "other"),
    [("You cannot return it.", "You can't return it."), ("We don't deliver there.", "We do not deliver there.")],
)
def test_contractions_are_turned_into_the_other_form(text: str, other: str) -> None:
    assert other in [one.text for one in reworded(text)]


@pytest.mark.parametrize("text", ["It takes 24 hours.", "Call 0800 12 34.", "It costs $30 a month."])
def test_a_number_that_is_no_round_duration_keeps_its_digits(text: str) -> None:
    assert "in words for numbers" not in [one.how for one in reworded(text)]


def test_what_is_not_english_gets_no_english_words() -> None:
    assert [one.how for one in reworded("Sie haben 30 Tage Zeit.")] == ["in small letters"]


@given(st.text(max_size=200))
def test_no_wording_is_the_text_itself_and_all_are_stable(text: str) -> None:
    found = reworded(text)
    assert text not in [one.text for one in found]
    assert len({one.text for one in found}) == len(found)
    assert reworded(text) == found
    assert text.strip() not in other_queries(text)


@given(st.integers(1, 99), st.sampled_from(["day", "hour", "month"]))
def test_a_duration_in_words_is_the_same_duration(number: int, unit: str) -> None:
    text = f"You have {number} {unit}s for it."
    for one in reworded(text):
        (ours,), (theirs,) = facts(text)[:1], facts(one.text)[:1]
        assert same(ours, theirs)


def test_a_question_is_typed_as_other_customers_would() -> None:
    assert other_queries("Can I return it?") == (
        "can i return it",
        "Hi, can I return it?",
        "quick question: can i return it",
    )
    assert other_queries("I want to cancel")[1] == "Hi, I want to cancel"
    assert other_queries("Wie lange?") == ("wie lange",)
