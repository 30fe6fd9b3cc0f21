"""What can be changed in a suite, as plain values; where it goes in the file is the work of `placing`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from regold.strict_yaml.quoting import Written, visible


@dataclass(frozen=True, slots=True, kw_only=True)
class SetGolden:
    """Make a text the only golden of a query, in place of its goldens or of its `record: true`.

    `case` is the id as it is written in the file, never that of a variant; `turn` counts from 0.
    """

    case: str
    text: str
    turn: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class AddGolden:
    """Add a text to the goldens of a query, or make it the first."""

    case: str
    text: str
    turn: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SetKey:
    """Give a key of a case this value, whether it has one or not; a new key goes behind the others."""

    case: str
    key: str
    value: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveKey:
    """Take a key with its value, and the comment on their line, out of a case."""

    case: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AddCase:
    """Add a case behind the others, with the keys in this order."""

    content: Mapping[str, Written]


Edit = SetGolden | AddGolden | SetKey | RemoveKey | AddCase


def as_golden(answer: str) -> str:
    """Give an answer as it can stand in a suite: without invisible characters and the blanks around it."""
    return visible(answer).strip()
