"""The JSON Schema (draft-07) of a suite file for editors."""

from __future__ import annotations

from regold.strict_yaml.schema import schema_of
from regold.suites.models import SuiteModel


def schema() -> dict[str, object]:
    """Give the JSON Schema of a suite file."""
    return schema_of(SuiteModel, "Golden suite")
