"""What messages call the things of an incident's file. What may stand in one is said by the record."""

from __future__ import annotations

from regold.incidents.record import ID
from regold.incidents.values import NAME
from regold.strict_yaml.words import Words

INCIDENT = Words(
    one="an incident",
    many="incidents",
    start="`id:` and `title:`",
    most_bytes=1024 * 1024,
    when_large="an incident needs less; keep the words the mistake was made with",
    items={
        "containment": "this containment",
        "probes": "this probe",
        "timeline": "this event",
        "action_items": "this action item",
        "earlier": "this turn",
    },
    also_called={
        "name": "title",
        "priority": "severity",
        "state": "status",
        "question": "query",
        "response": "answer",
        "category": "topic",
        "turns": "earlier",
        "conversation": "earlier",
        "start": "from",
        "end": "to",
    },
    patterns={
        ID: "must be a number such as INC-2026-0042",
        NAME: "must be letters, digits and . _ : / # @ + = -, at most 200",
        r"^[0-9a-f]{64}$": "must be a SHA-256 in hex",
        r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$": 'must be a day such as "2026-03-01"',
    },
)
