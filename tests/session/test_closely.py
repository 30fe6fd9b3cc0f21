"""While a topic is watched its cases are asked more than once, and a wrong answer among them is not overlooked."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from regold.incidents import Incident
from regold.model import Outcome, OutcomeKind
from regold.session.closely import WATCHED, watched
from tests.incidents.making import later
from tests.session.asked import asked_run
from tests.session.incidents import Says, project, stored
from tests.session.test_watching import lifted

SHIPPING = "What does shipping cost?"
RIGHT, WRONG = "Shipping costs $5.", "Shipping costs $9."

SOON = later(6)


def on_shipping(one: Incident) -> Incident:
    return lifted(replace(one, topic="shipping"))


def run(root: Path, said: Says, now: datetime = SOON) -> tuple[Outcome, int]:
    """Run the one case on shipping, and give what became of it and how often it was asked."""
    with project(root, said) as (config, bot):
        (outcome,) = asked_run(config, now).outcomes
        return outcome, bot.asked.count(SHIPPING)


def saying(*answers: str) -> Says:
    """Give a bot that answers the case with one of these after the other, the last one for good."""
    left = list(answers)
    said = Says(RIGHT)
    said[SHIPPING] = lambda _: left.pop(0) if len(left) > 1 else left[0]
    return said


def test_a_right_answer_on_a_watched_topic_is_asked_for_two_times_more(tmp_path: Path) -> None:
    stored(tmp_path, on_shipping)
    outcome, asked = run(tmp_path, saying(RIGHT))
    assert (outcome.kind, asked) == (OutcomeKind.PASSED, 3)
    assert [ask.accepted for ask in outcome.asks] == [True, True, True]


@pytest.mark.parametrize("other", [lifted, lambda one: replace(one, topic="shipping")])
def test_no_other_topic_is_asked_more(tmp_path: Path, other: object) -> None:
    stored(tmp_path, other)  # type: ignore[arg-type]
    assert run(tmp_path, saying(RIGHT))[1] == 1


def test_after_a_week_it_is_asked_once_again(tmp_path: Path) -> None:
    stored(tmp_path, on_shipping)
    assert run(tmp_path, saying(RIGHT), later(4) + WATCHED)[1] == 1


def test_a_wrong_answer_behind_a_right_one_is_weighed_and_asked_for_until_it_is_sure(tmp_path: Path) -> None:
    stored(tmp_path, on_shipping)
    outcome, asked = run(tmp_path, saying(RIGHT, WRONG))
    assert outcome.kind is OutcomeKind.CHANGED
    assert [ask.accepted for ask in outcome.asks[:3]] == [False, True, False]
    assert asked == len(outcome.asks)
    assert outcome.answer is not None
    assert outcome.answer.text == WRONG
    assert outcome.verdict is not None
    assert not outcome.verdict.accepted


def test_one_wrong_answer_among_right_ones_is_told_as_flaky(tmp_path: Path) -> None:
    stored(tmp_path, on_shipping)
    outcome, _ = run(tmp_path, saying(RIGHT, WRONG, RIGHT))
    assert outcome.kind is OutcomeKind.FLAKY


def test_a_wrong_first_answer_is_settled_as_ever(tmp_path: Path) -> None:
    stored(tmp_path, on_shipping)
    assert run(tmp_path, saying(WRONG))[0].kind is OutcomeKind.CHANGED


def test_an_endpoint_that_fails_meanwhile_says_nothing_of_the_answer(tmp_path: Path) -> None:
    stored(tmp_path, on_shipping)
    said = Says(RIGHT)
    first = [RIGHT]
    said[SHIPPING] = lambda _: first.pop() if first else 500
    outcome, _ = run(tmp_path, said)
    assert (outcome.kind, len(outcome.asks)) == (OutcomeKind.PASSED, 1)


def test_only_records_that_were_written_lately_are_read(tmp_path: Path) -> None:
    store = stored(tmp_path, on_shipping)
    with project(tmp_path, saying(RIGHT)) as (config, _):
        assert watched(config, later(6)).topics == {"shipping"}
        old = (later(4) - 2 * WATCHED).timestamp()
        os.utime(store.path("INC-2026-0001"), (old, old))
        assert watched(config, later(6)).topics == frozenset()


def test_a_record_with_mistakes_is_passed_over(tmp_path: Path) -> None:
    store = stored(tmp_path, on_shipping)
    (store.folder / "INC-2026-0002.yaml").write_text("containment_lifted_at", encoding="utf-8")
    with project(tmp_path, saying(RIGHT)) as (config, _):
        assert watched(config, later(6)).incidents == {"INC-2026-0001"}
