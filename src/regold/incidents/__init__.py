"""Incidents: every mistake of the endpoint from its first report to the day it can no longer come back unseen."""

from __future__ import annotations

from regold.incidents import lifecycle, record
from regold.incidents.durations import Durations, durations
from regold.incidents.file import record_of, schema
from regold.incidents.importing import Effect, Imported, bring_in
from regold.incidents.letters import Letter, draft
from regold.incidents.record import Incident
from regold.incidents.redaction import Redact, Redacted, as_given
from regold.incidents.store import Store
from regold.incidents.trends import Trends, trends
from regold.incidents.verification import Proof, needed, proof

__all__ = [
    "Durations",
    "Effect",
    "Imported",
    "Incident",
    "Letter",
    "Proof",
    "Redact",
    "Redacted",
    "Store",
    "Trends",
    "as_given",
    "bring_in",
    "draft",
    "durations",
    "lifecycle",
    "needed",
    "proof",
    "record",
    "record_of",
    "schema",
    "trends",
]
