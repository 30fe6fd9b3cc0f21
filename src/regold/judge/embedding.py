"""Vectors of texts: the models that make them and how those of goldens are kept. What they mean is judged elsewhere."""

from __future__ import annotations

from pathlib import Path

from regold.model import Embedder


class Vectors:
    """Placeholder filled by the next commit."""

    def __init__(self, name: str, *, folder: Path | None, embedder: Embedder | None) -> None:
        self._name, self._folder, self._embedder = name, folder, embedder

    def models(self) -> tuple[str, ...]:
        """Give the ids of the models that were loaded."""
        return ()
