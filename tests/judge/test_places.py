"""Values and words that changed places between golden and answer."""

from __future__ import annotations

import pytest

from regold.judge.places import values_exchanged, words_exchanged
from regold.judge.reading import read

SCREENS = "You can watch on two screens at the same time with Standard and on four with Premium."


def messages(golden: str, answer: str) -> list[str]:
    return [found.message for found in values_exchanged(read(golden), read(answer))]


@pytest.mark.parametrize(
    ("golden", "answer"),
    [
        ("Check-in is from 3 PM and check-out is until 11 AM.", "Check-in is from 11 AM and check-out is until 3 PM."),
        ("Check-in is from 3 PM and check-out is until 11 AM.", "Check-out is until 3 PM, check-in from 11 AM."),
        (SCREENS, "Premium lets you stream on 2 devices simultaneously; Standard allows 4."),
        ("Adults pay $12. Children pay $7.", "It is $7 for adults, and children pay $12."),
        ("You can call from 8 am to 6 pm.", "Our phones are staffed 6 pm to 8 am."),
        ("Between $150 and $2,000 you may pay later.", "You may pay later between $2,000 and $150."),
        ("It takes 3-5 days.", "Delivery takes 5 to 3 days."),
    ],
)
def test_two_values_in_each_others_place_are_found_whichever_way_they_are_told(golden: str, answer: str) -> None:
    (message,) = messages(golden, answer)

    assert "in each other's place" in message


@pytest.mark.parametrize(
    ("golden", "answer"),
    [
        ("Check-in is from 3 PM and check-out is until 11 AM.", "Check-out is until 11 AM, check-in from 15:00."),
        (SCREENS, "Premium lets you stream on 4 devices simultaneously; Standard allows 2."),
        ("Adults pay $12. Children pay $7.", "$7 for children and $12 for adults."),
        ("Open 8 to 8 on Saturdays, 9 to 6 on Sundays.", "Sundays 9 to 6, Saturdays 8 to 8."),
        ("It costs $5 a day or $30 a week.", "It costs $30 a week or $5 a day."),
        ("You can call from 8 am to 6 pm.", "Our phones are staffed between 8 am and 6 pm."),
        ("It costs $150 and $2,000.", "It costs $2,000 and $150."),
        ("We are open from 8 am to 6 pm.", "We are closed from 6 pm to 8 am."),
    ],
)
def test_values_told_in_another_order_are_in_their_places(golden: str, answer: str) -> None:
    assert messages(golden, answer) == []


def test_both_values_are_shown_in_both_texts() -> None:
    golden, answer = "Adults pay $12. Children pay $7.", "Adults pay $7. Children pay $12."
    (found,) = values_exchanged(read(golden), read(answer))

    assert [golden[span.start : span.end] for span in found.golden_spans] == ["$12", "$7"]
    assert [answer[span.start : span.end] for span in found.answer_spans] == ["$12", "$7"]


def test_words_in_each_others_place_are_found_and_a_list_in_another_order_is_not() -> None:
    golden = read("Premium members may bring one guest for free. Basic members pay $10 for a guest.")

    assert words_exchanged(golden, read("Basic members may bring one guest for free. Premium members pay $10 for it."))
    assert not words_exchanged(golden, read("Basic members pay $10 for a guest. Premium members bring one for free."))
    assert not words_exchanged(read("Bring cheese and wine."), read("Bring wine and cheese."))
