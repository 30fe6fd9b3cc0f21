"""Where an answer denies what the golden affirms, or the other way round."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regold.judge.aligning import align
from regold.judge.polarity import opens_otherwise, opposed, turned
from regold.judge.reading import read
from regold.model import Finding


def against(golden: str, answer: str) -> tuple[Finding, ...]:
    ours, theirs = read(golden), read(answer)
    pairs = align(ours, theirs)
    return (*opens_otherwise(ours, theirs, pairs), *opposed(ours, theirs, pairs))


def is_turned(golden: str, answer: str) -> bool:
    ours, theirs = read(golden), read(answer)
    return any(turned(pair, ours, theirs) for pair in align(ours, theirs))


TURNED = [
    ("Gift cards can be refunded.", "Gift cards cannot be refunded."),
    ("We ship parcels to the islands.", "We do not ship parcels to the islands."),
    ("The museum is open on holidays.", "The museum is not open on holidays."),
    ("You will get an invoice by mail.", "You won't get an invoice by mail."),
    ("We share customer data with partners.", "We never share customer data with partners."),
]


@pytest.mark.parametrize(("affirms", "denies"), TURNED)
def test_a_claim_that_is_turned_round_is_found_with_both_claims(affirms: str, denies: str) -> None:
    for golden, answer in ((affirms, denies), (denies, affirms)):
        (found,) = against(golden, answer)

        assert found.check == "polarity"
        assert not found.supports
        assert [golden[span.start : span.end] for span in found.golden_spans] == [golden]
        assert [answer[span.start : span.end] for span in found.answer_spans] == [answer]


def test_the_message_tells_which_of_the_two_denies() -> None:
    affirms, denies = TURNED[0]

    assert against(affirms, denies)[0].message == "the golden affirms this, the answer denies it"
    assert against(denies, affirms)[0].message == "the golden denies this, the answer affirms it"


@pytest.mark.parametrize(("affirms", "denies"), TURNED)
def test_a_claim_that_is_turned_round_is_a_sign_too(affirms: str, denies: str) -> None:
    assert is_turned(affirms, denies)
    assert is_turned(denies, affirms)
    assert not is_turned(affirms, affirms)
    assert not is_turned(denies, denies)


def test_an_opposite_yes_or_no_at_the_start_is_enough() -> None:
    assert against("Yes, until Friday.", "No, it is too late.")[0].message == "the golden says yes, the answer says no"
    assert against("No, it is too late.", "Yes, until Friday.")[0].message == "the golden says no, the answer says yes"


def test_a_yes_before_what_the_golden_denies_is_a_conflict() -> None:
    assert against("Gift cards cannot be refunded.", "Yes, gift cards are refunded.")


@pytest.mark.parametrize(
    ("golden", "answer"),
    [
        ("Gift cards cannot be refunded.", "No, gift cards can't be refunded."),
        ("Gift cards cannot be refunded.", "It is not possible to refund gift cards."),
        ("We do not ship to PO boxes.", "Shipping to PO boxes is impossible."),
        ("You can cancel at any time.", "You can cancel at any time, no questions asked."),
        ("It is free.", "It is at no cost."),
        ("Cancelling costs nothing.", "There is no fee for cancelling."),
        ("You can pay by card.", "Don't worry, you can pay by card."),
        ("No, we keep the broken parcel here.", "The broken parcel is not sent back."),
    ],
)
def test_the_same_denied_in_other_words_is_no_conflict(golden: str, answer: str) -> None:
    assert against(golden, answer) == ()


def test_a_question_before_the_denial_turns_nothing() -> None:
    assert against("Gift cards cannot be refunded.", "Are gift cards refunded? Gift cards cannot be refunded.") == ()


def test_a_denial_of_something_else_is_no_conflict() -> None:
    assert against("You can return shoes within 30 days.", "Return shoes in 30 days. We do not sell boats.") == ()


@given(st.text(max_size=200))
def test_no_text_opposes_itself(text: str) -> None:
    assert against(text, text) == ()
    assert not is_turned(text, text)
