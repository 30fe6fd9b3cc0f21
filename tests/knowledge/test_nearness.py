"""How near a case is to an edit is told by rare words and facts, most of all by those of the sentence that differs."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from regold.knowledge.edits import Edit, edits
from regold.knowledge.nearness import Nearness, case_text
from regold.knowledge.terms import TermReader
from regold.model import Case
from tests.knowledge.making import article, case

WINDOW = case("window", "How long can I return an item?", "Within 30 days of delivery.")
FEE = case("fee", "What does return shipping cost?", "Return shipping costs $6.50.")
WARRANTY = case("warranty", "How long is the warranty?", "Two years.")
TEXT = "# Returns\n\nReturn an item within 30 days of delivery.\n\nReturn shipping costs $6.50."


def near(cases: list[Case], found: tuple[Edit, ...]) -> dict[str, float]:
    return {key.partition("#")[2]: one.score for key, one in Nearness(cases, TermReader()).near(found).items()}


def test_the_case_about_the_sentence_that_differs_is_the_nearest() -> None:
    scores = near([WINDOW, FEE, WARRANTY], edits(article(TEXT), article(TEXT.replace("30 days", "14 days"))))
    assert max(scores, key=lambda key: scores[key]) == "window"
    assert scores["window"] > 2 * scores["fee"]
    assert scores.get("warranty", 0.0) < scores["window"]


def test_the_sentence_that_differs_counts_more_than_the_rest_of_its_passage() -> None:
    text = "Return an item within 30 days of delivery. Return shipping costs $6.50."
    scores = near([WINDOW, FEE], edits(article(text), article(text.replace("$6.50", "$7.00"))))
    assert scores["fee"] > 0.8
    assert scores["window"] < 0.8 * scores["fee"]


def test_a_case_that_shares_nothing_is_left_out() -> None:
    assert "hello" not in near([case("hello", "Hi!", "Hello!")], edits(article(TEXT), article(TEXT + "\n\nNew.")))


def test_the_facts_that_both_hold_are_told() -> None:
    found = edits(article(TEXT), article(TEXT.replace("$6.50", "$7.00")))
    (one,) = [near for key, near in Nearness([FEE, WARRANTY], TermReader()).near(found).items() if key == FEE.key]
    assert any("6.5" in fact for fact in one.shared_facts)
    assert one.edit is found[0]


def test_without_edits_nothing_is_near() -> None:
    assert near([WINDOW], ()) == {}


def test_the_text_of_a_case_is_all_that_it_says() -> None:
    assert case_text(WINDOW) == "How long can I return an item?\nWithin 30 days of delivery."


PARTS = ["return", "item", "fee", "30", "days", "$5", "delivery", "card", "gold", "10", "%"]
WORDS = st.lists(st.sampled_from(PARTS), max_size=12)


@given(WORDS, WORDS, WORDS)
@settings(max_examples=60, deadline=None)
def test_nearness_is_a_share_and_knows_no_order(query: list[str], old: list[str], new: list[str]) -> None:
    asked = case("any", " ".join(query) or "x", "y")
    found = edits(article(" ".join(old)), article(" ".join(new)))
    scores = near([asked, WARRANTY], found)
    assert all(0 <= score <= 1 for score in scores.values())
    assert scores == near([WARRANTY, asked], found)
