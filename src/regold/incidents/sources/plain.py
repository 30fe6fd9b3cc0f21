"""Incidents of any other system, as JSON or YAML with keys of our own; no other key is taken.

For a system without an adapter: a few lines of a script make this of what it gives.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, Strict

from regold.incidents.record import (
    Article,
    Correct,
    DetectionMethod,
    ErrorType,
    Exchange,
    Mistaken,
    Resolution,
    TrackerState,
)
from regold.incidents.sources.payload import Time, address, digest_of, external_id, read_model, title_of
from regold.incidents.sources.reported import Reported
from regold.model import Severity
from regold.strict_yaml import fields

_LAX = Strict(strict=False)


class _Exchange(fields.Strict):
    query: str
    answer: str | None = None


class _Payload(fields.Strict):
    system: fields.Slug = "json"
    external_id: str | int
    key: str | None = None
    url: str | None = None
    title: str
    severity: Annotated[Severity | None, _LAX] = None
    state: Annotated[TrackerState, _LAX] = TrackerState.OPEN
    resolution: Annotated[Resolution | None, _LAX] = None
    duplicate_of: str | None = None
    topic: str | None = None
    error_type: Annotated[ErrorType | None, _LAX] = None
    detection: Annotated[DetectionMethod | None, _LAX] = None
    description: str | None = None
    earlier: Annotated[list[_Exchange], Field(max_length=1000)] = Field(default_factory=list)
    query: str | None = None
    answer: str | None = None
    wrong_claims: Annotated[list[str], Field(max_length=100)] = Field(default_factory=list)
    correct_answer: str | None = None
    document: str | None = None
    quote: str | None = None
    opened_at: Time = None
    acknowledged_at: Time = None
    closed_at: Time = None
    reopened_at: Time = None
    updated_at: Time = None


def reported(payload: object) -> Reported:
    """Give what a payload says; raises NotImported for one with other keys, or values of another kind."""
    found = read_model(_Payload, payload)
    closed = found.state is TrackerState.CLOSED
    return Reported(
        system=found.system,
        external_id=external_id(found.external_id),
        key=title_of(found.key, "") or None,
        url=address(found.url),
        title=title_of(found.title, f"Incident {found.external_id}"),
        state=found.state,
        resolution=(found.resolution or Resolution.FIXED) if closed else None,
        duplicate_of=found.duplicate_of,
        severity=found.severity,
        topic=title_of(found.topic, "") or None,
        error_type=found.error_type,
        detection=found.detection,
        description=found.description,
        what_was_wrong=Mistaken(
            earlier=tuple(Exchange(query=one.query, answer=one.answer) for one in found.earlier),
            query=found.query,
            answer=found.answer,
            wrong_claims=tuple(found.wrong_claims),
        ),
        correct=Correct(
            answer=found.correct_answer,
            source=Article(document=title_of(found.document, "") or None, quote=found.quote),
        ),
        opened_at=found.opened_at,
        acknowledged_at=found.acknowledged_at,
        closed_at=(found.closed_at or found.updated_at) if closed else None,
        reopened_at=found.reopened_at,
        updated_at=found.updated_at or found.closed_at or found.opened_at,
        digest=digest_of(payload),
    )
