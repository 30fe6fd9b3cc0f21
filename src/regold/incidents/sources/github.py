"""Issues of GitHub: webhook deliveries (`issues`), and single issues as its REST API gives them.

The body is written by anybody and read as an issue form; see `form`. What closes an issue is told by `state_reason`:
only `completed` is a fix. Shapes: https://docs.github.com/en/webhooks/webhook-events-and-payloads#issues
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from regold.incidents.record import Resolution, TrackerState
from regold.incidents.sources.form import read_form
from regold.incidents.sources.payload import Loose, Time, address, digest_of, external_id, read_model, title_of
from regold.incidents.sources.reported import NotImported, Reported
from regold.model import Severity

LABEL = "ai-incident"
_RESOLUTIONS = {
    "completed": Resolution.FIXED,
    "duplicate": Resolution.DUPLICATE,
    "not_planned": Resolution.DECLINED,
}
_GONE = {"deleted": "was deleted", "transferred": "was moved to another repository"}


class _Label(Loose):
    name: str


class _Issue(Loose):
    id: int
    number: int
    title: str
    state: Literal["open", "closed"]
    state_reason: str | None = None
    body: str | None = None
    labels: list[_Label] = Field(default_factory=list)
    html_url: str | None = None
    created_at: Time
    updated_at: Time = None
    closed_at: Time = None
    pull_request: dict[str, object] | None = None


class _Repository(Loose):
    full_name: str


class _Delivery(Loose):
    action: str = "snapshot"
    issue: _Issue
    repository: _Repository | None = None


def reported(payload: object) -> Reported:
    """Give what a delivery says; raises NotImported for one that is about no incident."""
    wrapped = payload if isinstance(payload, dict) and "issue" in payload else {"issue": payload}
    delivery = read_model(_Delivery, wrapped)
    issue = delivery.issue
    labels = [label.name.strip().lower() for label in issue.labels]
    if delivery.action in _GONE:
        raise NotImported(f"the issue {_GONE[delivery.action]}; the incident stays as it is")
    if issue.pull_request is not None:
        raise NotImported("it is a pull request")
    if LABEL not in labels:
        raise NotImported(f"it has no label {LABEL}")
    return _reported(delivery, labels, payload)


def _reported(delivery: _Delivery, labels: list[str], payload: object) -> Reported:
    issue, form = delivery.issue, read_form(delivery.issue.body or "")
    closed = issue.state == "closed"
    repository = delivery.repository.full_name if delivery.repository else None
    return Reported(
        system="github",
        external_id=external_id(issue.id),
        key=f"{repository}#{issue.number}" if repository else f"#{issue.number}",
        url=address(issue.html_url),
        title=title_of(issue.title, f"Issue {issue.number}"),
        state=TrackerState.CLOSED if closed else TrackerState.OPEN,
        resolution=_RESOLUTIONS.get(issue.state_reason or "completed", Resolution.DECLINED) if closed else None,
        severity=_severity(labels) or form.severity,
        topic=_named(labels, "topic:") or form.topic,
        error_type=form.error_type,
        detection=form.detection,
        description=form.rest,
        what_was_wrong=form.what_was_wrong,
        correct=form.correct,
        opened_at=issue.created_at,
        closed_at=(issue.closed_at or issue.updated_at) if closed else None,
        reopened_at=issue.updated_at if delivery.action == "reopened" else None,
        updated_at=issue.updated_at or issue.closed_at or issue.created_at,
        review=form.review,
        digest=digest_of(payload),
    )


def _severity(labels: list[str]) -> Severity | None:
    name = _named(labels, "severity:")
    return next((one for one in Severity if one == name), None)


def _named(labels: list[str], prefix: str) -> str | None:
    """Give what stands behind a prefix in the first label that has it."""
    return next((label.removeprefix(prefix).strip() or None for label in labels if label.startswith(prefix)), None)
