"""The errors a user can cause, each with a text made to be read; bugs raise whatever they raise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


class RegoldError(Exception):
    """A user's mistake: the text says where, what is wrong and what to do next."""


class ConfigError(RegoldError):
    """A setting, option or environment variable that cannot be used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """One mistake in a suite and where it stands; line and column count from 1."""

    path: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.message}"


class SuiteError(RegoldError):
    """All mistakes of the suites that were read, one `file:line:col: message` a line."""

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        super().__init__("\n".join(map(str, mistakes)))
        self.mistakes = tuple(mistakes)


class HistoryError(RegoldError):
    """A run that cannot be found, read or written."""


class KnowledgeError(RegoldError):
    """Articles, or a change of them, that cannot be found or read."""


class IncidentError(RegoldError):
    """An incident that cannot be found, read, written, imported or moved on."""


class ModelError(RegoldError):
    """An embedding model that cannot be loaded, or a user's check or class that cannot be used."""
