"""What was said before a mistake is read turn by turn, whoever wrote it down and however."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regold.incidents.record import Exchange
from regold.incidents.sources.spoken import paired, spoken


@pytest.mark.parametrize(
    "text",
    [
        "Customer: I want to cancel\nAI: Which plan?",
        "**User:** I want to cancel\n\n**Assistant:** Which plan?\n",
        "> customer : I want to cancel\n> bot: Which plan?",
        "I want to cancel\nagent: Which plan?",
    ],
)
def test_lines_that_say_who_speaks_become_turns(text: str) -> None:
    assert spoken(text) == (Exchange(query="I want to cancel", answer="Which plan?"),)


def test_a_line_without_a_speaker_goes_on_with_the_last_one() -> None:
    assert spoken("Customer: Hello\nI have a question\nAI: Yes?\nGo on.") == (
        Exchange(query="Hello\nI have a question", answer="Yes?\nGo on."),
    )


def test_messages_of_one_side_in_a_row_are_one_turn() -> None:
    said = [(False, "Welcome!"), (True, "a"), (True, "b"), (False, "c"), (False, " "), (False, "d"), (True, "e")]
    assert paired(said) == (Exchange(query="a\nb", answer="c\nd"), Exchange(query="e"))


def test_a_word_with_a_colon_is_no_speaker() -> None:
    assert spoken("Customer: my order: where is it?\nNote: urgent")[0].query == "my order: where is it?\nNote: urgent"


@given(st.lists(st.tuples(st.booleans(), st.text(max_size=9)), max_size=12))
def test_no_word_of_a_customer_is_lost_and_none_is_made_up(said: list[tuple[bool, str]]) -> None:
    asked = "\n".join(text.strip() for by_customer, text in said if by_customer and text.strip())
    assert "\n".join(one.query for one in paired(said)) == asked
