"""The JSON of a run: stable, complete, and each of its names described in docs/json.md."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regold.model import ChangeKind, Outcome
from regold.reports import run_json
from tests.history.strategies import outcomes as any_outcomes
from tests.reports.samples import BROKE, a_change, a_run, conversation, right_outcome, trouble, weighed, wrong_outcome

A_SIGNAL = "wording"
DOCUMENTED = Path(__file__).parents[2] / "docs" / "json.md"


def names(value: Any) -> set[str]:
    if isinstance(value, list):
        return set().union(*map(names, value))
    if isinstance(value, dict):
        return set(value).union(*map(names, value.values()))
    return set()


def test_a_run_is_told_in_full() -> None:
    run = a_run(wrong_outcome(), trouble("b"), planned=3)
    document = json.loads(run_json(run, (BROKE,)))
    assert document["counts"] == {"changed": 1, "error": 1}
    assert (document["planned"], document["complete"]) == (3, False)
    assert document["changes"] == [
        {
            "kind": "broke",
            "case": "returns#return-window",
            "before": {
                "outcome": "passed",
                "answer": "You can return any item within 30 days of delivery for a full refund.",
            },
            "after": {
                "outcome": "changed",
                "answer": "You can return any item within 60 days of delivery for a full refund.",
            },
        }
    ]
    wrong, error = document["outcomes"]
    assert (wrong["path"], wrong["line"], wrong["severity"]) == ("suites/returns.gold.yaml", 8, "high")
    assert wrong["verdict"]["findings"][0]["golden_spans"] == [[31, 38]]
    assert error["fault"] == {"kind": "timeout", "message": "no answer within 30 s"}
    assert error["turns"][0]["answer"] is None


def test_the_answers_that_were_asked_for_again_are_told_with_what_they_say() -> None:
    (outcome,) = json.loads(run_json(a_run(weighed()), ()))["outcomes"]
    assert outcome["evidence"]["sentence"].startswith("wrong 3 of 4 (usually 1 of 61). Evidence 2 600 : 1")
    assert [ask["accepted"] for ask in outcome["evidence"]["asks"]] == [False, True, False, False]
    assert outcome["evidence"]["usual"] == {"wrong": 1, "asks": 61, "unstable": False}
    assert outcome["evidence"]["odds"] == 2586.3
    assert json.loads(run_json(a_run(wrong_outcome()), ()))["outcomes"][0]["evidence"] is None


def test_every_turn_of_a_conversation_is_told() -> None:
    (outcome,) = json.loads(run_json(a_run(conversation()), ()))["outcomes"]
    assert [(turn["query"], turn["golden"], turn["answer"]["text"]) for turn in outcome["turns"]] == [
        ("I want to cancel", "Which subscription is it?", "Which one?"),
        ("The Pro one", "Go to Settings > Billing.", "Call us."),
    ]


@settings(max_examples=50, deadline=None)
@given(st.lists(any_outcomes, max_size=3), st.sampled_from(ChangeKind))
def test_the_same_run_gives_the_same_bytes_whatever_was_said(found: list[Outcome], kind: ChangeKind) -> None:
    changes = tuple(a_change(kind, None, outcome) for outcome in found)
    text = run_json(a_run(*found), changes)
    assert text == run_json(a_run(*found), changes)
    assert text.endswith("}\n")
    assert len(json.loads(text.encode("ascii"))["outcomes"]) == len(found)


def test_a_number_that_json_does_not_have_becomes_null() -> None:
    outcome = right_outcome(latency=float("inf"))
    text = run_json(a_run(outcome), ())
    assert "Infinity" not in text
    assert json.loads(text)["outcomes"][0]["turns"][0]["answer"]["latency"] is None


@pytest.mark.parametrize("name", sorted(names(json.loads(run_json(a_run(weighed(), trouble("b")), (BROKE,))))))
def test_every_name_is_described(name: str) -> None:
    assert name == A_SIGNAL or f"`{name}`" in DOCUMENTED.read_text(encoding="utf-8")
