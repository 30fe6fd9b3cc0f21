"""The tables of words are well formed: a slip in them would be a slip in every verdict."""

from __future__ import annotations

import re

import pytest

from regold.judge.lexicon import lexicon
from regold.judge.synonyms import DATA, akin
from regold.judge.tokens import OF_CARE


@pytest.mark.parametrize("name", lexicon().phrases)
def test_the_ways_of_a_phrase_are_regular_expressions_without_groups_of_their_own(name: str) -> None:
    assert re.compile(lexicon().phrases[name]).groups == 0


def test_every_word_of_care_is_a_phrase() -> None:
    assert set(lexicon().phrases) >= OF_CARE


@pytest.mark.parametrize("row", [*lexicon().opposites, *lexicon().synonyms], ids="/".join)
def test_a_row_holds_two_words_or_more_and_no_blank(row: tuple[str, ...]) -> None:
    assert len(row) > 1
    assert all(word and word == word.strip() and "\n" not in word for word in row)
    assert len(set(row)) == len(row)


def test_a_word_and_its_opposite_are_not_akin() -> None:
    told = [(first, other) for first, *others in lexicon().opposites for other in others if akin(first, other)]

    assert told == []


def test_the_rows_of_wordnet_are_words_in_small_letters() -> None:
    assert all(re.fullmatch(r"[a-z_ -]+", line) for line in DATA.read_text("utf-8").splitlines())


@pytest.mark.parametrize(
    ("one", "other"), [("refund", "reimburs"), ("parcel", "packag"), ("exchang", "swap"), ("require", "need")]
)
def test_words_that_can_say_the_same_are_akin(one: str, other: str) -> None:
    assert akin(one, other) or akin(one.rstrip("e"), other)


@pytest.mark.parametrize(("one", "other"), [("monday", "tuesday"), ("passport", "licenc"), ("green", "orang")])
def test_words_of_one_kind_are_not(one: str, other: str) -> None:
    assert not akin(one, other)
