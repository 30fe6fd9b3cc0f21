"""Keeps what a redaction changed, for a person to look at before it is written. It is shown, never written down."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from regold.incidents.redaction.texts import Redact, Redacted


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A text before and after."""

    before: str
    after: str


class Watched:
    """A redaction whose changes are remembered while it lives."""

    def __init__(self, redact: Redact) -> None:
        self._redact = redact
        self._changes: list[Changed] = []

    def __call__(self, text: str) -> Redacted:
        """Redact a text."""
        redacted = self._redact(text)
        if redacted.text != text:
            self._changes.append(Changed(before=text, after=redacted.text))
        return redacted

    def lines(self, *, with_before: bool = True) -> Iterator[str]:
        """Give the lines that changed, each after its change and, where asked for, before it."""
        for one in self._changes:
            pairs = zip(one.before.split("\n"), one.after.split("\n"), strict=False)
            for before, after in pairs:
                if before != after:
                    if with_before:
                        yield f"- {before}"
                    yield f"+ {after}"
