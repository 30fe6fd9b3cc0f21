"""The kinds of values that only incidents have: instants, names in other systems, a severity that may be unknown."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from regold.model import Severity

NAME = r"^[A-Za-z0-9][A-Za-z0-9._:/#@+=-]{0,199}$"
"""A name that another system gave: what identifiers of trackers are made of, and nothing that YAML could read otherwise
once it is quoted."""

UNKNOWN = "unknown"
_WANTED = 'must be a time with its zone, such as "2026-03-01T09:30:00Z"'
_EARLIEST = 1970


def instant(text: str) -> datetime:
    """Give the time that a text names, in UTC and whole seconds; raises ValueError for one without a zone."""
    found = datetime.fromisoformat(text)
    if found.tzinfo is None or found.year < _EARLIEST:
        raise ValueError(text)
    return found.astimezone(UTC).replace(microsecond=0)


def written(at: datetime) -> str:
    """Give a time as it stands in a file: `2026-03-01T09:30:00Z`."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _checked_instant(value: object) -> object:
    if value is None or isinstance(value, datetime):
        return value
    if isinstance(value, str):
        try:
            return instant(value)
        except (ValueError, OverflowError):
            pass
    raise PydanticCustomError("regold", _WANTED)


def _known(value: object) -> object:
    return None if value == UNKNOWN else value


_WRITTEN_TIME = Annotated[str, Field(json_schema_extra={"format": "date-time"})]
_WRITTEN_SEVERITY = Literal["critical", "high", "medium", "low", "unknown"]

Instant = Annotated[datetime, BeforeValidator(_checked_instant, json_schema_input_type=_WRITTEN_TIME)]
Name = Annotated[str, Field(pattern=NAME)]
SeverityOrUnknown = Annotated[Severity | None, BeforeValidator(_known, json_schema_input_type=_WRITTEN_SEVERITY)]
