"""Golden suites: strict YAML files of cases, read with the exact place of every mistake. They are never run here."""

from __future__ import annotations

from regold.suites.load import Loaded, is_suite, load, load_all, read_all
from regold.suites.schema import schema

__all__ = [
    "Loaded",
    "is_suite",
    "load",
    "load_all",
    "read_all",
    "schema",
]
