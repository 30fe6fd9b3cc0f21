"""Which words stand in the place of others, and which names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regold.judge.exchanges import Exchange, exchanges, renamed, weighty
from regold.judge.reading import read
from regold.model import Finding


def changed(golden: str, answer: str) -> tuple[Exchange, ...]:
    return exchanges(weighty(read(golden)), weighty(read(answer)))


def words(golden: str, answer: str) -> list[tuple[list[str], list[str]]]:
    return [
        ([golden[word.span.start : word.span.end] for word in one.golden],
         [answer[word.span.start : word.span.end] for word in one.answer])
        for one in changed(golden, answer)
    ]  # fmt: skip


def names(golden: str, answer: str) -> tuple[Finding, ...]:
    ours, theirs = read(golden), read(answer)
    return renamed(ours, theirs, exchanges(weighty(ours), weighty(theirs)))


def test_a_word_in_the_place_of_another_is_found_where_it_stands() -> None:
    assert words("Hold the reset button.", "Hold the power button.") == [(["reset"], ["power"])]


def test_a_word_that_is_left_out_or_put_in_stands_in_the_place_of_nothing() -> None:
    assert words("Hold the red button.", "Hold the button.") == [(["red"], [])]
    assert words("Hold the button.", "Hold the red button.") == [([], ["red"])]


def test_small_words_and_other_endings_exchange_nothing() -> None:
    assert changed("You hold the button.", "Please hold your buttons!") == ()


def test_a_name_inside_a_sentence_is_told_from_a_word_that_begins_one() -> None:
    found = weighty(read("Parcels go to Norway. Sweden follows."))

    assert [word.name for word in found] == [False, True, False, False]


def test_a_name_in_the_place_of_another_is_found_with_both() -> None:
    golden, answer = "The parcel goes to Norway.", "The parcel goes to Sweden."
    (found,) = names(golden, answer)

    assert found.check == "name"
    assert not found.supports
    assert found.message == 'the golden says "Norway", the answer says "Sweden"'
    assert [golden[span.start : span.end] for span in found.golden_spans] == ["Norway"]
    assert [answer[span.start : span.end] for span in found.answer_spans] == ["Sweden"]


@pytest.mark.parametrize(
    ("golden", "answer"),
    [
        ("The parcel goes to Norway.", "The parcel goes to Norway."),
        ("The parcel goes to Norway.", "The parcel goes to NORWAY."),
        ("The parcel goes to Norway.", "The parcel goes north."),
        ("The parcel goes to Norway by train.", "Norway it is: the parcel goes to Sweden by train."),
        ("The parcel goes to Norway, not to Sweden.", "The parcel goes to Sweden."),
    ],
)
def test_a_name_that_the_answer_says_too_or_replaces_by_a_word_is_not_exchanged(golden: str, answer: str) -> None:
    assert names(golden, answer) == ()


def test_only_the_first_six_hundred_words_are_compared() -> None:
    assert len(weighty(read("parcel " * 2_000))) <= 600


@given(st.text(max_size=200))
def test_a_text_exchanges_nothing_with_itself(text: str) -> None:
    assert changed(text, text) == ()


@given(st.text(max_size=200), st.text(max_size=200))
def test_what_is_exchanged_differs_and_stands_inside_its_text(golden: str, answer: str) -> None:
    for one in changed(golden, answer):
        assert [word.stem for word in one.golden] != [word.stem for word in one.answer]
        assert all(word.span.end <= len(golden) for word in one.golden)
        assert all(word.span.end <= len(answer) for word in one.answer)
