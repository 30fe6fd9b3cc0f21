"""What is left of two texts when all that says the same is taken away."""

from __future__ import annotations

import pytest

from regold.judge.reading import read
from regold.judge.rewording import Rewording, reworded


def left(golden: str, answer: str) -> Rewording:
    return reworded(read(golden), read(answer))


@pytest.mark.parametrize(
    ("golden", "answer"),
    [
        ("Gift cards are valid for 3 years.", "Gift cards are valid for three years."),
        ("They cannot be exchanged.", "They can't be swapped."),
        ("It costs $12 a month.", "It costs 12 dollars per month."),
        ("It is free of charge.", "It is at no cost."),
        ("Open it at once.", "Please open it right away."),
        ("It takes one hour.", "It takes an hour."),
        ("The tariff starts on the 1st.", "The tariff starts on the first."),
        ("Yes, you can freeze it up to 3 months a year.", "You can freeze it up to 3 months per year."),
    ],
)
def test_the_same_in_other_words_leaves_nothing(golden: str, answer: str) -> None:
    assert left(golden, answer).none


@pytest.mark.parametrize(
    ("golden", "answer", "lacking", "put_in"),
    [
        ("Hold the reset button.", "Hold the power button.", ["reset"], ["power"]),
        ("Pay before delivery.", "Pay after delivery.", ["before"], ["after"]),
        ("Switch on Quiet mode.", "Switch off Quiet mode.", ["Switch on"], ["Switch off"]),
        ("You pay for the return.", "We pay for the return.", ["You pay"], ["We pay"]),
        ("It lasts 30 days.", "It lasts 60 days.", ["30 days"], ["60 days"]),
        ("Gift cards are valid.", "Gift cards bought online are valid.", [], ["bought", "online"]),
    ],
)
def test_what_was_changed_is_left_with_its_words(
    golden: str, answer: str, lacking: list[str], put_in: list[str]
) -> None:
    found = left(golden, answer)

    assert [golden[token.span.start : token.span.end] for token in found.lacking] == lacking
    assert [answer[token.span.start : token.span.end] for token in found.put_in] == put_in


def test_two_values_in_each_others_place_are_torn_and_a_moved_sentence_is_not() -> None:
    golden = "Paper is collected on Mondays and glass on Thursdays. Put the bins out early."
    swapped = "Paper is collected on Thursdays and glass on Mondays. Put the bins out early."
    moved = "Put the bins out early. Paper is collected on Mondays and glass on Thursdays."

    assert left(golden, swapped).torn > 0
    assert left(golden, moved).torn == 0
    assert left(golden, moved).moved > 0


def test_a_phrase_that_is_put_in_hangs_on_a_small_word() -> None:
    golden = "Breakfast is included in all rates."

    assert left(golden, "Breakfast is included in all rates booked directly on our site.").phrases == 1
    assert left(golden, "A rich breakfast is included in all rates.").phrases == 0


def test_a_sentence_about_something_else_stands_beside() -> None:
    found = left("Paper is collected on Mondays.", "Paper is collected on Mondays. The town hall opens early.")

    assert found.put_in == ()
    assert found.beside > 0
