"""Who is wrong when an answer and its golden disagree is told by what the articles state about it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regold.knowledge.edits import edits
from regold.knowledge.triangle import left_behind, triangle
from regold.model import Culprit, Triangle
from tests.knowledge.making import article

RETURNS = """\
# Returns

## Return window

You can return any item within 30 days of delivery for a full refund. Opened food cannot be returned.

## Return shipping

| Country | Fee |
|---|---|
| Germany | €4.90 |
| France | €6.90 |
"""
QUERY = "How long do I have to return an item?"
GOLDEN = "You can return any item within 30 days of delivery."
FEE_QUERY, FEE_GOLDEN = "What does return shipping from Germany cost?", "Return shipping from Germany costs €4.90."


def told(answer: str, *, text: str = RETURNS, query: str = QUERY, golden: str = GOLDEN) -> Triangle:
    return triangle(query=query, golden=golden, answer=answer, articles=[article(text)])


def changed(text: str, answer: str, *, before: str = RETURNS) -> Triangle:
    old, new = article(before), article(text)
    return triangle(query=QUERY, golden=GOLDEN, answer=answer, articles=[new], edits=edits(old, new))


def test_an_answer_against_article_and_golden_is_wrong() -> None:
    found = told("You can return any item within 60 days of delivery.")
    assert found.culprit is Culprit.ANSWER_WRONG
    assert found.reason == "the article says 30 days as the golden does, the answer says 60 days"
    assert found.article == "kb/returns.md"
    assert found.article_says.startswith("You can return any item within 30 days")
    assert found.golden_says == GOLDEN
    assert found.answer_says == "You can return any item within 60 days of delivery."
    assert found.proposed is None


@pytest.mark.parametrize(
    "answer",
    [
        "You can return any item within 14 days of delivery.",
        "Thanks for asking! You have 14 days from delivery to return it.",
        "You can return it within two weeks of delivery.",
    ],
)
def test_a_golden_against_article_and_answer_is_stale_and_a_new_one_is_proposed(answer: str) -> None:
    found = told(answer, text=RETURNS.replace("30 days", "14 days"))
    assert found.culprit is Culprit.GOLDEN_STALE
    assert found.proposed == "You can return any item within 14 days of delivery."


def test_the_values_of_other_things_in_the_article_bear_nothing_out() -> None:
    found = told("Return shipping from Germany costs €6.90.", query=FEE_QUERY, golden=FEE_GOLDEN)
    assert found.culprit is Culprit.ANSWER_WRONG
    assert found.article_says == "Germany: €4.90"


def test_an_article_that_says_both_is_ambiguous() -> None:
    twice = RETURNS + "\n## FAQ\n\nYou can return any item within 60 days of delivery.\n"
    found = told("You can return any item within 60 days of delivery.", text=twice)
    assert found.culprit is Culprit.ARTICLE_AMBIGUOUS
    assert found.reason == "the articles say both 30 days and 60 days"


def test_what_was_just_changed_has_the_last_word_over_the_rest() -> None:
    twice = RETURNS + "\n## FAQ\n\nYou can return any item within 60 days of delivery.\n"
    found = changed(twice, "You can return any item within 60 days of delivery.")
    assert found.culprit is Culprit.GOLDEN_STALE
    assert found.reason.endswith("it still says 30 days elsewhere")


def test_a_third_value_in_the_article_leaves_both_open() -> None:
    found = told("You can return any item within 60 days of delivery.", text=RETURNS.replace("30 days", "14 days"))
    assert found.culprit is Culprit.CANNOT_TELL
    assert found.reason == "the article says 14 days, the golden 30 days, the answer 60 days"


def test_where_no_article_speaks_of_it_nothing_is_told() -> None:
    found = told("The warranty is three years.", query="How long is the warranty?", golden="The warranty is two years.")
    assert found.culprit is Culprit.CANNOT_TELL
    assert found.article_says == ""


def test_without_articles_nothing_is_told() -> None:
    found = triangle(query=QUERY, golden=GOLDEN, answer="14 days.", articles=[])
    assert found.culprit is Culprit.CANNOT_TELL


def test_an_answer_that_leaves_the_fact_out_is_wrong() -> None:
    assert told("You can return any item for a full refund.").culprit is Culprit.ANSWER_WRONG


def test_one_wrong_fact_beside_a_right_one_makes_the_answer_wrong() -> None:
    text = "Express delivery takes 1 business day and costs $12."
    found = told(
        "Express delivery takes 2 business days and costs $12.",
        text=text,
        query="What about express delivery?",
        golden="Express delivery takes 1 business day and costs $9.",
    )
    assert found.culprit is Culprit.ANSWER_WRONG


def test_a_fact_the_answer_adds_out_of_the_article_makes_no_golden_stale() -> None:
    found = told("You can return any item within 30 days of delivery. Returns from France cost €6.90.")
    assert found.culprit is Culprit.CANNOT_TELL


def test_a_denial_decides_where_no_fact_differs() -> None:
    golden = "No, opened food cannot be returned."
    found = told("Yes, opened food can be returned.", query="Can I return opened food?", golden=golden)
    assert found.culprit is Culprit.ANSWER_WRONG
    allowed = RETURNS.replace("cannot be returned", "can be returned")
    found = told("Yes, opened food can be returned.", text=allowed, query="Can I return opened food?", golden=golden)
    assert found.culprit is Culprit.GOLDEN_STALE


def test_words_alone_make_a_golden_stale_only_when_they_were_just_changed() -> None:
    before, after = "Refunds go to your store account.", "Refunds go to your original card."
    query, answer = "Where do refunds go?", "Refunds go to your original card."
    long_ago = told(answer, text=after, query=query, golden=before)
    assert long_ago.culprit is Culprit.CANNOT_TELL
    assert long_ago.reason == "the article says what the answer does, in words alone"
    found = edits(article(before), article(after))
    just = triangle(query=query, golden=before, answer=answer, articles=[article(after)], edits=found)
    assert just.culprit is Culprit.GOLDEN_STALE
    assert just.proposed == after


def test_two_values_that_changed_places_are_left_to_a_person() -> None:
    found = told(
        "Members wait 14 days, guests wait 30 days.",
        text="# Waiting\n\nMembers wait 14 days, guests wait 30 days.",
        query="How long do members and guests wait?",
        golden="Members wait 30 days, guests wait 14 days.",
    )
    assert found.culprit is Culprit.CANNOT_TELL


def test_what_is_counted_keeps_its_name_in_the_proposal() -> None:
    found = told(
        "You get 8 free withdrawals a month.",
        text="# Account\n\nFree withdrawals a month: 8",
        query="How many free withdrawals do I get a month?",
        golden="You get 5 free withdrawals a month.",
    )
    assert found.culprit is Culprit.GOLDEN_STALE
    assert found.proposed == "You get 8 free withdrawals a month."


def behind(text: str, *, golden: str = GOLDEN, before: str = RETURNS) -> Triangle | None:
    old, new = article(before), article(text)
    return left_behind(query=QUERY, golden=golden, articles=[new], edits=edits(old, new))


def test_a_golden_with_a_fact_that_was_changed_is_left_behind() -> None:
    found = behind(RETURNS.replace("30 days", "14 days"))
    assert found is not None
    assert found.culprit is Culprit.BOTH_STALE
    assert found.reason == "the article says 14 days now, both still 30 days"
    assert found.proposed == GOLDEN.replace("30", "14")


@pytest.mark.parametrize(
    "text",
    [
        RETURNS,
        RETURNS.replace("€4.90", "€5.90"),
        RETURNS.replace("30 days", "thirty days"),
        RETURNS.replace("for a full refund", "for a refund"),
        RETURNS.replace("You can return any item within 30 days", "Return it within 14 days of order, 30 days"),
    ],
)
def test_a_golden_that_the_article_still_bears_out_is_not(text: str) -> None:
    assert behind(text) is None


def test_a_golden_without_facts_cannot_be_told_to_be_left_behind() -> None:
    assert behind(RETURNS.replace("30 days", "14 days"), golden="You can return any item.") is None


@given(days=st.integers(2, 400), others=st.integers(2, 400))
@settings(max_examples=60, deadline=None)
def test_whatever_the_number_the_article_decides(days: int, others: int) -> None:
    text = RETURNS.replace("30 days", f"{days} days")
    golden, answer = (f"You can return any item within {number} days of delivery." for number in (days, others))
    if days == others:
        return
    assert told(answer, text=text, golden=golden).culprit is Culprit.ANSWER_WRONG
    swapped = told(golden, text=text, golden=answer)
    assert swapped.culprit is Culprit.GOLDEN_STALE
    assert swapped.proposed == golden


@given(st.text(max_size=200), st.text(max_size=200), st.text(max_size=400))
@settings(max_examples=60, deadline=None)
def test_no_text_is_too_odd(golden: str, answer: str, text: str) -> None:
    found = told(answer, golden=golden, text=text)
    assert found.reason
    assert found.proposed is None or found.culprit is Culprit.GOLDEN_STALE
