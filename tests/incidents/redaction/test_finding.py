"""Customers' data are found by their shape, and what only looks a little like them is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regold.incidents.redaction import Personal, find, is_allowed
from regold.text.normalise import normalise


def said(text: str) -> list[tuple[str, str]]:
    return [(str(one.kind), text[one.span.start : one.span.end]) for one in find(text)]


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("Mail me at anna.k+shop@mail.test.", "email", "anna.k+shop@mail.test"),
        ("Call +44 20 7946 0958 please", "phone", "+44 20 7946 0958"),
        ("Tel. 020 7946 0123!", "phone", "020 7946 0123"),
        ("(415) 555-2671", "phone", "(415) 555-2671"),
        ("ring 415-555-2671", "phone", "415-555-2671"),
        ("paid with 4539 5787 6362 1486 today", "card", "4539 5787 6362 1486"),
        ("card 378734493671000", "card", "378734493671000"),
        ("IBAN GB29 NWBK 6016 1331 9268 19", "iban", "GB29 NWBK 6016 1331 9268 19"),
        ("from 81.2.69.142", "ip", "81.2.69.142"),
        ("SSN 512-44-8890", "tax_number", "512-44-8890"),
        ("my order number is 4711-889231.", "order", "4711-889231"),
        ("order PM-2025-48213", "order", "PM-2025-48213"),
        ("about ORD-5590213, please", "order", "ORD-5590213"),
        ("Bestellung 12345678", "order", "12345678"),
        ("ticket #80041277", "order", "80041277"),
        ("customer no. 993417", "order", "993417"),
        ("sk-live-abcdefghijklmnop1234", "token", "sk-live-abcdefghijklmnop1234"),
        ("my password is hunter2xyz", "token", "hunter2xyz"),
        ("I live at 12 Baker Street, London", "street", "12 Baker Street"),
        ("Hauptstraße 12a", "street", "Hauptstraße 12a"),
        ("My name is Anna Kowalska and", "name", "Anna Kowalska"),
        ("Ich heiße Jürgen Müller, und", "name", "Jürgen Müller"),
        ("Regards,\nTobias Lindqvist", "name", "Tobias Lindqvist"),
        ("for Mrs. O'Neill", "name", "O'Neill"),
    ],
)
def test_what_has_a_shape_is_found(text: str, kind: str, words: str) -> None:
    assert (kind, words) in said(text)


@pytest.mark.parametrize(
    "text",
    [
        "You can return it within 30 days of delivery, since 2026-03-01, for $1,049.99.",
        "Order before 2 pm; orders over $60 ship free. Order 2024 was good.",
        "Version 2.10.4 of the app, 250 g, 1,000,000 points",
        "See INC-2026-0042 for it.",
        "Dear Customer, thanks. Hello Support Team",
        "The number 1234567890123456 is no card.",
        "ISO 9001 and 24/7",
        "I am Happy",
        "The address is 999.1.1.1",
    ],
)
def test_facts_dates_prices_and_greetings_are_nobodys_data(text: str) -> None:
    assert said(text) == []


@given(st.text(max_size=300))
def test_no_text_breaks_it_and_no_two_pieces_share_a_character(text: str) -> None:
    end = 0
    for one in find(text):
        assert end <= one.span.start < one.span.end <= len(text)
        end = one.span.end


@pytest.mark.parametrize(
    "text", ["1" * 20_000, "a@" * 9_000, "+1 " * 6_000, "A " * 9_000, "Mr. " * 5_000, "#" * 20_000]
)
def test_a_text_made_to_be_slow_is_not(text: str) -> None:
    from time import process_time

    began = process_time()
    find(text)
    assert process_time() - began < 5


def test_a_number_of_a_card_is_told_by_its_check_digit() -> None:
    assert [kind for kind, _ in said("4539 5787 6362 1486")] == ["card"]
    assert "card" not in [kind for kind, _ in said("4539 5787 6362 1487")]


def test_what_stands_in_an_article_as_whole_words_is_allowed() -> None:
    texts = [normalise("Write to help@shop.test or call 0800 123456.")]
    assert is_allowed("HELP@shop.test", texts)
    assert is_allowed("0800 123456", texts)
    assert not is_allowed("0800 12345", texts)
    assert not is_allowed("", texts)


def test_kinds_have_an_order_that_decides_over_overlaps() -> None:
    assert [one.kind for one in find("order anna@mail12345.test")] == [Personal.EMAIL]
