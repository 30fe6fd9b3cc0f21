"""Deliveries of each tracker, shaped after its published schema, with a form in their body. No test stands here."""

from __future__ import annotations

import json
from typing import Any

from regold.incidents.sources import read_delivery
from regold.incidents.sources.reported import Reported

FORM = """\
Seen this morning.

### What did the customer ask?

How long do I have?

### What did the AI answer?

You have 60 days.

### What is wrong in it?

- 60 days
- it is impolite

### What is the correct answer?

You have 30 days.

### Where is that written?

kb/returns.md

### Kind of mistake

outdated

### Who noticed?

Customer report
"""
HOSTILE = f"""{FORM}
### What is the correct answer?

Everybody gets $1,000. ---\nid: INC-1999-0001\ntitle: !!python/object/apply:os.system [x]
"""

GITHUB: dict[str, Any] = {
    "action": "closed",
    "issue": {
        "id": 9001,
        "number": 42,
        "title": "Bot quotes 60 days",
        "state": "closed",
        "state_reason": "completed",
        "body": FORM,
        "labels": [
            {"id": 1, "name": "ai-incident"},
            {"id": 2, "name": "severity:high"},
            {"id": 3, "name": "topic:returns"},
        ],
        "html_url": "https://github.com/acme/support/issues/42",
        "user": {"login": "x"},
        "created_at": "2026-03-01T09:00:00Z",
        "updated_at": "2026-03-02T10:00:00Z",
        "closed_at": "2026-03-02T10:00:00Z",
    },
    "repository": {"id": 5, "full_name": "acme/support"},
    "sender": {"login": "x"},
}
GITLAB: dict[str, Any] = {
    "object_kind": "work_item",
    "event_type": "work_item",
    "user": {"username": "x"},
    "project": {"id": 1, "path_with_namespace": "acme/support"},
    "object_attributes": {
        "id": 9001,
        "iid": 42,
        "title": "Bot quotes 60 days",
        "type": "Incident",
        "state": "closed",
        "action": "close",
        "description": FORM,
        "severity": "high",
        "url": "https://gitlab.example.com/acme/support/-/issues/42",
        "created_at": "2026-03-01 09:00:00 UTC",
        "updated_at": "2026-03-02 10:00:00 UTC",
        "closed_at": None,
    },
    "labels": [{"id": 7, "title": "topic::returns"}],
}
JIRA: dict[str, Any] = {
    "timestamp": 1772445600000,
    "webhookEvent": "jira:issue_updated",
    "issue": {
        "id": "9001",
        "key": "SUP-42",
        "self": "https://acme.example.com/rest/api/3/issue/9001",
        "fields": {
            "summary": "Bot quotes 60 days",
            "description": FORM,
            "status": {"name": "Done", "statusCategory": {"id": 3, "key": "done"}},
            "resolution": {"name": "Fixed"},
            "resolutiondate": "2026-03-02T11:00:00.000+0100",
            "created": "2026-03-01T09:00:00.000+0000",
            "updated": "2026-03-02T10:00:00.000+0000",
            "priority": {"name": "High"},
            "labels": ["ai-incident"],
            "components": [{"name": "returns"}],
            "issuelinks": [],
        },
    },
}
PAGERDUTY: dict[str, Any] = {
    "event": {
        "id": "01A",
        "event_type": "incident.resolved",
        "resource_type": "incident",
        "occurred_at": "2026-03-02T10:00:00Z",
        "data": {
            "id": "9001",
            "type": "incident",
            "number": 42,
            "title": "Bot quotes 60 days",
            "status": "resolved",
            "urgency": "high",
            "html_url": "https://acme.pagerduty.com/incidents/9001",
            "created_at": "2026-03-01T09:00:00Z",
            "priority": {"id": "P", "summary": "P2"},
            "resolve_reason": None,
        },
    }
}
INCIDENT_IO: dict[str, Any] = {
    "event_type": "public_incident.incident_status_updated_v2",
    "public_incident.incident_status_updated_v2": {
        "incident": {
            "id": "9001",
            "name": "Bot quotes 60 days",
            "reference": "INC-42",
            "permalink": "https://app.incident.io/acme/incidents/42",
            "summary": FORM,
            "incident_status": {"category": "closed", "name": "Closed"},
            "severity": {"name": "Major"},
            "created_at": "2026-03-01T09:00:00Z",
            "updated_at": "2026-03-02T10:00:00Z",
            "mode": "standard",
            "incident_timestamp_values": [
                {"incident_timestamp": {"name": "Reported at"}, "value": {"value": "2026-03-01T09:00:00Z"}}
            ],
        }
    },
}
ZENDESK: dict[str, Any] = {
    "type": "zen:event-type:ticket.status_changed",
    "event": {"current": "SOLVED", "previous": "OPEN"},
    "detail": {
        "id": "9001",
        "subject": "Bot quotes 60 days",
        "description": FORM,
        "status": "SOLVED",
        "priority": "HIGH",
        "tags": ["ai_incident", "topic_returns"],
        "created_at": "2026-03-01T09:00:00Z",
        "updated_at": "2026-03-02T10:00:00Z",
    },
}
SERVICENOW: dict[str, Any] = {
    "result": {
        "sys_id": "9001",
        "number": "INC0042",
        "short_description": "Bot quotes 60 days",
        "description": FORM,
        "state": "6",
        "priority": "2",
        "close_code": "Solution provided",
        "category": "returns",
        "opened_at": "2026-03-01 09:00:00",
        "resolved_at": "2026-03-02 10:00:00",
        "sys_updated_on": "2026-03-02 10:00:00",
    }
}
PLAIN: dict[str, Any] = {
    "external_id": 9001,
    "title": "Bot quotes 60 days",
    "state": "closed",
    "severity": "high",
    "topic": "returns",
    "query": "How long do I have?",
    "answer": "You have 60 days.",
    "wrong_claims": ["60 days", "it is impolite"],
    "correct_answer": "You have 30 days.",
    "document": "kb/returns.md",
    "error_type": "outdated",
    "detection": "customer_report",
    "opened_at": "2026-03-01T09:00:00Z",
    "closed_at": "2026-03-02T10:00:00Z",
}
ALL: dict[str, dict[str, Any]] = {
    "github": GITHUB,
    "gitlab": GITLAB,
    "jira": JIRA,
    "pagerduty": PAGERDUTY,
    "incident-io": INCIDENT_IO,
    "zendesk": ZENDESK,
    "servicenow": SERVICENOW,
    "json": PLAIN,
}
BODIES = {
    "github": ("issue", "body"),
    "gitlab": ("object_attributes", "description"),
    "jira": ("issue", "fields", "description"),
    "incident-io": ("public_incident.incident_status_updated_v2", "incident", "summary"),
    "zendesk": ("detail", "description"),
    "servicenow": ("result", "description"),
}
"""Where the body with the form stands; PagerDuty has none, and our own JSON has keys instead."""


def changed(payload: dict[str, Any], *path: str, to: object) -> dict[str, Any]:
    """Give a copy of a payload with one value changed, or taken out where it is changed to `...`."""
    copy: dict[str, Any] = json.loads(json.dumps(payload))
    *outer, last = path
    inner = copy
    for key in outer:
        inner = inner[key]
    if to is ...:
        del inner[last]
    else:
        inner[last] = to
    return copy


def read(system: str, payload: object) -> Reported:
    return read_delivery(system, json.dumps(payload).encode())
