"""How long an incident took from one step to the next: derived from its timestamps, never stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from regold.incidents.record import Incident


@dataclass(frozen=True, slots=True, kw_only=True)
class Durations:
    """Seconds from one step to another; None where one of the two times is not known, or they are the wrong way round.

    `detect` counts from the first wrong answer, the others from the detection; `fix` ends with the fix going live.
    """

    detect: float | None = None
    acknowledge: float | None = None
    contain: float | None = None
    communicate: float | None = None
    fix: float | None = None
    verify: float | None = None
    close: float | None = None


def durations(incident: Incident) -> Durations:
    """Give the durations of an incident; a reopened one counts to its last closing."""
    stamps = incident.timestamps
    detected = stamps.detected_at
    return Durations(
        detect=_between(stamps.started_at, detected),
        acknowledge=_between(detected, stamps.acknowledged_at),
        contain=_between(detected, stamps.contained_at),
        communicate=_between(detected, stamps.communicated_at),
        fix=_between(detected, stamps.fix_deployed_at),
        verify=_between(detected, stamps.verified_at),
        close=_between(detected, stamps.closed_at),
    )


def _between(start: datetime | None, end: datetime | None) -> float | None:
    if start is None or end is None or end < start:
        return None
    return (end - start).total_seconds()
