"""Gives texts as vectors of the model in the settings, each asked of it once and kept. It finds nothing alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regold.errors import ModelError
from regold.session.opening import open_embedder

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy as np
    from numpy.typing import NDArray

    from regold.config import Config
    from regold.model import Embedder

NONE = "none"


class Meaning:
    """The model of the settings, loaded when first needed; without one, or where it cannot be loaded, there is none."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self._model: Embedder | None = None
        self._is_there = config.judge.embedding != NONE or config.embedder is not None
        self._known: dict[str, NDArray[np.float32]] = {}

    def rows(self, texts: Iterable[str]) -> NDArray[np.float32] | None:
        """Give a row of length one for each text; None where there is no model, and words must do."""
        import numpy as np  # noqa: PLC0415 - most sessions compare no texts

        model = self._loaded()
        if model is None:
            return None
        found = [self._row(model, text) for text in texts]
        return np.stack(found) if found else np.empty((0, 1), dtype=np.float32)

    def _row(self, model: Embedder, text: str) -> NDArray[np.float32]:
        from regold.judge.kept import Kept  # noqa: PLC0415 - only where there is a model

        if text not in self._known:
            kept = Kept(self._config.cache)
            row = kept.read(model.id, text)
            if row is None:
                row = model.embed([text])[0]
                kept.write(model.id, text, row)
            self._known[text] = row
        return self._known[text]

    def _loaded(self) -> Embedder | None:
        from regold.judge.models import load  # noqa: PLC0415 - only where there is a model

        if self._model is None and self._is_there:
            try:
                self._model = open_embedder(self._config) or load(self._config.judge.embedding)
            except ModelError:
                self._is_there = False
        return self._model
