"""Takes customers' data out of texts before they become files, and finds what was left in files. Asks nobody."""

from __future__ import annotations

from regold.incidents.redaction.finding import Found, Personal, find, is_allowed
from regold.incidents.redaction.redacting import Redactor
from regold.incidents.redaction.replacing import is_synthetic
from regold.incidents.redaction.texts import Redact, Redacted, as_given

__all__ = [
    "Found",
    "Personal",
    "Redact",
    "Redacted",
    "Redactor",
    "as_given",
    "find",
    "is_allowed",
    "is_synthetic",
]
