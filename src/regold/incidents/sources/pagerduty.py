"""Incidents of PagerDuty: deliveries of its webhooks, version 3.

They bear no body, and no time of resolving but that of the event. A merged incident resolves
too. Shapes: https://developer.pagerduty.com/docs/db0fa8c8984fc-overview
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from regold.incidents.record import Resolution, TrackerState
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
from regold.model import Severity

_SEVERITIES = {
    "p1": Severity.CRITICAL,
    "sev1": Severity.CRITICAL,
    "sev-1": Severity.CRITICAL,
    "p2": Severity.HIGH,
    "sev2": Severity.HIGH,
    "sev-2": Severity.HIGH,
    "p3": Severity.MEDIUM,
    "sev3": Severity.MEDIUM,
    "sev-3": Severity.MEDIUM,
    "p4": Severity.LOW,
    "p5": Severity.LOW,
    "sev4": Severity.LOW,
    "sev-4": Severity.LOW,
    "high": Severity.HIGH,
    "low": Severity.LOW,
}
_STATES = {
    "triggered": TrackerState.OPEN,
    "acknowledged": TrackerState.ACKNOWLEDGED,
    "resolved": TrackerState.CLOSED,
}


class _Reference(Loose):
    id: str | None = None
    summary: str | None = None


class _Reason(Loose):
    type: str
    incident: _Reference | None = None


class _Incident(Loose):
    id: str
    type: Literal["incident"]
    title: str | None = None
    status: Literal["triggered", "acknowledged", "resolved"]
    number: int | None = None
    html_url: str | None = None
    created_at: Time = None
    priority: _Reference | None = None
    urgency: str | None = None
    service: _Reference | None = None
    reason: _Reason | None = Field(None, alias="resolve_reason")


class _Event(Loose):
    event_type: str
    occurred_at: Time
    data: dict[str, object]


class _Delivery(Loose):
    event: _Event


def reported(payload: object) -> Reported:
    """Give what a delivery says; raises NotImported for one that is about no incident."""
    event = read_model(_Delivery, payload).event
    if not event.event_type.startswith("incident."):
        raise NotImported(f"it tells of {event.event_type[:60]!r}, not of an incident")
    if event.data.get("type") != "incident":
        raise NotImported("it tells of a part of an incident, not of how it stands")
    return _reported(event, read_model(_Incident, event.data), payload)


def _reported(event: _Event, incident: _Incident, payload: object) -> Reported:
    state, kind = _STATES[incident.status], event.event_type
    merged = incident.reason is not None and incident.reason.type.startswith("merge")
    urgency = incident.urgency if incident.priority is None else None
    return Reported(
        system="pagerduty",
        external_id=external_id(incident.id),
        key=f"#{incident.number}" if incident.number is not None else None,
        url=address(incident.html_url),
        title=title_of(incident.title, f"Incident {incident.id}"),
        state=state,
        resolution=(Resolution.MERGED if merged else Resolution.FIXED) if state is TrackerState.CLOSED else None,
        duplicate_of=incident.reason.incident.id if merged and incident.reason and incident.reason.incident else None,
        severity=severity_named(_SEVERITIES, incident.priority.summary if incident.priority else None, urgency),
        opened_at=incident.created_at or event.occurred_at,
        acknowledged_at=event.occurred_at if kind == "incident.acknowledged" else None,
        closed_at=event.occurred_at if state is TrackerState.CLOSED else None,
        reopened_at=event.occurred_at if kind == "incident.reopened" else None,
        updated_at=event.occurred_at,
        digest=digest_of(payload),
    )
