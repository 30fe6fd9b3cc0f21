"""Answers of an earlier run in place of a live endpoint."""

from __future__ import annotations

import asyncio

import pytest

from regold.model import Answer, EndpointError, FaultKind, Question, Target
from regold.targets import ReplaySettings, open_target

RECORDED = {
    "returns#window": Answer(text="Within 30 days.", latency=1.5),
    "billing#cancel": Answer(text="Go to Settings.", latency=2.0, earlier=(Answer(text="Which one?", latency=0.5),)),
}


def replayed(case: str, turn: int = 0) -> Answer:
    target = open_target(ReplaySettings(run="run-7"), recorded=RECORDED)
    return asyncio.run(ask(target, Question(case=case, turn=turn, query="?", session="s")))


async def ask(target: Target, question: Question) -> Answer:
    answer = await target.ask(question)
    await target.close()
    return answer


def test_a_recorded_answer_comes_with_its_latency_and_is_stamped() -> None:
    assert replayed("returns#window") == Answer(text="Within 30 days.", latency=1.5, replayed=True)


def test_each_turn_of_a_conversation_has_its_own_answer() -> None:
    assert replayed("billing#cancel", 0) == Answer(text="Which one?", latency=0.5, replayed=True)
    assert replayed("billing#cancel", 1) == Answer(text="Go to Settings.", latency=2.0, replayed=True)


@pytest.mark.parametrize(
    ("case", "turn", "named"), [("billing#new", 0, "billing#new"), ("returns#window", 1, "turn 2 of returns#window")]
)
def test_an_answer_that_was_not_recorded_names_its_case_and_what_to_do(case: str, turn: int, named: str) -> None:
    with pytest.raises(EndpointError) as caught:
        replayed(case, turn)
    assert caught.value.fault.kind is FaultKind.NOT_RECORDED
    assert f"the recorded run run-7 holds no answer to {named}" in caught.value.fault.message
    assert "ask the live endpoint once" in caught.value.fault.message
