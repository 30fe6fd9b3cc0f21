"""The record of an incident as a whole: what its file may hold. What may follow upon what is told elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from regold.incidents.record.kinds import ErrorType, Resolution, Status
from regold.incidents.record.mistake import Correct, Detection, Impact, Mistaken, Source, Timestamps
from regold.incidents.record.part import Part
from regold.incidents.record.response import (
    Communication,
    Containment,
    Event,
    Fix,
    Prevention,
    Redaction,
    RootCause,
)
from regold.incidents.values import SeverityOrUnknown
from regold.strict_yaml.fields import Line, Text

ID = r"^INC-[0-9]{4}-[0-9]{4,6}$"
Id = Annotated[str, Field(pattern=ID)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident(Part):
    """A mistake the endpoint made, from report to closing.

    `severity` is None where it is unknown. `duplicate_of` is the incident that this one is a copy of or was merged
    into. `review` holds the reasons why a person must look before a case is made of it.
    """

    schema_version: Literal["1"] = "1"
    id: Id
    title: Line
    source: Source | None = None
    severity: SeverityOrUnknown = None
    status: Status = Status.TRIAGE
    resolution: Resolution | None = None
    duplicate_of: Id | None = None
    topic: Line | None = None
    timestamps: Timestamps = Timestamps()
    detection: Detection = Detection()
    error_type: ErrorType | None = None
    description: Text | None = None
    what_was_wrong: Mistaken = Mistaken()
    correct: Correct = Correct()
    containment: tuple[Containment, ...] = ()
    impact: Impact = Impact()
    communication: Communication = Communication()
    root_cause: RootCause = RootCause()
    fix: Fix = Fix()
    prevention: Prevention = Prevention()
    redaction: Redaction | None = None
    review: tuple[Text, ...] = ()
    timeline: tuple[Event, ...] = ()

    @property
    def contained_by(self) -> tuple[Containment, ...]:
        """The containments that limit the endpoint now."""
        return tuple(one for one in self.containment if one.is_on)
