"""Takes customers' data out of a record that stands already: every text a customer or a tracker can have written."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from regold.incidents.record import Event, Incident, Redaction
from regold.incidents.redaction import Redact
from regold.incidents.telling import Door


def cleaned(incident: Incident, redact: Redact) -> Incident:
    """Give the record with its texts redacted; what was counted before is added to."""
    door, right = Door(redact), incident.correct
    after = replace(
        incident,
        title=door.line(incident.title) or incident.title,
        description=door.text(incident.description),
        what_was_wrong=door.mistaken(incident.what_was_wrong),
        correct=replace(
            right,
            answer=door.text(right.answer),
            source=replace(right.source, quote=door.text(right.source.quote)),
        ),
        detection=replace(incident.detection, signals=door.texts(incident.detection.signals)),
        timeline=tuple(_event(event, door) for event in incident.timeline),
    )
    held = incident.redaction.counts if incident.redaction else {}
    counts = Counter(held) + Counter(door.redaction("regold").counts)
    return replace(after, redaction=Redaction(by="regold", counts=dict(sorted(counts.items()))))


def _event(event: Event, door: Door) -> Event:
    return replace(event, text=door.text(event.text) or event.text)
