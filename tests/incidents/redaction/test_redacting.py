"""Stand-ins are of the same kind, the same for the same value, tell nothing of it and are known as made up."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regold.incidents.redaction import Found, Personal, Redactor, find, is_synthetic
from regold.incidents.redaction.replacing import Replacer
from regold.incidents.redaction.watching import Watched
from regold.model import Span
from tests.incidents.samples import no_names


def names(text: str) -> tuple[Found, ...]:
    """Find capitalised pairs of words, as a model would."""
    found = re.finditer(r"\b[A-Z][a-z]+ [A-Z][a-z]+\b", text)
    return tuple(Found(kind=Personal.NAME, span=Span(start=one.start(), end=one.end())) for one in found)


TEXT = "I am Anna Kowalska (anna@mail.test, +44 20 7946 0958). Order PM-2025-48213, card 4539 5787 6362 1486."


def test_every_piece_gets_a_stand_in_of_its_kind_and_is_counted() -> None:
    redacted = Redactor(no_names)(TEXT)
    assert redacted.text == (
        "I am Alex Morgan (alex.morgan@example.com, +1 202 555 0101). Order PM-9900-00001, card 4111 1111 1111 1111."
    )
    assert redacted.counts == {"card": 1, "email": 1, "name": 1, "order": 1, "phone": 1}


def test_the_same_value_gets_the_same_stand_in_in_every_text_of_an_incident() -> None:
    redact = Redactor(names)
    first = redact("Anna Kowalska and Tobias Lindqvist").text
    assert redact("tell Tobias Lindqvist and Anna Kowalska").text == "tell {1} and {0}".format(*first.split(" and "))


def test_what_was_found_once_is_found_again_where_it_has_no_shape() -> None:
    redact = Redactor(no_names)
    assert redact("Kowalska here. My name is Anna Kowalska. So Anna Kowalska paid.").text == (
        "Kowalska here. My name is Alex Morgan. So Alex Morgan paid."
    )
    assert redact("Anna  Kowalska called").text == "Alex Morgan called"


def test_the_contact_record_comes_first_and_finds_what_has_no_shape() -> None:
    redact = Redactor(no_names, contact=["Xi", "kowalska", "Anna Kowalska", "K-77", "anna@mail.test"])
    redacted = redact("anna  kowalska wrote, kowalska said K-77, Xi and kowalskas")
    assert redacted.text == "Alex Morgan wrote, Robin said K-9901, Xi and kowalskas"


def test_words_of_the_articles_stay_unless_the_contact_record_names_them() -> None:
    article = "Write to help@shop.test. Our Coffee Club is by Maria Pine."
    text = "help@shop.test of the Coffee Club, Maria Pine"
    assert Redactor(names, allowed=[article])(text).text == text
    assert "Maria Pine" not in Redactor(names, allowed=[article], contact=["Maria Pine"])(text).text


def test_a_model_is_asked_last_and_only_for_what_is_still_there() -> None:
    redacted = Redactor(names)("Best, Anna Kowalska. Peter Schmidt came.")
    assert redacted.counts == {"name": 2}
    assert redacted.text == "Best, Alex Morgan. Robin Taylor came."


@given(st.text(max_size=200))
def test_redacting_twice_is_redacting_once(text: str) -> None:
    once = Redactor(no_names)(text).text
    assert Redactor(no_names)(once).text == once


@pytest.mark.parametrize("kind", Personal)
def test_every_stand_in_is_known_as_made_up(kind: Personal) -> None:
    makes = Replacer()
    for value in ("Anna Kowalska", "4539 5787 6362 1486", "PM-12", "A1B2C3", "+44 1", "x@y.test", "12 Kowalska Road"):
        made = makes.stand_in(kind, value)
        assert is_synthetic(kind, made)
        assert not {"Anna", "Kowalska", "4539", "A1B2C3", "12", "y"} & set(re.findall(r"\w+", made))


def test_what_stands_for_it_is_left_alone_when_it_is_looked_for_again() -> None:
    text = Redactor(no_names)(TEXT).text
    assert [one for one in find(text) if not is_synthetic(one.kind, text[one.span.start : one.span.end])] == []


@given(st.from_regex(r"[A-Z]{2,4}-[0-9]{5,12}", fullmatch=True))
def test_the_number_of_an_order_keeps_its_shape(number: str) -> None:
    made = Replacer().stand_in(Personal.ORDER, number)
    assert re.sub(r"\d", "9", made) == re.sub(r"\d", "9", number)


def test_what_changed_is_shown_line_by_line_and_in_ci_without_what_was_there() -> None:
    watched = Watched(Redactor(no_names))
    watched("One line.\nMail anna@mail.test\nLast")
    watched("nothing")
    assert list(watched.lines()) == ["- Mail anna@mail.test", "+ Mail alex.morgan@example.com"]
    assert list(watched.lines(with_before=False)) == ["+ Mail alex.morgan@example.com"]
