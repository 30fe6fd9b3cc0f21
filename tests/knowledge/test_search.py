"""Passages are found by the words and facts of a text, under their headings and titles."""

from __future__ import annotations

from regold.knowledge.search import STRONGEST, PassageIndex, nearest_articles
from regold.knowledge.terms import TermReader
from regold.knowledge.ties import TieKind
from tests.knowledge.making import article, case

SILVER = article("# Silver Card\n\n## Fees\n\nThe annual fee is $49.\n\n## Lounge\n\nNo visits.", id="silver")
GOLD = article("# Gold Card\n\n## Fees\n\nThe annual fee is $149.\n\n## Lounge\n\nThree visits a year.", id="gold")
RETURNS = article("# Returns\n\nSend it back within 30 days.", id="returns")


def index() -> PassageIndex:
    return PassageIndex([SILVER, GOLD, RETURNS], TermReader())


def test_the_title_tells_articles_of_the_same_words_apart() -> None:
    (best, *_) = index().search("What is the annual fee of the gold card?", most=5)
    assert best.article is GOLD
    assert best.passage.text == "The annual fee is $149."


def test_a_fact_finds_its_passage_whatever_its_dress() -> None:
    (best, *_) = index().search("thirty days", most=1)
    assert best.article is RETURNS


def test_a_text_of_unknown_words_finds_nothing() -> None:
    assert index().search("xylophone", most=3) == ()
    assert index().search("", most=3) == ()
    assert PassageIndex([], TermReader()).search("fee", most=3) == ()


def test_no_more_is_given_than_asked_for_and_the_best_comes_first() -> None:
    found = index().search("annual fee", most=2)
    assert len(found) == 2
    assert found[0].score >= found[1].score
    assert all(0 < hit.share <= 1 for hit in found)


def test_a_case_is_tied_to_each_article_once_and_weaker_than_by_a_source() -> None:
    ties = index().ties(case(query="Annual fee of the Silver Card?", golden="It is $49."))
    assert ties[0].article == "silver"
    assert ties[0].kind is TieKind.TEXT
    assert len({tie.article for tie in ties}) == len(ties)
    assert all(tie.strength <= STRONGEST for tie in ties)
    assert "Silver Card > Fees" in ties[0].reason


def test_the_nearest_articles_come_once_each() -> None:
    found = nearest_articles(index(), ["lounge visits", "gold card"], most=2)
    assert found[0] is GOLD
    assert len(set(map(id, found))) == len(found) <= 2
