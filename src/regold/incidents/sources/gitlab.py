"""Incidents of GitLab: webhook deliveries of work items, and of issues in older releases.

Its severities are ours. The time of closing is not always there; then that of the last change stands for it.
Shapes: https://docs.gitlab.com/user/project/integrations/webhook_events/#work-item-events
"""

from __future__ import annotations

from typing import Literal

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

_SEVERITIES = {one.value: one for one in Severity}
_DUPLICATE = "duplicate"


class _Label(Loose):
    title: str


class _Item(Loose):
    id: int
    iid: int
    title: str
    type: str = "Issue"
    state: str
    action: str | None = None
    description: str | None = None
    severity: str | None = None
    url: str | None = None
    created_at: Time
    updated_at: Time = None
    closed_at: Time = None
    duplicated_to_id: int | None = None


class _Project(Loose):
    path_with_namespace: str


class _Delivery(Loose):
    object_kind: Literal["work_item", "issue", "incident"]
    object_attributes: _Item
    project: _Project | None = None
    labels: list[_Label] = Field(default_factory=list)


def reported(payload: object) -> Reported:
    """Give what a delivery says; raises NotImported for one that is about no incident."""
    delivery = read_model(_Delivery, payload)
    if delivery.object_attributes.type.lower() != "incident":
        raise NotImported(f"it is no incident but {delivery.object_attributes.type.lower()[:40]!r}")
    return _reported(delivery, payload)


def _reported(delivery: _Delivery, payload: object) -> Reported:
    item, form = delivery.object_attributes, read_form(delivery.object_attributes.description or "")
    closed, project = item.state == "closed", delivery.project
    topic = next((one.title[len("topic::") :] for one in delivery.labels if one.title.startswith("topic::")), None)
    return Reported(
        system="gitlab",
        external_id=external_id(item.id),
        key=f"{project.path_with_namespace}#{item.iid}" if project else f"#{item.iid}",
        url=address(item.url),
        title=title_of(item.title, f"Incident {item.iid}"),
        state=TrackerState.CLOSED if closed else TrackerState.OPEN,
        resolution=_resolution(delivery) if closed else None,
        duplicate_of=str(item.duplicated_to_id) if item.duplicated_to_id is not None else None,
        severity=severity_named(_SEVERITIES, item.severity) or form.severity,
        topic=(topic or "").strip() or form.topic,
        error_type=form.error_type,
        detection=form.detection,
        description=form.rest,
        what_was_wrong=form.what_was_wrong,
        correct=form.correct,
        opened_at=item.created_at,
        closed_at=(item.closed_at or item.updated_at) if closed else None,
        reopened_at=item.updated_at if item.action == "reopen" else None,
        updated_at=item.updated_at or item.closed_at or item.created_at,
        review=form.review,
        digest=digest_of(payload),
    )


def _resolution(delivery: _Delivery) -> Resolution:
    """Tell a copy from a fix: GitLab knows no other reason for closing."""
    copied = delivery.object_attributes.duplicated_to_id is not None
    labelled = any(label.title.strip().lower() == _DUPLICATE for label in delivery.labels)
    return Resolution.DUPLICATE if copied or labelled else Resolution.FIXED
