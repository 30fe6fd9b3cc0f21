"""What a tracker says of an incident, whichever tracker it is; still with the words of customers in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from regold.incidents.record import Correct, DetectionMethod, ErrorType, Mistaken, Resolution, TrackerState
from regold.model import Severity


class NotImported(Exception):  # noqa: N818 - it is an answer, not a fault
    """A delivery that makes no incident; the text says why."""


class NotReadable(NotImported):
    """A delivery that is none of its system's: damaged, too large, or of another shape."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """One delivery. `duplicate_of` is an external id of the same system; times are UTC.

    `digest` is the SHA-256 of the delivery, whatever the order of its keys. `review` holds the reasons why a person
    must look before a case is made of it.
    """

    system: str
    external_id: str
    title: str
    state: TrackerState
    digest: str = ""
    key: str | None = None
    url: str | None = None
    resolution: Resolution | None = None
    duplicate_of: str | None = None
    severity: Severity | None = None
    topic: str | None = None
    error_type: ErrorType | None = None
    detection: DetectionMethod | None = None
    description: str | None = None
    what_was_wrong: Mistaken = Mistaken()
    correct: Correct = Correct()
    opened_at: datetime | None = None
    acknowledged_at: datetime | None = None
    closed_at: datetime | None = None
    reopened_at: datetime | None = None
    updated_at: datetime | None = None
    review: tuple[str, ...] = ()

    @property
    def rank(self) -> tuple[float, int, str]:
        """What tells the newer of two deliveries, whichever came first."""
        return rank(self.updated_at, self.state, self.digest)


def rank(updated_at: datetime | None, state: TrackerState | None, digest: str | None) -> tuple[float, int, str]:
    """Give what deliveries are ordered by: their time, then how far the state is, then their digest."""
    at = updated_at.timestamp() if updated_at else 0.0
    return at, list(TrackerState).index(state) if state else -1, digest or ""
