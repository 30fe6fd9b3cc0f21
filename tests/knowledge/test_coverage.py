"""What no case checks is told article by article and fact by fact, the gap that weighs most first."""

from __future__ import annotations

from regold.knowledge.article import Article
from regold.knowledge.coverage import LEAST_TIE, Coverage, coverage
from regold.knowledge.ties import Tie, TieKind
from regold.model import Case
from tests.knowledge.making import article, case

RETURNS = article("# Returns\n\nReturn it within 30 days. Postage is $6.50.\n\n## Food\n\nNo returns.", id="returns")
CLUB = article("# Club\n\nMembers get 10 % off.", id="club")
CHAT = article("# Chat\n\nSay hello to our bot.", id="chat")


def tie(of: Case, to: Article, strength: float = 1.0) -> Tie:
    return Tie(case=of.key, article=to.id, kind=TieKind.SOURCE, strength=strength, reason="")


def measured(
    articles: list[Article],
    cases: list[Case],
    ties: list[Tie],
    incidents: dict[str, int] | None = None,
    queries: dict[str, int] | None = None,
) -> tuple[Coverage, ...]:
    return coverage(articles, cases, ties, incidents=incidents or {}, queries=queries or {})


def test_a_fact_in_a_golden_is_checked_and_the_others_are_told_where_they_stand() -> None:
    window = case(golden="You have thirty days.")
    (found,) = measured([RETURNS], [window], [tie(window, RETURNS)])
    assert (found.facts, found.cases) == (2, (window.key,))
    (postage,) = found.unchecked
    assert (postage.said, postage.clause, postage.place) == ("$6.50", "Postage is $6.50.", "")


def test_a_fact_in_the_golden_of_a_case_about_something_else_checks_nothing() -> None:
    other = case(golden="Postage is $6.50, within 30 days.")
    (alone,) = measured([RETURNS], [other], [])
    (weakly,) = measured([RETURNS], [other], [tie(other, RETURNS, LEAST_TIE / 2)])
    assert len(alone.unchecked) == len(weakly.unchecked) == 2


def test_the_same_fact_counts_once() -> None:
    (found,) = measured([article("Return it within 30 days. You have 30 days, or thirty days.")], [], [])
    assert found.facts == 1


def test_an_article_without_facts_is_checked_by_any_case_about_it() -> None:
    hello = case(golden="Hello!")
    (open_one,) = measured([CHAT], [hello], [])
    (checked,) = measured([CHAT], [hello], [tie(hello, CHAT)])
    assert open_one.gap > 0
    assert checked.gap == 0


def test_the_larger_gap_comes_first() -> None:
    assert [one.article for one in measured([CLUB, RETURNS], [], [])] == ["returns", "club"]


def test_incidents_and_queries_bring_an_article_forward() -> None:
    assert measured([CLUB, RETURNS], [], [], incidents={"club": 2})[0].article == "club"
    by_traffic = measured([CLUB, RETURNS], [], [], queries={"club": 90, "returns": 10})
    assert by_traffic[0].article == "club"
    assert (by_traffic[0].queries, by_traffic[0].incidents) == (90, 0)


def test_what_is_checked_in_full_has_no_gap_whatever_comes_up_about_it() -> None:
    club = case(golden="Members get 10% off.")
    (found,) = measured([CLUB], [club], [tie(club, CLUB)], incidents={"club": 9}, queries={"club": 9})
    assert found.gap == 0
