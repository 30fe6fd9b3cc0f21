"""The demo's chances: the same for the same seed, question and how often it was asked, whatever else is going on."""

from __future__ import annotations

from collections import Counter
from random import Random


class Draws:
    """Gives each asking of a question its own source of chance; counts how often each question was asked."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._asked: Counter[str] = Counter()

    @property
    def total(self) -> int:
        """How many questions were asked in all."""
        return self._asked.total()

    def next(self, question: str) -> Random:
        """Count one more asking of the question and give its chances."""
        self._asked[question] += 1
        return Random(f"{self._seed}:{self._asked[question]}:{question}")  # noqa: S311 - repeatable, nothing secret
