"""What is excluded and forbidden follows from what the bad answer says and the correct one does not."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regold.incidents.conversion.claims import excluded, said, statements, states, where
from regold.text.normalise import normalise
from tests.incidents.making import BAD, GOOD


def stated(answer: str, statement: str) -> bool:
    return states(said(answer), said(statement))


@pytest.mark.parametrize(
    ("claims", "words"),
    [
        (("60 days",), ("60 days",)),
        (('"within 60 days of delivery."',), ("within 60 days of delivery",)),
        (("The window is 60 days, which is wrong: it is 30",), ("60 days",)),
        (("It was impolite",), ()),
        (("a full refund",), ()),
        ((), ()),
    ],
)
def test_words_that_are_excluded_stand_in_the_bad_answer_and_not_in_the_golden(
    claims: tuple[str, ...], words: tuple[str, ...]
) -> None:
    assert excluded(claims, BAD, GOOD) == words


def test_words_within_a_longer_word_are_not_those_words() -> None:
    assert excluded(("day",), "You have 60 days.", "You have 30 days.") == ()


TEXTS = st.text(max_size=60) | st.lists(
    st.sampled_from(
        ["60 days", "30 days", "$5 a month", "$5", "not", "within", "2 pm", "14:00", "one day", ".", "3 to 5"]
    )
).map(" ".join)


@given(st.lists(TEXTS, max_size=4), TEXTS, TEXTS)
def test_no_golden_holds_what_it_excludes(claims: list[str], bad: str, golden: str) -> None:
    for words in excluded(claims, bad, golden):
        assert words.strip()
        assert re.search(rf"(?<!\w){re.escape(normalise(words))}(?!\w)", normalise(golden)) is None


def test_a_claim_stands_for_the_sentence_of_the_answer_that_makes_it() -> None:
    bad = "Happy to help! You have 60 days to return most items. Anything else?"
    assert statements(("60 days",), bad, "You have 30 days to return most items.") == (
        "You have 60 days to return most items.",
    )


def test_without_claims_the_sentences_with_facts_of_their_own_are_wrong() -> None:
    bad = "Grinders have a warranty of 9 years. Machines have a warranty of 2 years."
    assert statements((), bad, "Machines have a warranty of 2 years. Grinders have 3 years.") == (
        "Grinders have a warranty of 9 years.",
    )


def test_what_the_golden_says_too_is_no_wrong_statement() -> None:
    assert statements(("full refund",), GOOD, GOOD) == ()


@pytest.mark.parametrize(
    ("answer", "statement"),
    [
        (BAD, BAD),
        (f"Sure. **{BAD}** Bye.", BAD),
        ("Good news: within 60 days of delivery an item can be returned for a full refund.", BAD),
        ("Any item can be returned within sixty days after delivery for a full refund.", BAD),
        ("Sure! Opened coffee bags can be returned within a month.", "Opened bags of coffee can be returned."),
    ],
)
def test_an_answer_that_says_it_again_is_noticed(answer: str, statement: str) -> None:
    assert stated(answer, statement)


@pytest.mark.parametrize(
    ("answer", "statement"),
    [
        (GOOD, BAD),
        ("Gift cards can be sent within 60 days.", BAD),
        ("Opened bags of coffee cannot be returned.", "Opened bags of coffee can be returned."),
        ("", BAD),
        ("We do not sell personal data.", "We sell personal data to partners."),
    ],
)
def test_an_answer_that_says_something_else_is_left_alone(answer: str, statement: str) -> None:
    assert not stated(answer, statement)


def test_the_place_of_words_is_found_whatever_their_case() -> None:
    (span,) = where(("60 DAYS", "nowhere"), BAD)
    assert BAD[span.start : span.end] == "60 days"
