"""The pieces of a text that can be left out one by one."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regold.judge.parts import parts
from regold.judge.reading import read


def pieces(text: str) -> list[str]:
    return [text[span.start : span.end].strip(" ,") for span in parts(read(text))]


def test_each_sentence_is_a_piece() -> None:
    assert pieces("Send the parcel back. Keep the old receipt.") == ["Send the parcel back.", "Keep the old receipt."]


@pytest.mark.parametrize("between", [",", " and", " then", " or", " plus", " as well as", ", but"])
def test_a_sentence_is_cut_where_another_piece_begins(between: str) -> None:
    first, second = pieces(f"Open the settings menu{between} choose the billing page.")

    assert first == "Open the settings menu"
    assert second.endswith("choose the billing page.")


def test_two_facts_side_by_side_stay_in_one_piece() -> None:
    assert len(pieces("A large parcel costs $5 and $8 for the heavy ones.")) == 1
    assert len(pieces("A large parcel costs money and $8 for the heavy ones.")) == 2


def test_a_piece_of_one_word_of_weight_goes_with_its_neighbour() -> None:
    assert pieces("Blue and green parcels are large.") == ["Blue and green parcels are large."]


@pytest.mark.parametrize("text", ["", "   ", "Yes.", "\U0001f600", "?!"])
def test_a_text_that_says_nothing_has_no_piece(text: str) -> None:
    assert pieces(text) == []


@given(st.text(max_size=300))
def test_the_pieces_stand_in_order_inside_the_text_and_do_not_overlap(text: str) -> None:
    found = parts(read(text))

    assert all(0 <= span.start < span.end <= len(text) for span in found)
    assert all(one.end <= two.start for one, two in itertools.pairwise(found))
