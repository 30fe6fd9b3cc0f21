"""Ways to judge an answer: Regold's judge, and the baselines it has to beat."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from rapidfuzz import fuzz, utils

from benchmarks.judge.data import Pair
from regold.judge import Judge
from regold.judge.shipped import Shipped, premise
from regold.model import Answer, Case, Embedder, Entailment, Place, Turn

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """A score for each answer, and the decision on it where the method has a threshold of its own."""

    scores: NDArray[np.float64]
    accepted: NDArray[np.bool_] | None = None
    unsure: float | None = None


Method = Callable[[Iterable[Pair]], Scored]
"""Scores the answers one by one, higher being more acceptable."""


class Remembering:
    """An embedder that embeds each text once, for several methods that ask for the same."""

    def __init__(self, model: Embedder) -> None:
        self._model = model
        self._known: dict[str, NDArray[np.float32]] = {}

    @property
    def id(self) -> str:
        """The id of the model."""
        return self._model.id

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Give one row a text."""
        for text in texts:
            if text not in self._known:
                self._known[text] = self._model.embed([text])[0]
        return np.stack([self._known[text] for text in texts])


class RememberingEntailment:
    """The same for a model of entailment: it is asked once about a pair of texts."""

    def __init__(self, model: Entailment) -> None:
        self._model = model
        self._known: dict[tuple[str, str], np.float32] = {}

    @property
    def id(self) -> str:
        """The id of the model."""
        return self._model.id

    def follows(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        """Give one log-odds a pair."""
        for pair in pairs:
            if pair not in self._known:
                self._known[pair] = self._model.follows([pair])[0]
        return np.array([self._known[pair] for pair in pairs], dtype=np.float32)


def case(pair: Pair) -> Case:
    """Give the pair's question as a case of one turn."""
    turn = Turn(query=pair.question, golden=pair.goldens)
    return Case(id=pair.id, suite="bench", turns=(turn,), place=Place(path="bench", line=1))


def judging(judge: Judge) -> Method:
    """Judge as users do: its probability, its own threshold."""

    def method(pairs: Iterable[Pair]) -> Scored:
        verdicts = [judge.evaluate(case(pair), Answer(text=pair.answer)) for pair in pairs]
        return Scored(
            scores=np.array([verdict.score for verdict in verdicts]),
            accepted=np.array([verdict.accepted for verdict in verdicts]),
            unsure=float(np.mean([verdict.unsure for verdict in verdicts])),
        )

    return method


def nearest(likeness: Callable[[str, str], float]) -> Method:
    """Score by how alike the answer is to the golden that is most like it."""

    def method(pairs: Iterable[Pair]) -> Scored:
        return Scored(
            scores=np.array([max(likeness(golden, pair.answer) for golden in pair.goldens) for pair in pairs])
        )

    return method


def cosine(model: Embedder) -> Method:
    """Compare the vectors of both whole texts."""

    def likeness(golden: str, answer: str) -> float:
        first, second = model.embed([golden, answer])
        return float(first @ second)

    return nearest(likeness)


def cross_encoder(model: Entailment) -> Method:
    """Take the worse direction: the answer must follow from the golden, and the golden from the answer."""

    def likeness(golden: str, answer: str) -> float:
        return float(model.follows([(golden, answer), (answer, golden)]).min())

    return nearest(likeness)


def own_model(model: Shipped) -> Method:
    """Score by the model that comes with the judge alone, as the judge asks it: with the question before the golden."""

    def method(pairs: Iterable[Pair]) -> Scored:
        asked = ([(premise(pair.question, golden), pair.answer) for golden in pair.goldens] for pair in pairs)
        return Scored(scores=np.array([float(model.follows(one).max()) for one in asked]))

    return method


def token_set(golden: str, answer: str) -> float:
    """Give RapidFuzz' token_set_ratio of both texts without case and punctuation, 0 to 1."""
    return fuzz.token_set_ratio(golden, answer, processor=utils.default_process) / 100


def token_f1(golden: str, answer: str) -> float:
    """Give the harmonic mean of precision and recall over words, 0 to 1.

    As in the evaluation of SQuAD (Rajpurkar et al. 2016): articles, case and punctuation do not count.
    """
    ours, theirs = Counter(_words(golden)), Counter(_words(answer))
    shared = sum((ours & theirs).values())
    return 2 * shared / (ours.total() + theirs.total()) if shared else 0.0


def exact(pairs: Iterable[Pair]) -> Scored:
    """Accept an answer whose words are those of a golden, in order."""
    same = np.array([any(_words(golden) == _words(pair.answer) for golden in pair.goldens) for pair in pairs])
    return Scored(scores=same.astype(np.float64), accepted=same)


def _words(text: str) -> list[str]:
    return [word for word in re.findall(r"\w+", text.lower()) if word not in {"a", "an", "the"}]
