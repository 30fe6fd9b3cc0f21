"""What people write into a record stands in it as clean text, and every deed is a legal step or refused."""

from __future__ import annotations

from dataclasses import replace

import pytest

from regold.errors import IncidentError
from regold.incidents.editing import LETTERS, Deeds, Facts, changed, opened
from regold.incidents.record import Action, DetectionMethod, ErrorType, EventType, Status
from regold.model import Severity
from tests.incidents.making import NOON, incident, later

FACTS = Facts(
    title="  Two  lines\nbecome one ",
    severity=Severity.LOW,
    topic="returns",
    error_type=ErrorType.OUTDATED,
    detection=DetectionMethod.CUSTOMER_REPORT,
    query="What?\u202e\r\nAnd?",
    answer="That.",
    wrong_claims=("That.", " "),
    correct="This.",
    document="kb/a.md",
    quote="This.",
    description="d",
    started_at=NOON,
)


def test_a_new_incident_holds_what_is_known_in_clean_words() -> None:
    made = opened("INC-2026-0001", FACTS, later(1))
    assert made.title == "Two lines become one"
    assert made.what_was_wrong.query == "What?\nAnd?"
    assert made.what_was_wrong.wrong_claims == ("That.",)
    assert (made.correct.answer, made.correct.source.document) == ("This.", "kb/a.md")
    assert (made.timestamps.started_at, made.timestamps.detected_at) == (NOON, later(1))
    assert (made.status, made.detection.method) == (Status.TRIAGE, DetectionMethod.CUSTOMER_REPORT)
    assert made.redaction is not None
    assert made.redaction.by == "hand"
    assert [event.type for event in made.timeline] == [EventType.REPORTED]


def test_without_a_title_it_has_its_number() -> None:
    assert opened("INC-2026-0001", Facts(), NOON).title == "Incident INC-2026-0001"


def test_what_is_not_said_stays_and_what_is_said_is_told_in_the_timeline() -> None:
    after = changed(incident(), Facts(correct="Within 30 days."), Deeds(), later(1))
    assert after.correct.answer == "Within 30 days."
    assert after.correct.source == incident().correct.source
    assert after.what_was_wrong == incident().what_was_wrong
    assert [(event.type, event.text) for event in after.timeline] == [(EventType.CHANGED, "Changed: correct.")]


def test_nothing_said_changes_nothing() -> None:
    assert changed(incident(), Facts(), Deeds(), NOON) == incident()


def test_deeds_are_done_in_the_order_of_the_steps() -> None:
    deeds = Deeds(
        active=True,
        contained=Action.NOTE,
        until=later(9),
        fix="The article was mended",
        fix_links=("https://example.com/1", "https://example.com/1"),
        fix_deployed=True,
        verified=30,
        run="r1",
        lifted=True,
        cases=("a#b", "a#b"),
        action_items=("Check all articles",),
        confirmed=0,
        possible=7,
        note="Done.",
    )
    after = changed(incident(), Facts(), deeds, later(1))
    assert after.status is Status.FIX_VERIFIED
    assert after.contained_by == ()
    assert after.fix.links == ("https://example.com/1",)
    assert after.fix.verification.repeats == 30
    assert after.prevention.case_ids == ("a#b",)
    assert [item.title for item in after.prevention.action_items] == ["Check all articles"]
    assert (after.impact.confirmed, after.impact.possible) == (0, 7)
    assert after.timestamps.fix_deployed_at == later(1)
    assert "Done." in [event.text for event in after.timeline]


def test_a_deed_that_leaves_a_step_out_is_refused() -> None:
    with pytest.raises(IncidentError, match="the step active is missing"):
        changed(incident(), Facts(), Deeds(contained=Action.NOTE), NOON)


@pytest.mark.parametrize("letter", LETTERS)
def test_who_was_told_is_kept_with_the_first_time(letter: str) -> None:
    once = changed(incident(), Facts(), Deeds(communicated=letter), later(1))
    twice = changed(once, Facts(), Deeds(communicated=letter), later(2))
    assert getattr(twice.communication, LETTERS[letter][0]).sent_at == later(2)
    assert twice.timestamps.communicated_at == later(1)


def test_a_person_who_looked_takes_the_reasons_away() -> None:
    held = replace(incident(), review=("a field stands in it twice",))
    assert changed(held, Facts(), Deeds(reviewed=True), NOON).review == ()
    assert changed(held, Facts(), Deeds(note="x"), NOON).review == held.review
