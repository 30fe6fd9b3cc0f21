"""Cases are tied to articles by what they name, by what was answered from, and by their words and facts."""

from __future__ import annotations

import pytest

from regold.knowledge.search import PassageIndex
from regold.knowledge.terms import TermReader, terms
from regold.knowledge.ties import BY_NAME, EXACT, RETURNED, Names, TieKind, declared, returned, strongest
from tests.knowledge.making import article, case

IDS = ("kb/returns.md", "kb/shipping.md", "kb/en/contact.md", "kb/de/contact.md", "doc_17")


@pytest.mark.parametrize(
    ("source", "found", "strength"),
    [
        ("kb/returns.md", ["kb/returns.md"], EXACT),
        ("doc_17", ["doc_17"], EXACT),
        ("kb/returns.md#window", ["kb/returns.md"], EXACT),
        ("./kb/returns.md", ["kb/returns.md"], EXACT),
        ("returns.md", ["kb/returns.md"], BY_NAME),
        ("Returns", ["kb/returns.md"], BY_NAME),
        ("help/returns.md", ["kb/returns.md"], BY_NAME),
        ("https://shop.example.com/kb/shipping.md?from=bot", ["kb/shipping.md"], BY_NAME),
        ("de/contact.md", ["kb/de/contact.md"], BY_NAME),
        ("contact.md", ["kb/de/contact.md", "kb/en/contact.md"], BY_NAME / 2),
        ("refunds.md", [], 0.0),
        ("", [], 0.0),
    ],
)
def test_a_source_names_an_article_by_its_id_or_the_end_of_it(source: str, found: list[str], strength: float) -> None:
    articles, how = Names(IDS).find(source)
    assert sorted(articles) == found
    assert how == strength


def test_the_sources_of_a_case_and_of_its_answer_tie_it() -> None:
    ties = declared(case(sources=("kb/returns.md",), expected_sources=("shipping.md", "kb/returns.md")), Names(IDS))
    assert [(tie.article, tie.kind, tie.strength) for tie in ties] == [
        ("kb/returns.md", TieKind.SOURCE, EXACT),
        ("kb/shipping.md", TieKind.SOURCE, BY_NAME),
    ]
    assert ties[0].reason == "its sources name kb/returns.md"


def test_what_the_endpoint_answered_from_ties_a_case_less_strongly() -> None:
    (tie,) = returned(case(), Names(IDS), {"returns#window": ["doc_17", "unknown"], "other#case": ["kb/returns.md"]})
    assert (tie.article, tie.kind, tie.strength) == ("doc_17", TieKind.RETURNED, RETURNED)
    assert tie.reason == "the endpoint answered from doc_17 before"


def test_the_strongest_of_several_ties_counts() -> None:
    ties = declared(case(sources=("contact.md", "returns.md")), Names(IDS))
    best = strongest(ties)
    assert best is not None
    assert best.article == "kb/returns.md"
    assert strongest(()) is None


ARTICLES = (
    article("# Gold Account\n\n- Monthly withdrawals: 20\n- Fee: $10 a month", id="gold"),
    article("# Silver Account\n\n- Monthly withdrawals: 10\n- Fee: $5 a month", id="silver"),
    article("# Returns\n\nWithin 30 days of delivery.", id="returns"),
)


def test_words_and_facts_tie_a_case_to_the_article_that_has_them() -> None:
    index = PassageIndex(ARTICLES, TermReader())
    ties = index.ties(case(query="What does the Silver Account cost?", golden="It costs five dollars a month."))
    assert ties[0].article == "silver"
    assert ties[0].kind is TieKind.TEXT
    assert 0 < ties[0].strength <= 0.75
    assert ties[0].reason.startswith("its words and facts are those of Silver Account")


def test_a_text_that_shares_nothing_finds_nothing() -> None:
    index = PassageIndex(ARTICLES, TermReader())
    assert index.search("zebra crossing", most=3) == ()
    assert PassageIndex((), TermReader()).search("returns", most=3) == ()


def test_terms_are_stems_and_facts_whatever_their_dress() -> None:
    assert terms("Returned within 14 days") >= {"return", "=duration:second:1.2096E+6"}
    assert terms("We pay **$1,000**") & terms("payments of 1000 dollars") == {"pay", "=money:USD:1E+3"} or terms(
        "We pay **$1,000**"
    ) & terms("payments of 1000 dollars") == {"=money:USD:1E+3"}
    assert terms("the and of") == frozenset()


def test_what_was_read_once_is_taken_from_the_cache() -> None:
    first = TermReader()
    read = first.terms("Returned within 14 days")
    assert first.added
    again = TermReader({digest: sorted(found) for digest, found in first.read.items()})
    assert again.terms("Returned within 14 days") == read
    assert not again.added
