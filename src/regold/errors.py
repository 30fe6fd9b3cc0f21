"""The errors a user can cause, each with a text made to be read; bugs raise whatever they raise."""

from __future__ import annotations

from collections.abc import Sequence


class RegoldError(Exception):
    """A user's mistake: the text says where, what is wrong and what to do next."""


class ConfigError(RegoldError):
    """A setting, option or environment variable that cannot be used."""


class SuiteError(RegoldError):
    """All mistakes of the suites that were read, one `file:line:col: message` a line."""

    def __init__(self, mistakes: Sequence[str]) -> None:
        super().__init__("\n".join(mistakes))
        self.mistakes = tuple(mistakes)


class HistoryError(RegoldError):
    """A run that cannot be found, read or written."""


class ModelError(RegoldError):
    """An embedding model that cannot be loaded, or a user's check or class that cannot be used."""
