"""Changes suites that people wrote: only the lines that are meant, and only when the rest then reads as before."""

from __future__ import annotations

from regold.strict_yaml.quoting import Written
from regold.suites.writing.edits import AddCase, AddGolden, Edit, RemoveKey, SetGolden, SetKey, as_golden
from regold.suites.writing.write import write_back, write_suite

__all__ = [
    "AddCase",
    "AddGolden",
    "Edit",
    "RemoveKey",
    "SetGolden",
    "SetKey",
    "Written",
    "as_golden",
    "write_back",
    "write_suite",
]
