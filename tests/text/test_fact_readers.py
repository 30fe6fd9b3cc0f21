"""What a text must have before it is read for a kind of fact: a shortcut that must lose nothing."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regold.text.facts import _READERS
from regold.text.facts.reader import Reader

SAID = (
    "0 2 3 12 30 45 2024 1st 3rd 10:30 5/6 2026-03-01 1.2.3 + - / : , . & $ US$ € £ ¥ % one two five ten twenty hundred"
    " half quarter third fifth tenth a an of to past and in the every other second twice year o'clock morning evening"
    " am a.m. p.m. A M noon MIDNIGHT Jan march May dec. december first day Monday Sat Sun. weekend weekdays"
    " new year's eve Christmas hour hrs h 3h min mins secs days WEEK fortnight fortnightly"
    " semi-annual quarterly bi-weekly $5 €1.20 5€ h30"
    " months yr years usd EUR dollars bucks cents rupees pounds sterling percent per cent off price pay kg inches"
    " me@x.org www.a.b shop.example.com Settings > Billing v2 version AB-12 555-0142"
)
PHRASES = (
    "half an hour",
    "an hour and a half",
    "half past eight",
    "half price",
    "a third",
    "three quarters of an hour",
    "two h 30 min",
    "every other week",
    "twice a year",
    "nine in the morning",
    "9:30 in the evening",
    "new year's eve",
    "the end of May",
    "1 March",
    "25 per cent",
    "Sat and Sun",
)
WORDS = (*SAID.split(), *PHRASES)


@settings(max_examples=400)
@given(st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=3)), max_size=12), st.sampled_from([" ", ", ", "-"]))
def test_a_reader_that_is_passed_over_would_have_found_nothing(words: list[str], between: str) -> None:
    text = between.join(words)
    passed_over = [reader for reader in _READERS if not reader.may_find(text.casefold())]

    assert [list(reader.read(text)) for reader in passed_over] == [[] for _ in passed_over]


@pytest.mark.parametrize("phrase", PHRASES)
def test_no_reader_of_a_whole_phrase_is_passed_over(phrase: str) -> None:
    finding = [reader for reader in _READERS if list(reader.read(phrase))]

    assert finding
    assert all(reader.may_find(phrase.casefold()) for reader in finding)


@pytest.mark.parametrize("reader", [reader for reader in _READERS if reader.needs])
def test_what_a_reader_needs_is_told_in_small_letters(reader: Reader) -> None:
    assert all(word == word.casefold() for word in reader.needs)
    assert not reader.may_find("")
