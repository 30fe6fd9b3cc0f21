"""The record of an incident: what its file may hold, as frozen values. What may follow upon what is told elsewhere.

These dataclasses are the one source of what is accepted and of the JSON Schema: pydantic checks a file by them.
"""

from __future__ import annotations

from regold.incidents.record.incident import (
    ID,
    Incident,
)
from regold.incidents.record.kinds import (
    Action,
    DetectionMethod,
    ErrorType,
    EventType,
    MissedWhy,
    Resolution,
    Status,
    TrackerState,
)
from regold.incidents.record.mistake import (
    MOST_EARLIER,
    Article,
    Correct,
    Detection,
    Exchange,
    Impact,
    Mistaken,
    Source,
    Timestamps,
    Window,
)
from regold.incidents.record.response import (
    ActionItem,
    Communication,
    Containment,
    Event,
    Fix,
    Judged,
    Message,
    Missed,
    Prevention,
    Probe,
    Redaction,
    RootCause,
    Verification,
)

__all__ = [
    "ID",
    "MOST_EARLIER",
    "Action",
    "ActionItem",
    "Article",
    "Communication",
    "Containment",
    "Correct",
    "Detection",
    "DetectionMethod",
    "ErrorType",
    "Event",
    "EventType",
    "Exchange",
    "Fix",
    "Impact",
    "Incident",
    "Judged",
    "Message",
    "Missed",
    "MissedWhy",
    "Mistaken",
    "Prevention",
    "Probe",
    "Redaction",
    "Resolution",
    "RootCause",
    "Source",
    "Status",
    "Timestamps",
    "TrackerState",
    "Verification",
    "Window",
]
