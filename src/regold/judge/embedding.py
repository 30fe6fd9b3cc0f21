"""Similarity of texts by an embedding model that is loaded when first needed; what it means is judged elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from regold.judge.kept import Kept
from regold.judge.models import load
from regold.model import Embedder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_ANSWERS = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """How alike the sentences of a golden and of an answer are, as cosines from -1 to 1.

    `whole` compares the means of both; `weakest` is the sentence of the golden that is least like anything in the
    answer, `stray` that of the answer which is least like anything in the golden.
    """

    whole: float
    weakest: float
    stray: float


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

    def models(self) -> tuple[str, ...]:
        """Give the id of the model if it was used, else nothing."""
        return () if self._model is None else (self._model.id,)

    def compare(self, goldens: Sequence[str], answers: Sequence[str]) -> Alike:
        """Compare the sentences of a golden with those of an answer, one at least of each.

        Raises:
            ModelError: the model cannot be loaded.
        """
        import numpy as np

        ours, theirs = self._rows(goldens, answers)
        whole, said = _whole(ours), _whole(theirs)
        alike = np.clip(ours @ theirs.T, -1, 1)
        return Alike(
            whole=float(whole @ said),
            weakest=float(np.maximum(alike.max(axis=1), ours @ said).min()),
            stray=float(np.maximum(alike.max(axis=0), theirs @ whole).min()),
        )

    def asked(self, query: str, goldens: Sequence[str], answers: Sequence[str]) -> float:
        """Give how much more alike the answer is to the query than the golden is."""
        known, theirs = self._rows([query, *goldens], answers)
        return float(_whole(theirs) @ known[0] - _whole(known[1:]) @ known[0])

    def learn(self, goldens: Sequence[str], answers: Sequence[str]) -> None:
        """Embed what is not known yet of texts that are compared next: faster all at once than one by one.

        Goldens are kept; of answers a few in memory alone, for one answer is held against several goldens.

        Raises:
            ModelError: the model cannot be loaded.
        """
        if self._model is None:
            self._model = self._given or load(self._name)
        if len(self._answers) > _ANSWERS:
            self._answers.clear()
        for text in goldens:
            if text not in self._goldens and (kept := self._kept.read(self._model.id, text)) is not None:
                self._goldens[text] = kept
        new = [text for text in goldens if text not in self._goldens]
        fresh = [text for text in answers if text not in self._answers]
        texts = list(dict.fromkeys((*new, *fresh)))
        rows = dict(zip(texts, self._model.embed(texts), strict=True)) if texts else {}
        for text in new:
            self._goldens[text] = rows[text]
            self._kept.write(self._model.id, text, rows[text])
        self._answers.update((text, rows[text]) for text in fresh)

    def _rows(self, goldens: Sequence[str], answers: Sequence[str]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        import numpy as np

        self.learn(goldens, answers)
        ours, theirs = [self._goldens[text] for text in goldens], [self._answers[text] for text in answers]
        return np.stack(ours), np.stack(theirs)


def _whole(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    import numpy as np

    mean: NDArray[np.float32] = rows.mean(axis=0)
    unit: NDArray[np.float32] = mean / max(float(np.linalg.norm(mean)), 1e-12)
    return unit
