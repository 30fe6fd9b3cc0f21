from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regold.judge.patterns import SlowPatternError, search


@pytest.mark.parametrize(
    "pattern", [r"30", r"\d+ days", r"(a|b) (?:\d+) .*", r"^You", r"(?i)YOU", "[*+]", r"\bhave\b.*days$"]
)
def test_the_place_is_the_one_that_re_finds(pattern: str) -> None:
    text = "You have 30 days"
    found = re.search(pattern, text)

    assert search(pattern, text, seconds=10) == (found.span() if found else None)


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (r"(a+)+$", "a" * 40 + "!"),
        (r"(a|a)*$", "a" * 40 + "!"),
        (r"(?:a|aa){1,60}$", "a" * 60 + "!"),
        (r"a*a*a*a*a*a*b", "a" * 4_000),
    ],
)
def test_a_pattern_that_would_search_for_years_is_ended(pattern: str, text: str) -> None:
    started = time.monotonic()
    with pytest.raises(SlowPatternError):
        search(pattern, text, seconds=0.3)

    assert time.monotonic() - started < 5


def test_a_simple_pattern_on_a_long_text_ends_too() -> None:
    assert search("x", "a" * 100_000 + "x", seconds=10) == (100_000, 100_001)


def test_text_that_is_no_unicode_can_be_searched_apart() -> None:
    assert search(r"(a+)(b+)", "\ud800aab", seconds=10) == (1, 4)


@settings(max_examples=25)
@given(st.text(max_size=50))
def test_words_are_found_in_any_text(text: str) -> None:
    assert search(re.escape(text[:5]), text, seconds=10) is not None
