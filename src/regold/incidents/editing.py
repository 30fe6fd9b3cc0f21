"""What a person writes into a record: facts by key, and what was done. Steps themselves are the work of `lifecycle`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from regold.incidents import lifecycle
from regold.incidents.record import (
    Action,
    ActionItem,
    Article,
    Correct,
    DetectionMethod,
    ErrorType,
    EventType,
    Exchange,
    Incident,
    Message,
    Mistaken,
    Redaction,
    Timestamps,
    Verification,
)
from regold.incidents.redaction import as_given
from regold.incidents.telling import Door
from regold.model import Severity

LETTERS = {
    "briefing": ("internal_briefing", "Colleagues were briefed."),
    "outreach": ("customer_outreach", "The customers concerned were told."),
    "statement": ("public_statement", "A public statement was made."),
}
"""Who can be told: by the name of the letter the key of the record, and the line of the timeline."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of a mistake; None and nothing where a person says nothing."""

    title: str | None = None
    severity: Severity | None = None
    topic: str | None = None
    error_type: ErrorType | None = None
    detection: DetectionMethod | None = None
    earlier: tuple[Exchange, ...] = ()
    query: str | None = None
    answer: str | None = None
    wrong_claims: tuple[str, ...] = ()
    correct: str | None = None
    document: str | None = None
    quote: str | None = None
    description: str | None = None
    started_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Deeds:
    """What was done about a mistake; `verified` are right answers in a row, `communicated` a key of `LETTERS`."""

    active: bool = False
    contained: Action | None = None
    until: datetime | None = None
    fix: str | None = None
    fix_links: tuple[str, ...] = ()
    fix_deployed: bool = False
    verified: int | None = None
    run: str | None = None
    lifted: bool = False
    cases: tuple[str, ...] = ()
    action_items: tuple[str, ...] = ()
    duplicate_of: str | None = None
    confirmed: int | None = None
    possible: int | None = None
    communicated: str | None = None
    reviewed: bool = False
    note: str | None = None


def opened(name: str, facts: Facts, at: datetime, redaction: Redaction | None = None) -> Incident:
    """Give a new incident in triage, detected at this time; `redaction` tells who took customers' data out."""
    fresh = Incident(
        id=name,
        title=f"Incident {name}",
        timestamps=Timestamps(detected_at=at),
        redaction=redaction or Redaction(by="hand"),
    )
    return lifecycle.noted(_with_facts(fresh, facts), at, "Written down.", EventType.REPORTED)


def changed(incident: Incident, facts: Facts, deeds: Deeds, at: datetime) -> Incident:
    """Give the incident with these facts, moved on by these deeds; raises IncidentError for a move that may not be."""
    after = _with_facts(incident, facts)
    names = [name for name in facts.__slots__ if getattr(facts, name) not in (None, ())]
    if names:
        after = lifecycle.noted(after, at, f"Changed: {', '.join(names)}.", EventType.CHANGED)
    return _with_steps(_with_records(after, deeds), deeds, at)


def _with_facts(incident: Incident, facts: Facts) -> Incident:
    door, wrong, right = Door(as_given), incident.what_was_wrong, incident.correct
    source = right.source
    return replace(
        incident,
        title=door.line(facts.title) or incident.title,
        severity=facts.severity or incident.severity,
        topic=door.line(facts.topic) or incident.topic,
        error_type=facts.error_type or incident.error_type,
        description=door.text(facts.description) or incident.description,
        detection=replace(incident.detection, method=facts.detection) if facts.detection else incident.detection,
        timestamps=replace(incident.timestamps, started_at=facts.started_at or incident.timestamps.started_at),
        what_was_wrong=Mistaken(
            earlier=door.exchanges(facts.earlier) or wrong.earlier,
            query=door.text(facts.query) or wrong.query,
            answer=door.text(facts.answer) or wrong.answer,
            wrong_claims=door.texts(facts.wrong_claims) or wrong.wrong_claims,
        ),
        correct=Correct(
            answer=door.text(facts.correct) or right.answer,
            source=Article(
                document=door.line(facts.document) or source.document, quote=door.text(facts.quote) or source.quote
            ),
        ),
    )


def _with_records(incident: Incident, deeds: Deeds) -> Incident:
    """Put in what needs no step."""
    door, impact, held = Door(as_given), incident.impact, incident.prevention
    items = tuple(ActionItem(title=title) for one in deeds.action_items if (title := door.line(one)))
    return replace(
        incident,
        duplicate_of=deeds.duplicate_of or incident.duplicate_of,
        review=() if deeds.reviewed else incident.review,
        impact=replace(
            impact,
            confirmed=impact.confirmed if deeds.confirmed is None else deeds.confirmed,
            possible=impact.possible if deeds.possible is None else deeds.possible,
        ),
        fix=replace(
            incident.fix,
            description=door.text(deeds.fix) or incident.fix.description,
            links=tuple(dict.fromkeys((*incident.fix.links, *deeds.fix_links))),
        ),
        prevention=replace(
            held,
            case_ids=tuple(dict.fromkeys((*held.case_ids, *deeds.cases))),
            action_items=(*held.action_items, *items),
        ),
    )


def _with_steps(incident: Incident, deeds: Deeds, at: datetime) -> Incident:
    if deeds.active:
        incident = lifecycle.acknowledge(incident, at)
    if deeds.contained:
        incident = lifecycle.contain(incident, deeds.contained, at, deeds.until)
    if deeds.fix_deployed:
        incident = lifecycle.fix_deployed(incident, at)
    if deeds.verified is not None:
        found = Verification(run=deeds.run, at=at, replayed=deeds.verified, repeats=deeds.verified, passed=True)
        incident = lifecycle.verify(incident, found, at)
    if deeds.lifted:
        incident = lifecycle.lift(incident, at)
    if deeds.communicated:
        incident = _told(incident, deeds.communicated, at)
    note = Door(as_given).text(deeds.note)
    return lifecycle.noted(incident, at, note) if note else incident


def _told(incident: Incident, letter: str, at: datetime) -> Incident:
    key, text = LETTERS[letter]
    message: Message = getattr(incident.communication, key)
    communication = replace(incident.communication, **{key: replace(message, sent_at=at)})
    return lifecycle.communicated(replace(incident, communication=communication), at, text)
