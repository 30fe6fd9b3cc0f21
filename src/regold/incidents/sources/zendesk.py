"""Tickets of Zendesk: deliveries of its ticket events, and single tickets as its API gives them.

A delivery holds the first comment only, and no time of solving but that of the change. Where the comments of the
ticket were put beside it (`comments`, as its API gives them), the public ones are the conversation.
Shapes: https://developer.zendesk.com/api-reference/webhooks/event-types/ticket-events
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from pydantic import Field

from regold.incidents.record import DetectionMethod, Exchange, Mistaken, Resolution, TrackerState
from regold.incidents.sources.form import read_form
from regold.incidents.sources.github import LABEL
from regold.incidents.sources.payload import (
    Loose,
    Time,
    address,
    digest_of,
    external_id,
    read_model,
    severity_named,
    title_of,
)
from regold.incidents.sources.reported import NotImported, Reported
from regold.incidents.sources.spoken import paired
from regold.model import Severity

_SEVERITIES = {
    "urgent": Severity.CRITICAL,
    "high": Severity.HIGH,
    "normal": Severity.MEDIUM,
    "low": Severity.LOW,
}
_STATES = {
    "new": TrackerState.OPEN,
    "open": TrackerState.ACKNOWLEDGED,
    "pending": TrackerState.ACKNOWLEDGED,
    "hold": TrackerState.ACKNOWLEDGED,
    "solved": TrackerState.CLOSED,
    "closed": TrackerState.CLOSED,
}
_MERGED = "closed_by_merge"
_DONE = frozenset({"solved", "closed"})
_PREFIX = "zen:event-type:ticket."
_LAST_ANSWER = "the conversation was read from comments: see that its last answer is the wrong one, and the AI's"


class _Ticket(Loose):
    id: int | str
    subject: str | None = None
    description: str | None = None
    status: str
    priority: str | None = None
    tags: list[str] = Field(default_factory=list)
    url: str | None = None
    created_at: Time
    updated_at: Time = None
    problem_id: int | None = None
    requester_id: int | str | None = None


class _Comment(Loose):
    author_id: int | str | None = None
    plain_body: str | None = None
    body: str | None = None
    public: bool = True


class _Comments(Loose):
    comments: list[_Comment] = Field(default_factory=list)


class _Change(Loose):
    current: str | None = None
    previous: str | None = None


def reported(payload: object) -> Reported:
    """Give what a delivery says; raises NotImported for one that is about no incident."""
    kind, ticket, change = _parts(payload)
    if kind.endswith((".soft_deleted", ".permanently_deleted", ".marked_as_spam")):
        raise NotImported("the ticket was deleted; the incident stays as it is")
    status, tags = ticket.status.strip().lower(), [tag.strip().lower() for tag in ticket.tags]
    if status not in _STATES:
        raise NotImported(f"its status is {status[:40]!r}, which is not known here")
    if not {LABEL, LABEL.replace("-", "_")} & set(tags):
        raise NotImported(f"it has no tag {LABEL.replace('-', '_')}")
    return _reported(ticket, status, tags, change, payload)


def _parts(payload: object) -> tuple[str, _Ticket, _Change]:
    """Give the kind of event, the ticket, and what changed; a ticket by itself is no event."""
    whole = payload if isinstance(payload, dict) else {}
    kind = whole.get("type")
    if isinstance(kind, str) and kind.startswith("zen:event-type:"):
        if not kind.startswith(_PREFIX):
            raise NotImported("it tells of something else than a ticket")
        event = whole.get("event")
        return kind, read_model(_Ticket, whole.get("detail")), _changed(kind, event)
    return "", read_model(_Ticket, whole.get("ticket", payload)), _Change()


def _changed(kind: str, event: object) -> _Change:
    return read_model(_Change, event) if kind == f"{_PREFIX}status_changed" and isinstance(event, dict) else _Change()


def _reported(ticket: _Ticket, status: str, tags: list[str], change: _Change, payload: object) -> Reported:
    form, state = read_form(ticket.description or ""), _STATES[status]
    closed, merged = state is TrackerState.CLOSED, _MERGED in tags
    talk = _talk(payload, ticket, form.what_was_wrong)
    again = (change.previous or "").lower() in _DONE and not closed
    topic = next((tag.removeprefix("topic_") for tag in tags if tag.startswith("topic_")), None)
    return Reported(
        system="zendesk",
        external_id=external_id(ticket.id),
        key=f"#{ticket.id}",
        url=address(ticket.url),
        title=title_of(ticket.subject, f"Ticket {ticket.id}"),
        state=state,
        resolution=(Resolution.MERGED if merged else Resolution.FIXED) if closed else None,
        severity=severity_named(_SEVERITIES, ticket.priority) or form.severity,
        topic=form.topic or topic or None,
        error_type=form.error_type,
        detection=form.detection or DetectionMethod.CUSTOMER_REPORT,
        description=form.rest,
        what_was_wrong=replace(form.what_was_wrong, earlier=talk.earlier, query=talk.query, answer=talk.answer),
        correct=form.correct,
        opened_at=ticket.created_at,
        closed_at=ticket.updated_at if closed else None,
        reopened_at=ticket.updated_at if again else None,
        updated_at=ticket.updated_at or ticket.created_at,
        review=(*form.review, *talk.review),
        digest=digest_of(payload),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Talk:
    """What was said: in the form, else in the comments, of which the last answer is taken for the wrong one."""

    earlier: tuple[Exchange, ...]
    query: str | None
    answer: str | None
    review: tuple[str, ...] = ()


def _talk(payload: object, ticket: _Ticket, form: Mistaken) -> _Talk:
    whole = payload if isinstance(payload, dict) else {}
    found = read_model(_Comments, {"comments": whole.get("comments", [])}).comments
    public = ((one.author_id == ticket.requester_id, one.plain_body or one.body or "") for one in found if one.public)
    turns = paired(public) if form.query is None and form.answer is None and ticket.requester_id is not None else ()
    if not turns:
        return _Talk(earlier=form.earlier, query=form.query, answer=form.answer)
    last = turns[-1]
    return _Talk(earlier=turns[:-1], query=last.query, answer=last.answer, review=(_LAST_ANSWER,))
