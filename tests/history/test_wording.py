"""What an accepted answer says is told apart from how it says it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from regold.history.wording import otherwise, shifts
from regold.model import Answer, OutcomeKind
from tests.history.samples import a_run, an_outcome
from tests.history.strategies import texts

WINDOW = "You can return any item within 30 days of delivery for a full refund."
CARDS = "Gift cards cannot be refunded or exchanged for cash."
STEPS = "Open Settings and choose Billing. Then press Cancel subscription."


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (WINDOW, f"  {WINDOW.upper()}\n"),
        (WINDOW, "Any item may be returned for a full refund within 30 days of delivery."),
        (WINDOW, "Within thirty days of its delivery you may return an item and get a full refund."),
        (WINDOW, "**You can return any item** within 30 days of delivery — for a full refund!"),
        (CARDS, "No, gift cards are non-refundable and cannot be exchanged for cash."),
        (STEPS, "Press Cancel subscription in Billing, which you find in Settings."),
        (WINDOW, f"{WINDOW} Have a nice day!"),
    ],
)
def test_other_words_for_the_same_are_no_reason_to_look(before: str, after: str) -> None:
    assert otherwise(before, after) == ""
    assert otherwise(after, before) == ""


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        (WINDOW, WINDOW.replace("30", "60"), 'no longer says "30 days"; now says "60 days"'),
        (WINDOW, "You can return any item for a full refund.", 'no longer says "30 days"'),
        (WINDOW, f"{WINDOW} Return shipping costs $5.", 'now says "$5"'),
        ("Yes, we do.", "No, we do.", "says no where it said yes"),
        (CARDS, CARDS.replace("cannot", "can"), f'no longer denies "{CARDS.replace("cannot", "can")}"'),
        (CARDS.replace("cannot", "can"), CARDS, f'denies "{CARDS}"'),
        (
            STEPS,
            f"{STEPS} Remember that outstanding invoices remain payable afterwards.",
            'now says "Remember that outstanding invoices remain payable afterward…"',
        ),
        (
            f"{STEPS} Remember that outstanding invoices remain payable.",
            STEPS,
            'no longer says "Remember that outstanding invoices remain payable."',
        ),
    ],
)
def test_what_is_said_otherwise_is_named(before: str, after: str, why: str) -> None:
    assert otherwise(before, after) == why


@given(texts, texts)
def test_any_two_texts_can_be_looked_at(before: str, after: str) -> None:
    assert otherwise(before, after).isprintable() or not (before + after).isprintable()
    assert otherwise(before, before) == ""


def test_a_case_that_passed_and_says_something_else_is_named_with_both_answers() -> None:
    before, after = an_outcome(text=WINDOW), an_outcome(text=WINDOW.replace("30", "60"))
    (shift,) = shifts(a_run(after), {"returns#return-window": before})
    assert (shift.key, shift.before, shift.after) == ("returns#return-window", before, after)
    assert "60 days" in shift.why


def test_wrong_answers_and_new_cases_are_told_elsewhere() -> None:
    before = an_outcome(text=WINDOW)
    wrong = an_outcome(kind=OutcomeKind.CHANGED, text=WINDOW.replace("30", "60"))
    assert shifts(a_run(wrong), {"returns#return-window": before}) == ()
    assert shifts(a_run(an_outcome(text="60 days.")), {}) == ()


def test_every_turn_of_a_conversation_is_looked_at() -> None:
    def told(first: str) -> Answer:
        return Answer(text="Go to Settings.", earlier=(Answer(text=first),))

    before, after = (replace(an_outcome(), answer=told(text)) for text in ("It costs $5.", "It costs $9."))
    (shift,) = shifts(a_run(after), {"returns#return-window": before})
    assert shift.why == 'no longer says "$5"; now says "$9"'
