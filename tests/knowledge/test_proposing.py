"""A golden is proposed in its own words, with the articles' facts in the place of its own."""

from __future__ import annotations

from regold.knowledge.triangle import triangle
from tests.knowledge.making import article


def proposed(golden: str, answer: str, text: str, query: str = "What about it?") -> str | None:
    return triangle(query=query, golden=golden, answer=answer, articles=[article(text)]).proposed


def test_every_stale_fact_is_replaced_and_nothing_else() -> None:
    golden = "Express delivery costs $9 and takes 2 business days; you can track it."
    answer = "Express delivery costs $12 and takes 1 business day; you can track it."
    text = "Express delivery costs $12 and takes 1 business day."
    assert proposed(golden, answer, text) == answer


def test_a_fact_that_is_said_twice_is_replaced_twice() -> None:
    golden = "Returns are free for 30 days. After 30 days returns are not accepted."
    answer = "Returns are free for 14 days. After 14 days returns are not accepted."
    assert proposed(golden, answer, answer) == answer


def test_no_number_beside_the_stale_one_is_touched() -> None:
    golden = "Plan 30 has a notice period of 30 days."
    found = proposed(golden, "Plan 30 has a notice period of 14 days.", "Plan 30 has a notice period of 14 days.")
    assert found == "Plan 30 has a notice period of 14 days."


def test_only_a_stale_golden_gets_a_proposal() -> None:
    text = "Express delivery costs $9."
    assert proposed("Express delivery costs $9.", "Express delivery costs $12.", text) is None
