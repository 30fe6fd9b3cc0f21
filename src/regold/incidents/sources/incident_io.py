"""Incidents of incident.io: webhook deliveries (`public_incident.*`, version 2), and single incidents of its API.

Of its categories of status only `closed` is a fix; `merged`, `declined` and `canceled` are none.
Shapes: https://api-docs.incident.io/tag/Webhooks
"""

from __future__ import annotations

from pydantic import Field

from regold.incidents.record import Resolution, TrackerState
from regold.incidents.sources.form import read_form
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
    "critical": Severity.CRITICAL,
    "sev1": Severity.CRITICAL,
    "major": Severity.HIGH,
    "high": Severity.HIGH,
    "sev2": Severity.HIGH,
    "moderate": Severity.MEDIUM,
    "medium": Severity.MEDIUM,
    "sev3": Severity.MEDIUM,
    "minor": Severity.LOW,
    "low": Severity.LOW,
    "sev4": Severity.LOW,
}
_RESOLUTIONS = {
    "closed": Resolution.FIXED,
    "merged": Resolution.MERGED,
    "declined": Resolution.DECLINED,
    "canceled": Resolution.DECLINED,
}
_OPEN = {
    "triage": TrackerState.OPEN,
    "live": TrackerState.ACKNOWLEDGED,
    "learning": TrackerState.ACKNOWLEDGED,
    "paused": TrackerState.ACKNOWLEDGED,
}


class _Status(Loose):
    category: str


class _Named(Loose):
    name: str


class _Stamp(Loose):
    name: str = ""


class _StampValue(Loose):
    value: Time = None


class _StampEntry(Loose):
    stamp: _Stamp = Field(_Stamp(), alias="incident_timestamp")
    value: _StampValue | None = None


class _Incident(Loose):
    id: str
    name: str
    reference: str | None = None
    permalink: str | None = None
    summary: str | None = None
    status: _Status = Field(alias="incident_status")
    severity: _Named | None = None
    created_at: Time
    updated_at: Time = None
    stamps: list[_StampEntry] = Field(default_factory=list, alias="incident_timestamp_values")
    mode: str = "standard"


def reported(payload: object) -> Reported:
    """Give what a delivery says; raises NotImported for one that is about no incident."""
    incident = read_model(_Incident, _inner(payload))
    if incident.mode in {"test", "tutorial"}:
        raise NotImported(f"it is a {incident.mode} incident")
    category = incident.status.category
    if category not in _RESOLUTIONS and category not in _OPEN:
        raise NotImported(f"its status has the category {category[:40]!r}, which is not known here")
    return _reported(incident, category, payload)


def _inner(payload: object) -> object:
    """Give the incident itself: in a delivery it stands under the name of the event."""
    if not isinstance(payload, dict):
        return payload
    event = payload.get("event_type")
    if event is not None and not (isinstance(event, str) and event.startswith("public_incident.incident_")):
        raise NotImported("it tells of something else than a public incident")
    inner = payload.get(event) if isinstance(event, str) else payload.get("incident", payload)
    return inner.get("new_incident", inner.get("incident", inner)) if isinstance(inner, dict) else inner


def _reported(incident: _Incident, category: str, payload: object) -> Reported:
    form, closed = read_form(incident.summary or ""), category in _RESOLUTIONS
    stamps = {entry.stamp.name.strip().lower(): entry.value.value for entry in incident.stamps if entry.value}
    return Reported(
        system="incident-io",
        external_id=external_id(incident.id),
        key=title_of(incident.reference, incident.id),
        url=address(incident.permalink),
        title=title_of(incident.name, f"Incident {incident.id}"),
        state=TrackerState.CLOSED if closed else _OPEN[category],
        resolution=_RESOLUTIONS[category] if closed else None,
        severity=severity_named(_SEVERITIES, incident.severity.name if incident.severity else None) or form.severity,
        topic=form.topic,
        error_type=form.error_type,
        detection=form.detection,
        description=form.rest,
        what_was_wrong=form.what_was_wrong,
        correct=form.correct,
        opened_at=stamps.get("reported at") or incident.created_at,
        acknowledged_at=stamps.get("accepted at"),
        closed_at=(stamps.get("closed at") or stamps.get("resolved at") or incident.updated_at) if closed else None,
        updated_at=incident.updated_at or incident.created_at,
        review=form.review,
        digest=digest_of(payload),
    )
