"""What every tracker's delivery becomes: the same noun, whatever its shape; and why some become nothing."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regold.incidents.record import DetectionMethod, ErrorType, Exchange, Resolution, TrackerState
from regold.incidents.sources import ADAPTERS, NotImported, NotReadable, read_delivery
from regold.model import Severity
from tests.incidents.sources.payloads import (
    ALL,
    BODIES,
    GITHUB,
    GITLAB,
    HOSTILE,
    INCIDENT_IO,
    JIRA,
    PAGERDUTY,
    PLAIN,
    SERVICENOW,
    ZENDESK,
    changed,
    read,
)

IO = "public_incident.incident_status_updated_v2"


def refused(system: str, payload: object) -> str:
    with pytest.raises(NotImported) as why:
        read(system, payload)
    return str(why.value)


def test_there_is_a_payload_for_every_tracker() -> None:
    assert set(ALL) == set(ADAPTERS)


@pytest.mark.parametrize("system", ALL)
def test_a_fixed_incident_is_read_with_its_times_and_severity(system: str) -> None:
    found = read(system, ALL[system])
    assert (found.system, found.external_id, found.title) == (system, "9001", "Bot quotes 60 days")
    assert (found.state, found.resolution, found.severity) == (TrackerState.CLOSED, Resolution.FIXED, Severity.HIGH)
    assert found.opened_at == datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
    assert found.closed_at == found.updated_at == datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
    assert found.review == ()


@pytest.mark.parametrize("system", [*BODIES, "json"])
def test_the_form_in_its_body_is_read(system: str) -> None:
    found = read(system, ALL[system])
    assert found.topic == ("returns" if system != "incident-io" else None)  # which has no place for it but the form
    assert found.what_was_wrong.query == "How long do I have?"
    assert found.what_was_wrong.answer == "You have 60 days."
    assert found.what_was_wrong.wrong_claims == ("60 days", "it is impolite")
    assert (found.correct.answer, found.correct.source.document) == ("You have 30 days.", "kb/returns.md")
    assert (found.error_type, found.detection) == (ErrorType.OUTDATED, DetectionMethod.CUSTOMER_REPORT)


@pytest.mark.parametrize("system", BODIES)
def test_a_second_heading_never_wins_and_holds_the_record_back(system: str) -> None:
    found = read(system, changed(ALL[system], *BODIES[system], to=HOSTILE))
    assert found.correct.answer == "You have 30 days."
    assert found.review == ("the field correct stands in it more than once; the first one was taken",)


@pytest.mark.parametrize("system", BODIES)
@pytest.mark.parametrize("body", ["", "no form at all", "### \n### \n", "#" * 50_000, "### Topic\n\n" + "- " * 30_000])
def test_no_body_breaks_it(system: str, body: str) -> None:
    assert read(system, changed(ALL[system], *BODIES[system], to=body)).external_id == "9001"


@pytest.mark.parametrize("system", BODIES)
def test_a_body_that_is_missing_is_an_incident_of_which_little_is_known(system: str) -> None:
    found = read(system, changed(ALL[system], *BODIES[system], to=...))
    assert found.what_was_wrong.query is None


@pytest.mark.parametrize("system", ALL)
def test_the_order_of_keys_is_nothing_and_a_change_is_something(system: str) -> None:
    payload = ALL[system]
    turned = dict(reversed(list(payload.items())))
    assert read(system, payload).digest == read(system, turned).digest
    assert read(system, payload).digest != read(system, {**payload, "extra": 1}).digest if system != "json" else True


@pytest.mark.parametrize("system", ALL)
@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"null", b'"x"', b"\xff\xfe", b"[" * 3000, b"1e999"])
def test_what_is_no_delivery_is_told(system: str, data: bytes) -> None:
    with pytest.raises(NotImported):
        read_delivery(system, data)


@pytest.mark.parametrize("system", ALL)
def test_a_delivery_over_1_mib_is_not_read(system: str) -> None:
    with pytest.raises(NotReadable, match="larger than 1 MiB"):
        read_delivery(system, b'{"a": "' + b"x" * 1024 * 1024 + b'"}')


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=8,
)


@pytest.mark.parametrize("system", ALL)
@given(data=st.data())
def test_any_value_in_any_place_is_read_or_refused(system: str, data: st.DataObject) -> None:
    payload: Any = json.loads(json.dumps(ALL[system]))
    inner = payload
    while True:
        key = data.draw(st.sampled_from(sorted(inner)))
        if not (isinstance(inner[key], dict) and inner[key] and data.draw(st.booleans())):
            break
        inner = inner[key]
    inner[key] = data.draw(VALUES)
    with suppress(NotImported):
        found = read(system, payload)
        assert "\n" not in found.title
        assert found.title.strip()


@pytest.mark.parametrize("name", ["../../etc/passwd", "a b", "", "x" * 300, "line\nline", "ключ"])
def test_an_id_that_no_tracker_gives_is_refused(name: str) -> None:
    assert refused("json", changed(PLAIN, "external_id", to=name)) == "its id holds characters that no identifier has"


# what only one tracker does


@pytest.mark.parametrize(
    ("reason", "resolution"),
    [
        ("completed", "fixed"),
        ("duplicate", "duplicate"),
        ("not_planned", "declined"),
        (None, "fixed"),
        ("odd", "declined"),
    ],
)
def test_github_closes_for_several_reasons(reason: str | None, resolution: str) -> None:
    assert read("github", changed(GITHUB, "issue", "state_reason", to=reason)).resolution == resolution


def test_github_reopens_deletes_and_has_issues_of_other_kinds() -> None:
    reopened = changed(changed(GITHUB, "issue", "state", to="open"), "action", to="reopened")
    found = read("github", reopened)
    assert (found.state, found.resolution, found.reopened_at) == (TrackerState.OPEN, None, found.updated_at)
    assert "deleted" in refused("github", changed(GITHUB, "action", to="deleted"))
    assert "pull request" in refused("github", changed(GITHUB, "issue", "pull_request", to={"url": "x"}))
    assert "no label ai-incident" in refused("github", changed(GITHUB, "issue", "labels", to=[]))
    assert read("github", GITHUB["issue"]).key == "#42"


def test_gitlab_knows_incidents_copies_and_other_work_items() -> None:
    assert read("gitlab", GITLAB).key == "acme/support#42"
    assert "no incident but 'task'" in refused("gitlab", changed(GITLAB, "object_attributes", "type", to="Task"))
    copy = read("gitlab", changed(GITLAB, "object_attributes", "duplicated_to_id", to=7))
    assert (copy.resolution, copy.duplicate_of) == (Resolution.DUPLICATE, "7")
    again = changed(
        changed(GITLAB, "object_attributes", "state", to="opened"), "object_attributes", "action", to="reopen"
    )
    assert read("gitlab", again).reopened_at == datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
    assert read("gitlab", changed(GITLAB, "object_attributes", "severity", to="unknown")).severity is None


@pytest.mark.parametrize(
    ("name", "resolution", "unclear"),
    [
        ("Fixed", "fixed", False),
        ("Duplicate", "duplicate", False),
        ("Won't Do", "declined", False),
        ("Shipped!", "fixed", True),
    ],
)
def test_jira_closes_by_its_resolution_and_one_of_your_own_needs_a_look(
    name: str, resolution: str, unclear: bool
) -> None:
    found = read("jira", changed(JIRA, "issue", "fields", "resolution", to={"name": name}))
    assert (found.resolution, bool(found.review)) == (resolution, unclear)


def test_jira_is_open_without_a_resolution_and_reopens_when_it_goes() -> None:
    assert read("jira", changed(JIRA, "issue", "fields", "resolution", to=None)).state is TrackerState.OPEN
    gone = {"items": [{"field": "resolution", "fromString": "Fixed", "toString": None}]}
    assert read("jira", changed(JIRA, "changelog", to=gone)).reopened_at is not None
    assert "deleted" in refused("jira", changed(JIRA, "webhookEvent", to="jira:issue_deleted"))
    assert read("jira", JIRA).url == "https://acme.example.com/browse/SUP-42"


def test_jira_reads_the_form_of_a_document_and_only_its_outermost_headings() -> None:
    def block(kind: str, text: str, **more: object) -> dict[str, object]:
        return {"type": kind, "content": [{"type": "text", "text": text}], **more}

    heading = {"attrs": {"level": 3}}
    quoted = {"type": "blockquote", "content": [block("heading", "What is the correct answer?", **heading)]}
    blocks = [
        block("heading", "What did the customer ask?", **heading),
        block("paragraph", "How long?"),
        quoted,
        block("heading", "What is the correct answer?", **heading),
        block("paragraph", "30 days."),
    ]
    document = {"type": "doc", "version": 1, "content": blocks}
    found = read("jira", changed(JIRA, "issue", "fields", "description", to=document))
    assert found.what_was_wrong.query == "How long?\n\nWhat is the correct answer?"
    assert (found.correct.answer, found.review) == ("30 days.", ())


def test_pagerduty_tells_merges_from_fixes_and_parts_from_wholes() -> None:
    reason = {"type": "merge_resolve_reason", "incident": {"id": "77"}}
    merged = read("pagerduty", changed(PAGERDUTY, "event", "data", "resolve_reason", to=reason))
    assert (merged.resolution, merged.duplicate_of) == (Resolution.MERGED, "77")
    assert "not of an incident" in refused("pagerduty", changed(PAGERDUTY, "event", "event_type", to="service.updated"))
    assert "a part" in refused("pagerduty", changed(PAGERDUTY, "event", "data", "type", to="incident_note"))
    taken = changed(
        changed(PAGERDUTY, "event", "event_type", to="incident.acknowledged"),
        "event",
        "data",
        "status",
        to="acknowledged",
    )
    assert read("pagerduty", taken).acknowledged_at is not None
    assert read("pagerduty", changed(PAGERDUTY, "event", "data", "priority", to=None)).severity is Severity.HIGH


@pytest.mark.parametrize(
    ("category", "resolution"), [("closed", "fixed"), ("merged", "merged"), ("canceled", "declined")]
)
def test_incident_io_closes_by_category(category: str, resolution: str) -> None:
    payload = changed(INCIDENT_IO, IO, "incident", "incident_status", to={"category": category})
    assert read("incident-io", payload).resolution == resolution


def test_incident_io_passes_over_tests_strange_states_and_private_ones() -> None:
    assert "a test incident" in refused("incident-io", changed(INCIDENT_IO, IO, "incident", "mode", to="test"))
    odd = changed(INCIDENT_IO, IO, "incident", "incident_status", to={"category": "odd"})
    assert "'odd', which is not known here" in refused("incident-io", odd)
    assert "something else" in refused("incident-io", {"event_type": "private_incident.incident_created_v2"})
    live = changed(INCIDENT_IO, IO, "incident", "incident_status", to={"category": "live"})
    assert read("incident-io", live).state is TrackerState.ACKNOWLEDGED


def test_zendesk_knows_merges_reopenings_and_tickets_without_the_tag() -> None:
    merged = read("zendesk", changed(ZENDESK, "detail", "tags", to=["ai_incident", "closed_by_merge"]))
    assert merged.resolution is Resolution.MERGED
    again = changed(
        changed(ZENDESK, "detail", "status", to="OPEN"), "event", to={"current": "OPEN", "previous": "SOLVED"}
    )
    assert read("zendesk", again).reopened_at is not None
    assert "no tag ai_incident" in refused("zendesk", changed(ZENDESK, "detail", "tags", to=[]))
    assert "deleted" in refused("zendesk", changed(ZENDESK, "type", to="zen:event-type:ticket.soft_deleted"))
    assert "something else" in refused("zendesk", changed(ZENDESK, "type", to="zen:event-type:user.created"))


@pytest.mark.parametrize(
    ("code", "resolution"),
    [
        ("Duplicate", "duplicate"),
        ("Not solved (Not Reproducible)", "not_reproducible"),
        ("Known error", "accepted_risk"),
        (None, "fixed"),
    ],
)
def test_servicenow_closes_by_its_code(code: str | None, resolution: str) -> None:
    assert read("servicenow", changed(SERVICENOW, "result", "close_code", to=code)).resolution == resolution


def test_servicenow_reads_values_beside_display_values_and_doubts_times_of_displays() -> None:
    both = changed(SERVICENOW, "result", "state", to={"value": "7", "display_value": "Closed"})
    assert read("servicenow", both).state is TrackerState.CLOSED
    shown = read("servicenow", changed(SERVICENOW, "result", "state", to="Resolved"))
    assert "may be off by the zone" in shown.review[0]
    assert read("servicenow", changed(SERVICENOW, "result", "state", to="8")).resolution is Resolution.DECLINED
    assert "not known here" in refused("servicenow", changed(SERVICENOW, "result", "state", to="99"))


def test_json_is_strict_and_may_be_yaml() -> None:
    assert "colour" in refused("json", {**PLAIN, "colour": "red"})
    assert "title" in refused("json", changed(PLAIN, "title", to=...))
    assert "severity" in refused("json", changed(PLAIN, "severity", to="urgent"))
    text = b'external_id: "7"\ntitle: "Bot"\nstate: "open"\n'
    assert read_delivery("json", text).external_id == "7"
    with pytest.raises(NotReadable):
        read_delivery("json", b"a: &x [*x]")
    assert read("json", changed(PLAIN, "opened_at", to="2026-03-01T09:00:00+02:00")).opened_at == datetime(
        2026, 3, 1, 7, 0, tzinfo=UTC
    )


@pytest.mark.parametrize("system", BODIES)
def test_what_was_said_before_is_read_from_the_form(system: str) -> None:
    body = "### What was said before?\n\n```text\nCustomer: Hi\nAI: Hello\n```\n\n### Question\n\nAnd sale items?\n"
    found = read(system, changed(ALL[system], *BODIES[system], to=body)).what_was_wrong
    assert found.earlier == (Exchange(query="Hi", answer="Hello"),)
    assert found.query == "And sale items?"


def commented(*comments: dict[str, Any], description: str = "no form") -> dict[str, Any]:
    ticket = {**ZENDESK["detail"], "description": description, "requester_id": 7}
    return {"ticket": ticket, "comments": list(comments)}


SAID = (
    {"author_id": 7, "plain_body": "I bought a kettle on sale", "public": True},
    {"author_id": 8, "plain_body": "Nice!", "public": True},
    {"author_id": 8, "plain_body": "a note among colleagues", "public": False},
    {"author_id": 7, "plain_body": "How long can I return it?", "public": True},
    {"author_id": 8, "body": "You have 60 days."},
)


def test_the_public_comments_of_a_ticket_are_the_conversation_and_a_person_must_look() -> None:
    found = read("zendesk", commented(*SAID))
    assert found.what_was_wrong.earlier == (Exchange(query="I bought a kettle on sale", answer="Nice!"),)
    assert found.what_was_wrong.query == "How long can I return it?"
    assert found.what_was_wrong.answer == "You have 60 days."
    assert found.review == (
        "the conversation was read from comments: see that its last answer is the wrong one, and the AI's",
    )


def test_a_form_says_more_than_the_comments_do() -> None:
    found = read("zendesk", commented(*SAID, description=ZENDESK["detail"]["description"]))
    assert (found.what_was_wrong.query, found.what_was_wrong.earlier) == ("How long do I have?", ())
    assert found.review == ()


def test_our_own_keys_hold_the_conversation() -> None:
    found = read("json", {**PLAIN, "earlier": [{"query": "Hi"}]}).what_was_wrong
    assert found.earlier == (Exchange(query="Hi"),)
    assert "earlier" in refused("json", {**PLAIN, "earlier": [{"answer": "Hi"}]})
