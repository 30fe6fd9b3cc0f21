"""What people and programs read: sentences of counts and names, and JSON whose every name is documented."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from regold.alerts import Message, endpoint_trouble, lines, message_json, title
from regold.alerts.message import SHOWN
from regold.model import Fault, FaultKind, Outcome, OutcomeKind, Run, Severity
from tests.alerts.samples import (
    CHANGED,
    ERROR,
    GIFT_CARD,
    INVOICE,
    NOT_RUN,
    PASSED,
    TROUBLE,
    Story,
    a_concern,
    a_run,
    an_outcome,
)

JSON = (Path(__file__).parent.parent.parent / "docs" / "json.md").read_text(encoding="utf-8")


LINE_8 = "https://git.example.com/suites/returns.gold.yaml#L8"


def full_message() -> Message:
    """A message with something of everything."""
    story = Story(confirm_runs=1, include_answers=True, link="https://git.example.com/{path}#L{line}")
    story.check(an_outcome(CHANGED, GIFT_CARD))
    story.check(ERROR, trouble=TROUBLE)
    message = story.check(
        CHANGED,
        an_outcome(PASSED, GIFT_CARD),
        an_outcome(CHANGED, INVOICE, unstable=True),
        incidents=[a_concern()],
    )
    assert message is not None
    return message


def test_a_message_is_a_title_and_a_few_lines() -> None:
    message = full_message()
    assert title(message) == "Regold: 1 wrong, 1 right again, the endpoint answers again, INC-2026-0042 is wrong again"
    assert lines(message) == [
        f"The endpoint answers again. It was: {TROUBLE}",
        "First seen 2026-11-24, run run-2.",
        "- INC-2026-0042 (high) is wrong again: its question is answered wrongly again https://git.example.com/issues/42",
        "returns: 1 wrong, 1 right again",
        f"- wrong (high): returns#return-window: wrong 3 of 3. {LINE_8}",
        "  asked: How long do I have to return an item?",
        "  said: You have 60 days.",
        f"- right again (high): returns#gift-card. It was: wrong 3 of 3. {LINE_8}",
        "  asked: How long do I have to return an item?",
        "  said: You have 60 days.",
        "to repair, unstable: billing#invoice",
        "run run-3",
    ]


def test_trouble_with_the_endpoint_is_the_title_and_cases_are_only_counted() -> None:
    story = Story()
    story.check(CHANGED)
    message = story.check(CHANGED, trouble=TROUBLE)
    assert message is not None
    assert title(message) == "Regold: the endpoint is in trouble"
    assert "wrong, and not told one by one while the endpoint is in trouble: 1" in lines(message)
    later = [story.check(CHANGED, trouble=TROUBLE) for _ in range(7)][-1]
    assert later is not None
    assert title(later) == "Regold: the endpoint is still in trouble"


def test_a_breakdown_of_everything_still_fits_a_message() -> None:
    story = Story(confirm_runs=1)
    message = story.check(*(an_outcome(CHANGED, f"returns#c{number}") for number in range(500)))
    assert message is not None
    assert title(message) == "Regold: 500 wrong"
    assert lines(message)[-2] == "- and 490 more"
    told = json.dumps(message_json(message, title(message)))
    assert len(told) < 50_000
    assert json.loads(told)["topics"][0]["counts"] == {"failing": 500}
    assert len(json.loads(told)["topics"][0]["cases"]) == SHOWN


def names(value: object, *, but: frozenset[str] = frozenset({"counts"})) -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield name
            if name not in but:
                yield from names(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from names(inner)


def test_every_name_in_the_json_of_a_message_is_documented() -> None:
    section = JSON.partition("## An alert\n")[2].partition("\n## ")[0]
    message = full_message()
    told = message_json(message, title(message))
    assert [name for name in names(told) if f"`{name}`" not in section] == []
    assert told["format"] == 1
    assert told["severity"] == "high"
    assert told["counts"] == {"failing": 1, "recovered": 1}


def test_the_severity_of_a_message_is_the_highest_of_what_fails() -> None:
    story = Story(confirm_runs=1)
    message = story.check(
        an_outcome(CHANGED, GIFT_CARD, severity=Severity.LOW),
        an_outcome(CHANGED, INVOICE, severity=Severity.CRITICAL),
    )
    assert message is not None
    assert message.severity is Severity.CRITICAL
    over = story.check(an_outcome(PASSED, GIFT_CARD), an_outcome(PASSED, INVOICE), after=timedelta(days=1))
    assert over is not None
    assert over.severity is None


class TestTroubleWithTheEndpoint:
    @pytest.mark.parametrize(
        ("kinds", "told"),
        [
            ([PASSED] * 20, None),
            ([PASSED] * 19 + [ERROR], None),
            ([PASSED] * 18 + [ERROR] * 2, "2 of 20 cases got no answer (2 timeout)."),
            ([ERROR], "1 of 1 cases got no answer (1 timeout)."),
            ([NOT_RUN] * 9 + [PASSED], None),
        ],
        ids=["none", "5 %", "10 %", "all", "not asked"],
    )
    def test_is_more_errors_than_a_twentieth(self, kinds: list[OutcomeKind], told: str | None) -> None:
        assert endpoint_trouble(some_run(*map(an_outcome, kinds)), 0.05) == told

    def test_is_also_when_asking_was_broken_off(self) -> None:
        broken_off = Fault(kind=FaultKind.BREAKER, message="10 calls in a row failed")
        rest = replace(an_outcome(NOT_RUN), fault=broken_off)
        run = some_run(*[an_outcome(PASSED)] * 300, *[an_outcome(ERROR)] * 10, rest)
        assert endpoint_trouble(run, 0.05) == "10 of 311 cases got no answer (10 timeout); asking was broken off."

    def test_does_not_repeat_what_the_endpoint_said(self) -> None:
        told = endpoint_trouble(some_run(an_outcome(ERROR)), 0.05)
        assert told is not None
        assert "Dear customer" not in told

    def test_of_an_empty_run_is_none(self) -> None:
        assert endpoint_trouble(some_run(), 0.05) is None


def some_run(*outcomes: Outcome) -> Run:
    """Give a run of these outcomes, each of a case of its own."""
    named = [replace(outcome, case=replace(outcome.case, id=f"c{number}")) for number, outcome in enumerate(outcomes)]
    return a_run(1, *named)
