from __future__ import annotations

import pytest

from regold.judge.evasion import evades


@pytest.mark.parametrize(
    "text",
    [
        "Please check our website.",
        "I don't have any information about that.",
        "I don\u2019t know.",
        "I'm not sure.",
        "It depends on your plan.",
        "Our support team will be happy to help.",
        "For more information, see the terms and conditions.",
    ],
)
def test_an_answer_that_sends_the_customer_elsewhere_evades(text: str) -> None:
    assert evades(text)
    assert evades(text.upper())


@pytest.mark.parametrize(
    "text", ["", "You have 30 days.", "We ship on Mondays.", "Yes, it is free.", "\U0001f600", "送料は無料です。"]
)
def test_an_answer_that_answers_does_not_evade(text: str) -> None:
    assert not evades(text)
