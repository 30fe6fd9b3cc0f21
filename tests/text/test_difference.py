from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from regold.text.difference import differing


def marked(golden: str, answer: str) -> tuple[list[str], list[str]]:
    lacking, added = differing(golden, answer)
    return [golden[s.start : s.end] for s in lacking], [answer[s.start : s.end] for s in added]


def test_the_words_that_differ_are_marked_in_both_texts() -> None:
    assert marked("You have 30 days.", "You have 60 days now.") == (["30"], ["60", "now"])


def test_case_and_punctuation_are_no_difference() -> None:
    assert marked("You have, 30 days!", "you HAVE 30 days") == ([], [])


def test_words_that_follow_each_other_share_a_span() -> None:
    assert marked("Go to Settings", "Go to the big blue Settings")[1] == ["the big blue"]


def test_signs_of_currency_are_words() -> None:
    assert marked("$49", "€49") == (["$"], ["€"])


def test_long_texts_take_no_time() -> None:
    started = time.process_time()
    differing("a b " * 2_500, "b c " * 2_500)

    assert time.process_time() - started < 1


@given(st.text(max_size=200), st.text(max_size=200))
def test_any_two_texts_can_be_compared_and_a_text_equals_itself(golden: str, answer: str) -> None:
    lacking, added = differing(golden, answer)

    assert differing(golden, golden) == ((), ())
    assert all(span.end <= len(golden) for span in lacking)
    assert all(span.end <= len(answer) for span in added)
