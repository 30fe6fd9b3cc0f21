from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regold.text.normalise import normalise


@pytest.mark.parametrize(
    "dressed",
    [
        "you have 30 days - that's it",
        "You  have\n30\tdays \u2013 that\u2019s it",
        "**You** have _30 days_ — that's `it`",
        "# You have 30 days - that's it",
        "- You have 30 days\u00a0- that's it",
        "> You have 30\u200b days - that\u2019s it",
        "YOU HAVE 30 DAYS \\- THAT'S IT",
    ],
)
def test_dress_does_not_count(dressed: str) -> None:
    assert normalise(dressed) == "you have 30 days - that's it"


def test_composed_and_decomposed_letters_are_one() -> None:
    assert normalise("Cafe\u0301") == normalise("caf\u00e9")


def test_what_looks_like_markdown_and_is_not_stays() -> None:
    assert normalise("snake_case and 2 * 3 and Settings > Privacy") == "snake_case and 2 * 3 and settings > privacy"


def test_a_link_keeps_its_words_and_its_address() -> None:
    assert normalise("[Returns](https://a.com/r)") == "returns (https://a.com/r)"
    assert normalise("<https://a.com/r>") == "https://a.com/r"


def test_struck_out_text_is_not_taken_back_silently() -> None:
    assert normalise("~~30~~ 60 days") != normalise("30 60 days")


@given(st.text(max_size=400))
def test_no_text_is_too_strange(text: str) -> None:
    plain = normalise(text)

    assert plain == plain.strip()
    assert "  " not in plain
