from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regold.text.polarity import denied, denies, opening


@pytest.mark.parametrize(
    "clause",
    [
        "Gift cards cannot be refunded.",
        "We don\u2019t ship to PO boxes.",
        "Gift cards are non-refundable.",
        "It is not possible.",
        "No, there is no delivery on Sundays.",
        "We never sell data.",
        "We are unable to help.",
    ],
)
def test_a_denial_is_seen(clause: str) -> None:
    assert denies(clause)


@pytest.mark.parametrize(
    "clause",
    [
        "Gift cards can be refunded.",
        "You can cancel at no cost.",
        "No problem, you can return it.",
        "Do not worry, it is on its way.",
        "You can cancel as long as the order is not packed.",
        "We charge you when it ships, not when you order.",
        "If it is not there, write to us.",
        "Not only orders but plans too.",
        "No, you keep it.",
    ],
)
def test_what_only_sounds_like_a_denial_is_none(clause: str) -> None:
    assert not denies(clause)


def test_a_text_opens_with_yes_or_no_or_neither() -> None:
    assert opening("Yes, of course.") is True
    assert opening("**No**, sorry.") is False
    assert opening("Sorry, no.") is False
    assert opening("No delivery on Sundays.") is None
    assert opening("You can.") is None


def test_denied_words_stand_behind_the_denial() -> None:
    assert "vinegar" in " ".join(denied("Use powder, never vinegar, because it harms."))


@given(st.text(max_size=300))
def test_no_text_is_too_strange(text: str) -> None:
    assert denies(text) in {True, False}
    assert opening(text) in {True, False, None}


@pytest.mark.parametrize(
    "clause",
    [
        "It is not impossible to change the date",
        "We never refuse a return",
        "No order is excluded",
        "This isn't forbidden",
    ],
)
def test_two_denials_of_one_thing_are_none(clause: str) -> None:
    assert not denies(clause)


@pytest.mark.parametrize(
    ("text", "said"),
    [("Unfortunately not.", False), ("I'm afraid not, sorry", False), ("Sorry, not yet", None), ("Not today", None)],
)
def test_a_not_behind_a_word_of_regret_is_a_no(text: str, said: bool | None) -> None:
    assert opening(text) is said


@pytest.mark.parametrize("clause", ["The law forbids it", "Smoking is prohibited", "Pets are banned here"])
def test_what_is_forbidden_is_denied(clause: str) -> None:
    assert denies(clause)
