"""Incidents for tests. No test stands here."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from regold.incidents import Incident
from regold.incidents.record import (
    Article,
    Correct,
    Mistaken,
    Redaction,
    Resolution,
    Source,
    Status,
    Timestamps,
)
from regold.model import Severity

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
BAD = "You can return any item within 60 days of delivery for a full refund."
GOOD = "You can return any item within 30 days of delivery for a full refund."


def later(hours: float) -> datetime:
    return NOON + timedelta(hours=hours)


def incident(name: str = "INC-2026-0001", *, severity: Severity | None = Severity.HIGH) -> Incident:
    """Give an incident in triage of which everything is known that a case needs."""
    return Incident(
        id=name,
        title="The bot quotes a 60-day return window",
        severity=severity,
        topic="returns",
        source=Source(system="github", external_id="900", url="https://github.com/acme/support/issues/9"),
        timestamps=Timestamps(detected_at=NOON),
        what_was_wrong=Mistaken(
            query="How long do I have to return an item?", answer=BAD, wrong_claims=("60 days of delivery",)
        ),
        correct=Correct(answer=GOOD, source=Article(document="kb/returns.md")),
        redaction=Redaction(by="hand"),
    )


def closed(made: Incident, resolution: Resolution = Resolution.FIXED) -> Incident:
    stamps = replace(made.timestamps, closed_at=later(5))
    return replace(made, status=Status.CLOSED, resolution=resolution, timestamps=stamps)
