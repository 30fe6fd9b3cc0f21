"""Compares one golden with one answer: hard conflicts, then equal words, then all signals weighed together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from regold.judge.aligning import align
from regold.judge.comparison import Comparison
from regold.judge.conditions import added
from regold.judge.decision import Decision
from regold.judge.embedding import Vectors
from regold.judge.entailment import load
from regold.judge.explaining import doubts_first, supports
from regold.judge.facts import conflicts, missing
from regold.judge.meaning import followed, similar
from regold.judge.opposites import contrary
from regold.judge.polarity import opposed
from regold.judge.reading import Reading, read, told
from regold.judge.signals import core_of, worded

if TYPE_CHECKING:
    from pathlib import Path

    from regold.judge.settings import JudgeSettings
    from regold.model import Embedder, Entailment

NONE = "none"
"""The setting that does without a model."""

REFUTED = 0.02
"""The probability that is told where a hard conflict decides."""

SETTLED = 0.98
"""The probability that is told where the facts and all words of weight agree."""


def open_comparer(
    settings: JudgeSettings, *, cache: Path | None, embedder: Embedder | None, entailment: Entailment | None
) -> Comparer:
    """Give the comparer for these settings; a model that is given takes the place of the one they name.

    Raises:
        ModelError: the model of inference cannot be loaded.
    """
    vectors = None
    if embedder is not None or settings.embedding != NONE:
        vectors = Vectors(settings.embedding, folder=cache, embedder=embedder)
    if entailment is None and settings.entailment != NONE:
        entailment = load(settings.entailment)
    return Comparer(vectors, entailment, Decision())


class Comparer:
    """Compares goldens with answers by one set of models, and keeps what it read from each golden.

    vectors: None judges without an embedding model; entailment: None without a model of inference.
    """

    def __init__(self, vectors: Vectors | None, entailment: Entailment | None, decision: Decision) -> None:
        self._vectors = vectors
        self._entailment = entailment
        self._decision = decision
        self._read: dict[str, Reading] = {}

    def models(self) -> tuple[str, ...]:
        """Give the ids of the models that were loaded so far."""
        return (
            *(self._vectors.models() if self._vectors else ()),
            *((self._entailment.id,) if self._entailment else ()),
        )

    def words(self, golden: str, answer: Reading, query: str) -> Comparison:
        """Compare by what needs no model, and leave undecided what neither conflicts nor agrees in every word."""
        ours = self._golden(golden)
        pairs = align(ours, answer)
        against = (*conflicts(ours, answer, pairs), *opposed(ours, answer, pairs), *contrary(pairs))
        if against:
            return Comparison(golden=golden, probability=REFUTED, findings=against, sure=True, refuted=True)
        if _same_words(ours, answer, self._golden(query)) or _same_opening(ours, answer):
            return Comparison(golden=golden, probability=SETTLED, findings=supports(ours), sure=True)
        return Comparison(golden=golden, probability=0.5, findings=missing(ours, answer, self._golden(query)))

    def meaning(self, compared: Comparison, answer: Reading, query: str) -> Comparison:
        """Weigh all signals of what the words left undecided.

        Raises:
            ModelError: a model cannot be loaded.
        """
        if compared.sure:
            return compared
        ours, asked = self._golden(compared.golden), self._golden(query)
        signals = self.signals(ours, answer, asked)
        weighed = self._decision.weigh(signals)
        lacking = compared.findings
        doubts = doubts_first(ours, answer, asked, lacking, signals, weighed.weights)
        return Comparison(
            golden=compared.golden,
            probability=weighed.probability,
            findings=(*supports(ours), *doubts) if weighed.probability >= 0.5 else doubts,
            signals=signals,
        )

    def signals(self, golden: Reading, answer: Reading, query: Reading) -> Mapping[str, float]:
        """Give the signals of an answer, those of the models that are there among them."""
        signals = worded(golden, answer, query)
        if self._vectors is not None:
            signals |= similar(self._vectors, golden, core_of(golden, answer, query), query)
        if self._entailment is not None:
            signals |= followed(self._entailment, golden, answer)
        return signals

    def _golden(self, text: str) -> Reading:
        if text not in self._read:
            self._read[text] = read(text)
        return self._read[text]


def _same_words(golden: Reading, answer: Reading, query: Reading) -> bool:
    """Whether each sentence of the golden stands in the answer but for small words, and no condition is added.

    Its facts may be told in other words, and other sentences may stand beside it.
    """
    theirs = [told(answer, span) for span in answer.sentences]
    return (
        bool(golden.claims)
        and all(told(golden, span) in theirs for span in golden.sentences)
        and not added(golden, answer, query)
        and sum(claim.denied for claim in golden.claims) == sum(claim.denied for claim in answer.claims)
    )


def _same_opening(golden: Reading, answer: Reading) -> bool:
    """Whether the golden is a bare yes or no, and the answer opens with the same."""
    return not golden.claims and golden.opens is not None and answer.opens is golden.opens
