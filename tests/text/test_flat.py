"""A text without its dress, and the way back to where each character stood."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regold.model import Span
from regold.text.flat import flattened

DRESSED = st.text(st.sampled_from("ab 1*_`\u00a0\u200b\n-"), max_size=60)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("It takes **14** days.", "It takes 14 days."),
        ("It takes *14 days*.", "It takes 14 days."),
        ("It takes _14_ `days`.", "It takes 14 days."),
        ("It takes 14   days.", "It takes 14 days."),
        ("It takes 14\u00a0 days.", "It takes 14 days."),
        ("It takes 14\u200b days.", "It takes 14 days."),
        ("The **12**th of May", "The 12th of May"),
    ],
)
def test_marks_and_blanks_that_say_nothing_are_left_out(text: str, plain: str) -> None:
    assert flattened(text).text == plain


@pytest.mark.parametrize(
    "text", ["2*3 is 6", "2 * 3", "my_name_is", "* a bullet", "- a\n- b", "a\n\nb", "5\u00a0kg", "", "\\*kept\\*"]
)
def test_what_says_something_stays(text: str) -> None:
    assert flattened(text).text == text


def test_a_span_leads_back_to_the_words_in_the_source() -> None:
    source = "It takes **14**  `days`."
    flat = flattened(source)
    start = flat.text.index("14 days")
    found = flat.source(Span(start=start, end=start + len("14 days")))

    assert source[found.start : found.end] == "14**  `days"


@given(DRESSED)
def test_doing_it_twice_changes_nothing_more_where_blanks_alone_are_too_many(text: str) -> None:
    blanks = text.replace("*", "").replace("_", "").replace("`", "")

    assert flattened(flattened(blanks).text).text == flattened(blanks).text


@given(DRESSED)
def test_every_character_leads_back_to_itself(text: str) -> None:
    flat = flattened(text)

    for at, char in enumerate(flat.text):
        place = flat.source(Span(start=at, end=at + 1))
        assert text[place.start : place.end] == char
