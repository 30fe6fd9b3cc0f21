"""Similarity of texts by an embedding model that is loaded when first needed; what it means is judged elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from regold.judge.kept import Kept
from regold.judge.models import load
from regold.model import Embedder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NONE = "none"
_ANSWERS = 500


class Vectors:
    """The one model of a judge and the vectors of the goldens it has met.

    name: the embedding of the settings, used when no embedder is given.
    folder: where vectors of goldens are kept between runs; None keeps them in memory alone.
    embedder: the model itself, in place of the name.
    """

    def __init__(self, name: str, *, folder: Path | None = None, embedder: Embedder | None = None) -> None:
        self._name = name
        self._given = embedder
        self._model: Embedder | None = None
        self._kept = Kept(folder)
        self._goldens: dict[str, NDArray[np.float32]] = {}
        self._answers: dict[str, NDArray[np.float32]] = {}

    @property
    def there(self) -> bool:
        """Whether there is a model to ask."""
        return self._given is not None or self._name != NONE

    def models(self) -> tuple[str, ...]:
        """Give the id of the model if it was used, else nothing."""
        return () if self._model is None else (self._model.id,)

    def alike(self, goldens: Sequence[str], answers: Sequence[str]) -> list[list[float]]:
        """Give the cosine similarity, from -1 to 1, of each golden text (a row) with each answer text (a column).

        Raises:
            ModelError: the model cannot be loaded.
        """
        import numpy as np

        if self._model is None:
            self._model = self._given or load(self._name)
        ours = np.stack([self._golden(self._model, text) for text in goldens])
        theirs = np.stack([self._answer(self._model, text) for text in answers])
        rows: list[list[float]] = np.clip(ours @ theirs.T, -1, 1).tolist()
        return rows

    def _answer(self, model: Embedder, text: str) -> NDArray[np.float32]:
        """Keep the vectors of a few answers in memory alone: one answer is held against several goldens."""
        if len(self._answers) > _ANSWERS:
            self._answers.clear()
        if text not in self._answers:
            self._answers[text] = model.embed([text])[0]
        return self._answers[text]

    def _golden(self, model: Embedder, text: str) -> NDArray[np.float32]:
        known = self._goldens.get(text)
        if known is None:
            known = self._kept.read(model.id, text)
            if known is None:
                known = model.embed([text])[0]
                self._kept.write(model.id, text, known)
            self._goldens[text] = known
        return known
