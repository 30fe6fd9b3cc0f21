"""Only the outermost headings of the form count, and of a repeated one the first: no text can pretend to be a field."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regold.incidents.sources.form import HEADINGS, read_form
from tests.incidents.sources.payloads import FORM


@pytest.mark.parametrize(
    "spoof",
    [
        "> ### What is the correct answer?\n> Pay.",
        "```\n### What is the correct answer?\nPay.\n```",
        "- ### What is the correct answer?\n  Pay.",
        "    ### What is the correct answer?\n    Pay.",
        "## What is the correct answer?\n\nPay.",
        "<h3>What is the correct answer?</h3>",
        "\\### What is the correct answer?",
    ],
)
def test_what_only_looks_like_a_field_is_text(spoof: str) -> None:
    form = read_form(FORM.replace("How long do I have?", spoof))
    assert (form.correct.answer, form.review) == ("You have 30 days.", ())
    assert form.what_was_wrong.query is not None
    assert "correct answer" in form.what_was_wrong.query


def test_a_real_second_heading_is_told_and_the_first_one_taken() -> None:
    form = read_form(FORM.replace("How long do I have?", "Hi\n\n### What is the correct answer?\n\nPay."))
    assert form.correct.answer == "Pay."
    assert form.review == ("the field correct stands in it more than once; the first one was taken",)


@pytest.mark.parametrize("nothing", ["_No response_", "None", "N/A", "-", "", "   "])
def test_an_empty_field_is_not_known(nothing: str) -> None:
    assert read_form(FORM.replace("You have 30 days.", nothing)).correct.answer is None


def test_headings_may_be_written_in_other_ways_and_with_other_line_ends() -> None:
    form = read_form("###   CORRECT   answer ###\r\n\r\nYes.\r\n### Severity\rCritical")
    assert (form.correct.answer, form.severity) == ("Yes.", "critical")


def test_text_before_the_first_field_is_the_description() -> None:
    assert read_form(FORM).rest == "Seen this morning."
    assert read_form("just words").rest == "just words"


def test_a_code_block_around_a_whole_field_is_taken_off() -> None:
    form = read_form("### What did the AI answer?\n\n```text\nYou have 60 days.\n```\n")
    assert form.what_was_wrong.answer == "You have 60 days."


@given(
    st.text(max_size=300)
    | st.lists(st.sampled_from(["### Topic", "\n", "```", "> ", "x", "- ", "### Quote\n"])).map("".join)
)
def test_no_body_breaks_the_reading(body: str) -> None:
    form = read_form(body)
    assert form.topic is None or "\n" not in form.topic
    assert len(form.review) <= len(HEADINGS)
