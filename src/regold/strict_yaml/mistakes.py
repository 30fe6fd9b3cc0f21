"""Collects the mistakes of one file, in order and up to a cap. It finds none itself."""

from __future__ import annotations

from regold.errors import Mistake

MOST_MISTAKES = 20


class Mistakes:
    """The mistakes found so far in one file."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._found: set[tuple[int, int, str]] = set()

    def __bool__(self) -> bool:
        return bool(self._found)

    @property
    def full(self) -> bool:
        """Whether more were found than are shown, so that reading on is of no use."""
        return len(self._found) > MOST_MISTAKES

    def add(self, line: int, column: int, message: str) -> None:
        """Note a mistake; line and column count from 1."""
        self._found.add((line, column, message))

    def places(self) -> frozenset[tuple[int, int]]:
        """Give the line and column of each mistake so far."""
        return frozenset((line, column) for line, column, _ in self._found)

    def in_order(self) -> tuple[Mistake, ...]:
        """Give at most `MOST_MISTAKES` from top to bottom, and one more that says so when there are others."""
        found = sorted(self._found)
        shown = found[:MOST_MISTAKES]
        if self.full:
            line, column, _ = found[MOST_MISTAKES]
            shown.append((line, column, "there are more mistakes from here on; mend those above first"))
        return tuple(
            Mistake(path=self._path, line=line, column=column, message=message) for line, column, message in shown
        )
