"""Incidents of ServiceNow: records of its Table API, with plain values, display values, or both.

States are digits as texts; times without a zone are UTC, but display values are in the zone of whoever asked: then a
person must look. Shapes: https://www.servicenow.com/docs/bundle/zurich-api-reference/page/integrate/inbound-rest/concept/c_TableAPI.html
"""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator

from regold.incidents.record import Resolution, TrackerState
from regold.incidents.sources.form import read_form
from regold.incidents.sources.payload import (
    Loose,
    UtcTime,
    digest_of,
    external_id,
    read_model,
    severity_named,
    title_of,
)
from regold.incidents.sources.reported import NotImported, Reported
from regold.model import Severity

_SEVERITIES = {
    "1": Severity.CRITICAL,
    "1 - critical": Severity.CRITICAL,
    "2": Severity.HIGH,
    "2 - high": Severity.HIGH,
    "3": Severity.MEDIUM,
    "3 - moderate": Severity.MEDIUM,
    "4": Severity.LOW,
    "4 - low": Severity.LOW,
    "5": Severity.LOW,
    "5 - planning": Severity.LOW,
}
_STATES = {
    "1": TrackerState.OPEN,
    "new": TrackerState.OPEN,
    "2": TrackerState.ACKNOWLEDGED,
    "in progress": TrackerState.ACKNOWLEDGED,
    "3": TrackerState.ACKNOWLEDGED,
    "on hold": TrackerState.ACKNOWLEDGED,
    "6": TrackerState.CLOSED,
    "resolved": TrackerState.CLOSED,
    "7": TrackerState.CLOSED,
    "closed": TrackerState.CLOSED,
    "8": TrackerState.CLOSED,
    "canceled": TrackerState.CLOSED,
}
_CANCELED = frozenset({"8", "canceled"})
_CODES = {
    "duplicate": Resolution.DUPLICATE,
    "user error": Resolution.DECLINED,
    "no resolution provided": Resolution.DECLINED,
    "not solved (not reproducible)": Resolution.NOT_REPRODUCIBLE,
    "known error": Resolution.ACCEPTED_RISK,
    "workaround provided": Resolution.ACCEPTED_RISK,
}


def _value(given: object) -> object:
    """Give the plain value of a field that may hold its display value beside it; a number is a text here."""
    value = given.get("value", given.get("display_value")) if isinstance(given, dict) else given
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


Value = Annotated[str | None, BeforeValidator(_value)]
Moment = Annotated[UtcTime, BeforeValidator(_value)]


class _Record(Loose):
    sys_id: Annotated[str, BeforeValidator(_value)]
    number: Value = None
    short_description: Value = None
    description: Value = None
    state: Annotated[str, BeforeValidator(_value)]
    priority: Value = None
    close_code: Value = None
    parent_incident: Value = None
    category: Value = None
    opened_at: Moment = None
    resolved_at: Moment = None
    closed_at: Moment = None
    reopened_time: Moment = None
    sys_created_on: Moment = None
    sys_updated_on: Moment = None


def reported(payload: object) -> Reported:
    """Give what a record says; raises NotImported for one that is no incident."""
    inner = payload.get("result", payload) if isinstance(payload, dict) else payload
    record = read_model(_Record, inner)
    state = record.state.strip().lower()
    if state not in _STATES:
        raise NotImported(f"its state is {state[:40]!r}, which is not known here")
    return _reported(record, state, payload)


def _reported(record: _Record, state: str, payload: object) -> Reported:
    form, closed = read_form(record.description or ""), _STATES[state] is TrackerState.CLOSED
    opened = record.opened_at or record.sys_created_on
    displayed = () if state.isdigit() else ("its times are display values and may be off by the zone of whoever asked",)
    return Reported(
        system="servicenow",
        external_id=external_id(record.sys_id),
        key=title_of(record.number, record.sys_id),
        title=title_of(record.short_description, f"Incident {record.number or record.sys_id}"),
        state=_STATES[state],
        resolution=_resolution(record, state) if closed else None,
        duplicate_of=record.parent_incident or None,
        severity=severity_named(_SEVERITIES, record.priority) or form.severity,
        topic=form.topic or title_of(record.category, "") or None,
        error_type=form.error_type,
        detection=form.detection,
        description=form.rest,
        what_was_wrong=form.what_was_wrong,
        correct=form.correct,
        opened_at=opened,
        closed_at=(record.resolved_at or record.closed_at or record.sys_updated_on) if closed else None,
        reopened_at=record.reopened_time,
        updated_at=record.sys_updated_on or record.closed_at or record.resolved_at or opened,
        review=(*form.review, *displayed),
        digest=digest_of(payload),
    )


def _resolution(record: _Record, state: str) -> Resolution:
    if state in _CANCELED:
        return Resolution.DECLINED
    return _CODES.get((record.close_code or "").strip().lower(), Resolution.FIXED)
