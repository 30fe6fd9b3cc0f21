"""Outcomes as plain data: nothing is lost, everything survives JSON and execnet, nonsense is refused by name."""

from __future__ import annotations

import json
from typing import Any

import execnet
import pytest
from hypothesis import given
from hypothesis import strategies as st

from regold.errors import HistoryError
from regold.history import outcome_from_json, outcome_to_json
from regold.model import Answer, Outcome, OutcomeKind
from tests.history.samples import a_case, an_outcome
from tests.history.strategies import outcomes

plain_data = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=10,
)


@given(outcomes)
def test_an_outcome_comes_back_as_it_was(outcome: Outcome) -> None:
    assert outcome_from_json(outcome_to_json(outcome)) == outcome


@given(outcomes)
def test_an_outcome_comes_back_from_json_text_in_ascii(outcome: Outcome) -> None:
    text = json.dumps(outcome_to_json(outcome)).encode("ascii")
    assert outcome_from_json(json.loads(text)) == outcome


@given(outcomes)
def test_an_outcome_travels_between_xdist_processes(outcome: Outcome) -> None:
    plain = outcome_to_json(outcome)
    assert execnet.loads(execnet.dumps(plain)) == plain


def test_a_lone_surrogate_travels_too() -> None:
    outcome = an_outcome(text="30 \ud800 days")
    travelled = execnet.loads(execnet.dumps(outcome_to_json(outcome)))
    assert outcome_from_json(travelled) == outcome


def test_the_raw_body_is_never_kept() -> None:
    outcome = Outcome(case=a_case(), kind=OutcomeKind.PASSED, answer=Answer(text="30 days", body="secret"))
    assert "secret" not in json.dumps(outcome_to_json(outcome))
    assert outcome_from_json(outcome_to_json(outcome)).answer == Answer(text="30 days")


def test_what_equals_its_default_takes_no_room() -> None:
    plain = outcome_to_json(Outcome(case=a_case("s#c"), kind=OutcomeKind.PASSED, answer=Answer(text="Yes.")))
    assert plain["answer"] == {"text": "Yes."}
    assert set(plain) == {"case", "kind", "answer"}


def test_a_name_from_a_later_version_is_passed_over() -> None:
    plain = {**outcome_to_json(an_outcome()), "asked_by": 3}
    assert outcome_from_json(plain) == an_outcome()


@pytest.mark.parametrize(
    ("entry", "value", "message"),
    [
        ("kind", "fine", "outcome.kind: one of passed, changed, flaky, .* wanted, found 'fine'"),
        ("kind", ["passed"], "outcome.kind: one of .* wanted"),
        ("case", None, "outcome.case: a table wanted, found 'None'"),
        ("case", {"id": "c"}, "outcome.case: place, suite, turns missing"),
        ("answer", {"text": 30}, "outcome.answer.text: a text wanted, found '30'"),
        ("answer", {"text": {"json": "{"}}, "outcome.answer.text: a text wanted"),
        ("answer", {"text": "", "latency": True}, "outcome.answer.latency: a number wanted"),
        ("answer", {"text": "", "tries": 1.5}, "outcome.answer.tries: a whole number wanted"),
        ("answer", {"text": "", "replayed": 1}, "outcome.answer.replayed: true or false wanted"),
        ("answer", {"text": "", "sources": "kb"}, "outcome.answer.sources: a list wanted"),
        ("verdict", {"accepted": True, "score": 1, "signals": []}, "outcome.verdict.signals: a table wanted"),
    ],
)
def test_a_value_of_another_kind_is_refused_by_name(entry: str, value: Any, message: str) -> None:
    with pytest.raises(HistoryError, match=message):
        outcome_from_json({**outcome_to_json(an_outcome()), entry: value})


@given(plain_data, st.sampled_from(["case", "kind", "answer", "verdict", "fault"]))
def test_whatever_stands_there_only_our_error_is_raised(data: Any, entry: str) -> None:
    for attempt in (data, {**outcome_to_json(an_outcome()), entry: data}):
        try:
            outcome_from_json(attempt)
        except HistoryError:
            continue
