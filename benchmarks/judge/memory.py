"""Gives as many verdicts as it is told, so that the memory of its process can be read; run by `speed`.

Without --whole the models answer for the first texts only, then vectors and log-odds of the same size are drawn: memory
is that of the real thing, which would take minutes.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count, islice
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.judge.data import SETS, Pair, read
from benchmarks.judge.methods import case
from regold.judge import Judge, JudgeSettings
from regold.judge.entailment import load as load_entailment
from regold.judge.models import load as load_embedder
from regold.model import Answer, Embedder, Entailment

if TYPE_CHECKING:
    from numpy.typing import NDArray

REAL = 500


class Sparing:
    """An embedder whose model embeds the first texts; what comes later gets vectors drawn at random."""

    def __init__(self, model: Embedder, real: int) -> None:
        self._model = model
        self._left = real
        self._random = np.random.default_rng(0)
        self.id = model.id

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Give one unit-length row a text."""
        self._left -= len(texts)
        if self._left >= 0:
            return self._model.embed(texts)
        rows = self._random.standard_normal((len(texts), 384), dtype=np.float32)
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True))


class SparingEntailment:
    """The same for a model of entailment: later pairs get an even chance."""

    def __init__(self, model: Entailment, real: int) -> None:
        self._model = model
        self._left = real
        self.id = model.id

    def follows(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        """Give one log-odds a pair."""
        self._left -= len(pairs)
        return self._model.follows(pairs) if self._left >= 0 else np.zeros(len(pairs), dtype=np.float32)


def answers() -> Iterator[Pair]:
    """Give the answers of all sets, longest first, then the same again under another id and another wording."""
    pairs = sorted((pair for name in SETS for pair in read(name)), key=lambda pair: -len(pair.answer))
    for turn in count():
        for pair in pairs:
            yield replace(pair, id=f"{pair.id}.{turn}", answer=f"{pair.answer}{' Thank you!' * turn}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--verdicts", type=int, required=True)
    parser.add_argument("--entailment")
    parser.add_argument("--whole", action="store_true", help="ask the models for every text")
    options = parser.parse_args()
    embedder: Embedder = load_embedder("minilm")
    entailment = load_entailment(options.entailment) if options.entailment else None
    if not options.whole:
        embedder = Sparing(embedder, REAL)
        entailment = SparingEntailment(entailment, REAL // 5) if entailment else None
    judge = Judge(JudgeSettings(), embedder=embedder, entailment=entailment)
    for pair in islice(answers(), options.verdicts):
        judge.evaluate(case(pair), Answer(text=pair.answer))


if __name__ == "__main__":
    main()
