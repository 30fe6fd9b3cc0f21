from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regold.text.sentences import clauses, split


def pieces(text: str) -> list[str]:
    return [text[span.start : span.end] for span in split(text)]


def cut(text: str) -> list[str]:
    return [text[span.start : span.end] for span in clauses(text)]


def test_sentences_end_where_a_reader_ends_them() -> None:
    assert pieces("Hi there! Is it $3.50? Yes.") == ["Hi there!", "Is it $3.50?", "Yes."]


@pytest.mark.parametrize(
    "text",
    [
        "Write to Dr. Who, e.g. at 3 p.m. today.",
        "See https://a.com/b.html for v1.2.3 now.",
        "It takes 2.5 hours approx. to arrive.",
    ],
)
def test_a_point_inside_a_sentence_does_not_end_it(text: str) -> None:
    assert pieces(text) == [text]


def test_bullets_and_lines_are_sentences_of_their_own() -> None:
    assert pieces("You need:\n- a photo\n- the order number") == ["You need:", "- a photo", "- the order number"]
    assert pieces("1. Go there\n2. Do it") == ["1. Go there", "2. Do it"]


def test_a_wrapped_line_goes_on() -> None:
    assert pieces("We ship\non Mondays.") == ["We ship\non Mondays."]


def test_a_sentence_that_turns_is_two_clauses() -> None:
    text = "There is no free trial, but the first month is half price; cancel any time you want."

    assert len(pieces(text)) == 1
    assert len(cut(text)) == 3


def test_a_denial_behind_and_is_a_clause_of_its_own() -> None:
    assert len(cut("Forward the message to us and do not click on any link.")) == 2


@given(st.text(max_size=400) | st.text(alphabet="aB1.!? \n-;,but", max_size=400))
def test_pieces_of_any_text_lie_in_order_and_lose_no_word(text: str) -> None:
    for spans in (split(text), clauses(text)):
        assert all(one.end <= other.start for one, other in pairwise(spans))
        kept = "".join(text[span.start : span.end] for span in spans)
        assert sum(map(str.isalnum, kept)) == sum(map(str.isalnum, text))
