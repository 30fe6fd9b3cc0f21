"""Words of which one says the contrary of the other, and fees that a golden says there are none of."""

from __future__ import annotations

import pytest

from regold.judge.aligning import align
from regold.judge.opposites import charged, contrary
from regold.judge.reading import read
from regold.model import Finding


def found(golden: str, answer: str) -> list[Finding]:
    ours, theirs = read(golden), read(answer)
    return list(contrary(ours, theirs, align(ours, theirs)))


def fees(golden: str, answer: str) -> list[Finding]:
    return list(charged(read(golden), read(answer)))


@pytest.mark.parametrize(
    ("golden", "answer"),
    [
        ("The minimum order is a whole crate.", "The maximum order is a whole crate."),
        ("Pay the invoice before the visit.", "Pay the invoice after the visit."),
        ("Our prices include all local taxes.", "Our prices exclude all local taxes."),
        ("Enable the backup in the settings.", "Disable the backup in the settings."),
        ("The plan renews automatically in June.", "The plan renews manually in June."),
        ("Parking in the garage is free.", "Parking in the garage is paid."),
        ("A helmet is required on the track.", "A helmet is optional on the track."),
    ],
)
def test_a_word_in_the_place_of_its_opposite_is_found_with_both_words_whichever_stands_where(
    golden: str, answer: str
) -> None:
    for ours, theirs in ((golden, answer), (answer, golden)):
        (told,) = found(ours, theirs)
        (here,), (there,) = told.golden_spans, told.answer_spans

        assert not told.supports
        assert ours[here.start : here.end].lower() in told.message.lower()
        assert ours[here.start : here.end] not in theirs
        assert theirs[there.start : there.end] not in ours


def test_a_text_holds_no_opposite_of_its_own_words() -> None:
    golden = "Pay before the visit, not after it: the minimum is $5 and the maximum $9."

    assert found(golden, golden) == []


@pytest.mark.parametrize(
    ("golden", "answer"),
    [
        (
            "The cheap tariff is free and the fast tariff is paid.",
            "The fast tariff is paid and the cheap tariff is free.",
        ),
        ("The cheap tariff is free.", "The cheap tariff is paid by us. For you it is free."),
        ("Parking a van is free. A second van is paid.", "Parking a van is paid by the hour."),
    ],
)
def test_an_opposite_is_none_where_one_text_names_both_words(golden: str, answer: str) -> None:
    assert found(golden, answer) == []


def test_an_opposite_that_is_denied_says_the_same() -> None:
    assert found("A helmet is required on the track.", "A helmet is not optional on the track.") == []


def test_an_opposite_in_a_sentence_about_something_else_is_none() -> None:
    assert found("A helmet is required on the track.", "Insurance of your own bicycle stays optional.") == []


@pytest.mark.parametrize("fee", ["fee", "charge", "deposit"])
def test_a_fee_where_the_golden_says_that_there_is_none_is_found(fee: str) -> None:
    (told,) = fees(f"There is no {fee} for a second key.", f"The {fee} for a second key is $5.")

    assert told.check == "opposite"
    assert not told.supports
    assert fee in told.message


@pytest.mark.parametrize(
    "answer", ["There is no fee.", "You never pay a fee.", "The fee is waived.", "A second key is free.", "Yes."]
)
def test_a_fee_that_is_denied_or_not_named_is_no_conflict(answer: str) -> None:
    assert fees("There is no fee for a second key.", answer) == []


def test_a_fee_is_no_conflict_where_the_golden_names_one_too() -> None:
    assert fees("The fee for a second key is $5.", "The fee for a second key is $9.") == []


@pytest.mark.parametrize("text", ["", "\U0001f600", "free " * 2_000, "\u202eeerf"])
def test_a_strange_text_has_no_opposite_to_itself(text: str) -> None:
    assert found(text, text) == []
    assert fees(text, text) == []
