"""Issues of Jira: webhook deliveries, and single issues as its REST API gives them.

An issue is closed when its status is of the category done and a resolution is set; `resolutiondate` says when.
Shapes: https://developer.atlassian.com/server/jira/platform/webhooks/
"""

from __future__ import annotations

from datetime import UTC, datetime

from pydantic import Field

from regold.incidents.record import Resolution, TrackerState
from regold.incidents.sources.adf import read_description
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
from regold.model import Severity

_SEVERITIES = {
    "blocker": Severity.CRITICAL,
    "highest": Severity.CRITICAL,
    "critical": Severity.CRITICAL,
    "high": Severity.HIGH,
    "major": Severity.HIGH,
    "medium": Severity.MEDIUM,
    "minor": Severity.MEDIUM,
    "low": Severity.LOW,
    "lowest": Severity.LOW,
    "trivial": Severity.LOW,
}
_RESOLUTIONS = {
    "duplicate": Resolution.DUPLICATE,
    "won't do": Resolution.DECLINED,
    "won't fix": Resolution.DECLINED,
    "declined": Resolution.DECLINED,
    "not a bug": Resolution.DECLINED,
    "cannot reproduce": Resolution.NOT_REPRODUCIBLE,
    "known error": Resolution.ACCEPTED_RISK,
    "risk accepted": Resolution.ACCEPTED_RISK,
}
_FIXED = frozenset({"done", "fixed", "resolved", "complete", "completed"})


class _Named(Loose):
    name: str


class _Key(Loose):
    key: str


class _Category(Loose):
    key: str


class _Status(Loose):
    name: str = ""
    category: _Category | None = Field(None, alias="statusCategory")


class _Linked(Loose):
    id: str


class _Link(Loose):
    type: _Named
    outward: _Linked | None = Field(None, alias="outwardIssue")


class _Fields(Loose):
    summary: str | None = None
    description: str | dict[str, object] | None = None
    status: _Status
    resolution: _Named | None = None
    resolutiondate: Time = None
    created: Time
    updated: Time = None
    priority: _Named | None = None
    labels: list[str] = Field(default_factory=list)
    components: list[_Named] = Field(default_factory=list)
    links: list[_Link] = Field(default_factory=list, alias="issuelinks")


class _Issue(Loose):
    id: str
    key: str
    self: str | None = None
    fields: _Fields


class _Change(Loose):
    field: str
    old: str | None = Field(None, alias="fromString")
    new: str | None = Field(None, alias="toString")


class _Changes(Loose):
    items: list[_Change] = Field(default_factory=list)


class _Delivery(Loose):
    event: str = Field("snapshot", alias="webhookEvent")
    timestamp: int | None = None
    issue: _Issue
    changelog: _Changes = _Changes()


def reported(payload: object) -> Reported:
    """Give what a delivery says; raises NotImported for one that is about no incident."""
    wrapped = payload if isinstance(payload, dict) and "issue" in payload else {"issue": payload}
    delivery = read_model(_Delivery, wrapped)
    if delivery.event == "jira:issue_deleted":
        raise NotImported("the issue was deleted; the incident stays as it is")
    if LABEL not in [label.lower() for label in delivery.issue.fields.labels]:
        raise NotImported(f"it has no label {LABEL}")
    return _reported(delivery, payload)


def _reported(delivery: _Delivery, payload: object) -> Reported:
    issue, fields = delivery.issue, delivery.issue.fields
    form = read_description(fields.description)
    category = fields.status.category.key if fields.status.category else ""
    closed = category == "done" and fields.resolution is not None
    return Reported(
        system="jira",
        external_id=external_id(issue.id),
        key=title_of(issue.key, issue.id),
        url=_url(issue),
        title=title_of(fields.summary, issue.key),
        state=TrackerState.CLOSED if closed else _open_state(category),
        resolution=_resolution(fields) if closed else None,
        duplicate_of=_original(fields),
        severity=severity_named(_SEVERITIES, fields.priority.name if fields.priority else None) or form.severity,
        topic=form.topic or (title_of(fields.components[0].name, "") or None if fields.components else None),
        error_type=form.error_type,
        detection=form.detection,
        description=form.rest,
        what_was_wrong=form.what_was_wrong,
        correct=form.correct,
        opened_at=fields.created,
        closed_at=(fields.resolutiondate or fields.updated) if closed else None,
        reopened_at=fields.updated if _was_reopened(delivery) else None,
        updated_at=fields.updated or _sent_at(delivery) or fields.created,
        review=(*form.review, *_unclear(fields, closed=closed)),
        digest=digest_of(payload),
    )


def _open_state(category: str) -> TrackerState:
    return TrackerState.ACKNOWLEDGED if category == "indeterminate" else TrackerState.OPEN


def _resolution(fields: _Fields) -> Resolution:
    name = fields.resolution.name.strip().lower() if fields.resolution else ""
    return _RESOLUTIONS.get(name, Resolution.FIXED)


def _unclear(fields: _Fields, *, closed: bool) -> tuple[str, ...]:
    name = fields.resolution.name.strip().lower() if fields.resolution else ""
    if not closed or name in _RESOLUTIONS or name in _FIXED:
        return ()
    return ("its resolution in Jira has a name of your own; it was taken for a fix",)


def _original(fields: _Fields) -> str | None:
    found = (link.outward.id for link in fields.links if link.outward and link.type.name.lower() == "duplicate")
    return next(found, None)


def _was_reopened(delivery: _Delivery) -> bool:
    """Tell whether this delivery took the resolution away."""
    return any(item.field == "resolution" and item.old and not item.new for item in delivery.changelog.items)


def _sent_at(delivery: _Delivery) -> datetime | None:
    seconds = (delivery.timestamp or 0) // 1000
    return datetime.fromtimestamp(seconds, UTC) if 0 < seconds < 10**11 else None


def _url(issue: _Issue) -> str | None:
    """Give the page of an issue: the address of its REST resource leads to the same site."""
    site, found, _ = (issue.self or "").partition("/rest/api/")
    return address(f"{site}/browse/{issue.key}") if found else None
