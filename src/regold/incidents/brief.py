"""What trends look at of an incident: little enough that ten thousand of them are kept in one file and read at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from regold.incidents.durations import Durations, durations
from regold.incidents.record import Action, DetectionMethod, ErrorType, Incident, Resolution, Status
from regold.model import Severity

LONGEST = 600
"""Characters of what was asked and answered that are kept to tell what an incident is about."""

STEPS = tuple(one.name for one in fields(Durations))
"""The durations by name, in the order of the steps."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """An incident in few values.

    `took` holds the seconds of each step in `STEPS`; `detected` and `closed` are seconds since 1970. `reopened` counts
    how often it came back. `held` tells whether a probe saw a limit hold, `proven` whether it has a proven case,
    `planned` an action item, `written` an article that says how it is.
    """

    id: str
    severity: Severity | None
    status: Status
    resolution: Resolution | None
    topic: str | None
    error_type: ErrorType | None
    method: DetectionMethod | None
    took: tuple[float | None, ...]
    detected: float | None
    closed: float | None
    reopened: int
    held: bool
    proven: bool
    planned: bool
    written: bool
    text: str

    @property
    def is_open(self) -> bool:
        """Whether it is still to be followed."""
        return self.status is not Status.CLOSED


def brief_of(incident: Incident) -> Brief:
    """Give what trends look at of an incident."""
    wrong, stamps, took = incident.what_was_wrong, incident.timestamps, durations(incident)
    return Brief(
        id=incident.id,
        severity=incident.severity,
        status=incident.status,
        resolution=incident.resolution,
        topic=incident.topic,
        error_type=incident.error_type,
        method=incident.detection.method,
        took=tuple(getattr(took, step) for step in STEPS),
        detected=_seconds(stamps.detected_at),
        closed=_seconds(stamps.closed_at),
        reopened=len(stamps.reopened_at),
        held=_held(incident),
        proven=bool(incident.prevention.case_ids),
        planned=bool(incident.prevention.action_items),
        written=incident.correct.source.document is not None,
        text="\n".join(one for one in (wrong.query, wrong.answer) if one)[:LONGEST] or incident.title,
    )


def row_of(brief: Brief) -> list[object]:
    """Give a brief as a row of plain values."""
    return [getattr(brief, name) for name in _NAMES]


def brief_in(row: Sequence[object]) -> Brief:
    """Give the brief of such a row; raises ValueError, TypeError or KeyError for what is none."""
    held: dict[str, Any] = dict(zip(_NAMES, row, strict=True))
    for name, words in _WORDS.items():
        held[name] = words[held[name]]
    held["took"] = tuple(held["took"])
    if not isinstance(held["text"], str) or not isinstance(held["id"], str) or len(held["took"]) != len(STEPS):
        raise TypeError("not a row of a brief")
    return Brief(**held)


_NAMES = tuple(one.name for one in fields(Brief))
_WORDS: dict[str, dict[object, object]] = {
    "severity": {None: None, **{str(one): one for one in Severity}},
    "status": {str(one): one for one in Status},
    "resolution": {None: None, **{str(one): one for one in Resolution}},
    "error_type": {None: None, **{str(one): one for one in ErrorType}},
    "method": {None: None, **{str(one): one for one in DetectionMethod}},
}


def _held(incident: Incident) -> bool:
    limits = (one for one in incident.containment if one.action is not Action.NOTE)
    return any(probe.passed and probe.kind == "applied" for one in limits for probe in one.probes)


def _seconds(at: datetime | None) -> float | None:
    return at.timestamp() if at else None
