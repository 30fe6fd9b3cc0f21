"""A record's file is strict, tells each mistake at its place, and reads back as it was written, whatever it holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import jsonschema
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from regold.errors import IncidentError
from regold.incidents import Incident, record_of, schema
from regold.incidents.file import bytes_of, incident_of
from regold.incidents.record import (
    Action,
    ActionItem,
    Communication,
    Containment,
    Event,
    EventType,
    Exchange,
    Impact,
    Message,
    Mistaken,
    Prevention,
    Probe,
    Redaction,
    Resolution,
    Status,
    Window,
)
from regold.strict_yaml.quoting import visible
from tests.incidents.making import NOON, closed, incident, later

FULL = replace(
    closed(incident()),
    what_was_wrong=Mistaken(
        earlier=(Exchange(query="Hi", answer="Hello.\nHow are you?"), Exchange(query="Fine")),
        query="Why?",
        answer="So.",
    ),
    containment=(
        Containment(
            action=Action.ESCALATE,
            applied_at=NOON,
            expires_at=later(9),
            lifted_at=later(4),
            probes=(Probe(run="r1", at=later(1), passed=True, kind="applied"),),
        ),
    ),
    impact=Impact(window=Window(start=NOON, end=later(2)), confirmed=3, possible=0),
    communication=Communication(internal_briefing=Message(sent_at=later(1), text="Done.\nAll of it.")),
    prevention=Prevention(
        case_ids=("incidents#INC-2026-0001",), action_items=(ActionItem(title="Check it", due="2026-04-01"),)
    ),
    redaction=Redaction(by="regold", counts={"email": 2}),
    review=("a field stands in it twice",),
    timeline=(Event(at=NOON, type=EventType.REPORTED, text="Written down."),),
)

TEXT = st.text(min_size=1, max_size=80).map(visible).filter(lambda text: bool(text.strip()))
LINE = TEXT.map(lambda text: " ".join(text.split())).filter(bool)
TIMES = st.integers(86_400, 7_000_000_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))


def read(text: str) -> Incident:
    return incident_of(text.encode(), "incidents/INC-2026-0001.yaml")


def refused(text: str) -> str:
    with pytest.raises(IncidentError) as mistake:
        read(text)
    return str(mistake.value)


def test_a_full_record_reads_back_and_meets_the_schema() -> None:
    data = bytes_of(FULL, "x")
    assert incident_of(data, "x") == FULL
    jsonschema.validate(yaml.safe_load(data), schema())
    assert bytes_of(incident_of(data, "x"), "x") == data


def test_what_is_empty_is_left_out_and_the_three_first_questions_always_stand() -> None:
    assert bytes_of(Incident(id="INC-2026-0001", title="x"), "x").decode() == (
        'schema_version: "1"\nid: "INC-2026-0001"\ntitle: "x"\nseverity: "unknown"\nstatus: "triage"\n'
    )


@given(title=LINE, query=TEXT, claims=st.lists(TEXT, max_size=3), at=TIMES, note=TEXT)
def test_whatever_customers_write_reads_back(
    title: str, query: str, claims: list[str], at: datetime, note: str
) -> None:
    made = replace(
        incident(),
        title=title[:200].strip() or "x",
        what_was_wrong=Mistaken(query=query, answer=note, wrong_claims=tuple(claims)),
        timeline=(Event(at=at, type=EventType.NOTE, text=note),),
    )
    assert incident_of(bytes_of(made, "x"), "x") == made


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("severity: urgent", "severity"),
        ("status: done", "status"),
        ("colour: red", "colour"),
        ("timestamps: {detected_at: 2026-03-01}", "quote it"),
        ('timestamps: {detected_at: "2026-03-01T10:00:00"}', "with its zone"),
        ("impact: {confirmed: -1}", "confirmed"),
        ('impact: {confirmed: "3"}', "confirmed"),
        ('source: {system: github, external_id: "../x y"}', "at most 200"),
        ("duplicate_of: INC-2026-0001", "no copy of itself"),
        ("status: closed", "a closed incident has a resolution"),
        ("resolution: fixed", "has no resolution yet"),
        ("containment: [{action: panic}]", "action must be note, raise_threshold"),
        ("containment: [{probes: []}]", "this containment"),
        ("prevention: {missed: {why: lazy}}", "why"),
        ("what_was_wrong: {earlier: [{answer: x}]}", "this turn"),
        ("what_was_wrong: {turns: [{query: x}]}", 'it is called "earlier" here'),
        ('prevention: {action_items: [{title: x, due: "soon"}]}', 'such as "2026-03-01"'),
    ],
)
def test_a_mistake_is_told_with_its_line_and_what_to_write(line: str, told: str) -> None:
    message = refused(f"id: INC-2026-0001\ntitle: x\n{line}\n")
    assert message.startswith("incidents/INC-2026-0001.yaml:3:")
    assert told in message


def test_all_mistakes_are_told_at_once() -> None:
    assert len(refused("id: 5\ntitle: ''\nstatus: lost\n").splitlines()) == 3


@pytest.mark.parametrize("text", ["", "[]", "id: INC-2026-0001\nid: INC-2026-0002\ntitle: x\n", "a: &a [*a]\n", "\x00"])
def test_what_is_no_record_is_refused_with_a_place(text: str) -> None:
    assert refused(text).startswith("incidents/INC-2026-0001.yaml:")


def test_a_file_that_is_too_large_is_refused() -> None:
    assert "INC-2026-0001.yaml" in refused("# " + "x" * (1024 * 1024))


def test_another_spelling_of_a_key_is_guessed() -> None:
    assert "title" in refused("id: INC-2026-0001\nname: x\n")


def test_a_text_that_no_file_can_hold_is_never_written() -> None:
    with pytest.raises(IncidentError, match="nothing was written"):
        bytes_of(replace(incident(), title="two\nlines"), "x")


def test_json_shows_the_same_values_as_the_file() -> None:
    assert record_of(FULL) == yaml.safe_load(bytes_of(FULL, "x"))


def test_the_kinds_that_close_an_incident_are_those_of_the_schema() -> None:
    text = str(schema())
    assert all(str(one) in text for kind in (Resolution, Status, Action) for one in kind)
