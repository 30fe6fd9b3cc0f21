"""The articles that can tell who is wrong are those a case names, then those it is answered from, then the nearest."""

from __future__ import annotations

from regold.knowledge.terms import TermReader
from regold.knowledge.witnesses import MOST_BY_TEXT, Library, Witnesses
from tests.knowledge.making import case, page

PAGES = [
    page("# Returns\n\nSend it back within 30 days.", id="kb/returns.md"),
    page("# Shipping\n\nDelivery takes 3 days.", id="kb/shipping.md"),
    page("# Warranty\n\nTwo years.", id="kb/warranty.md"),
]


def witnesses(past: dict[str, list[str]] | None = None) -> Witnesses:
    return Witnesses(Library(PAGES, TermReader()), past or {})


def ids(found: object) -> list[str]:
    return [one.id for one in found]  # type: ignore[attr-defined]


def test_what_a_case_names_comes_before_what_it_was_answered_from() -> None:
    asked = case(sources=("returns",))
    found = witnesses({asked.key: ["kb/shipping.md"]}).of(asked, answered_from=["kb/warranty.md"])
    assert ids(found)[0] == "kb/returns.md"
    assert set(ids(found)) == {"kb/returns.md", "kb/shipping.md", "kb/warranty.md"}


def test_a_case_that_names_none_is_looked_up_by_its_text() -> None:
    found = ids(witnesses().of(case(query="How long does delivery take?", golden="Delivery takes 3 days.")))
    assert found[0] == "kb/shipping.md"
    assert len(found) <= MOST_BY_TEXT


def test_an_article_known_to_matter_is_always_among_them_and_unknown_ones_never() -> None:
    found = ids(witnesses().of(case(sources=("returns",)), also=["kb/shipping.md", "kb/gone.md"]))
    assert found == ["kb/returns.md", "kb/shipping.md"]


def test_articles_are_read_when_they_are_asked_for_and_once() -> None:
    library = Library(PAGES, TermReader())
    (first,) = library.articles(["kb/returns.md", "kb/returns.md"])
    assert library.articles(["kb/returns.md"])[0] is first
