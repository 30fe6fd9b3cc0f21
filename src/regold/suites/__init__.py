"""Golden suites: strict YAML files of cases, read with the exact place of every mistake. They are never run here."""

from __future__ import annotations

from regold.suites.load import Loaded, is_suite, load, load_all, read_all
from regold.suites.schema import schema
from regold.suites.writing import (
    AddCase,
    AddGolden,
    Edit,
    RemoveKey,
    SetGolden,
    SetKey,
    Written,
    as_golden,
    write_back,
    write_suite,
)

__all__ = [
    "AddCase",
    "AddGolden",
    "Edit",
    "Loaded",
    "RemoveKey",
    "SetGolden",
    "SetKey",
    "Written",
    "as_golden",
    "is_suite",
    "load",
    "load_all",
    "read_all",
    "schema",
    "write_back",
    "write_suite",
]
