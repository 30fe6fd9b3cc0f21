"""Compares one golden with one answer: hard conflicts, then equal words, then all signals weighed together."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from regold.judge.aligning import align
from regold.judge.comparison import Comparison
from regold.judge.conditions import added
from regold.judge.decision import Decision
from regold.judge.embedding import Vectors
from regold.judge.entailment import load
from regold.judge.explaining import doubts_first, supports
from regold.judge.facts import conflicts, missing
from regold.judge.language import english
from regold.judge.meaning import followed, similar
from regold.judge.opposites import charged, contrary
from regold.judge.polarity import opposed
from regold.judge.reading import Reading, read
from regold.judge.rewording import reworded
from regold.judge.signals import core_of, worded
from regold.judge.tokens import tokens
from regold.model import Finding

if TYPE_CHECKING:
    from pathlib import Path

    from regold.judge.settings import JudgeSettings
    from regold.model import Embedder, Entailment

NONE = "none"
"""The setting that does without a model."""

REFUTED = 0.02
"""The probability that is told where a hard conflict decides."""

LACKING = 0.4
"""The most that is told of an answer without a fact of the golden: not accepted at any strictness or severity.

It holds too for other numbers in a language whose units are not read, and for an answer that says the whole golden
and puts a condition in: of 28 such answers of the development data, 27 are wrong.
"""

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
        against = conflicts(ours, answer, pairs) or (
            *opposed(ours, answer, pairs),
            *contrary(ours, answer, pairs),
            *charged(ours, answer),
        )
        if against:
            return Comparison(golden=golden, probability=REFUTED, findings=against, sure=True, refuted=True)
        if not ours.claims or (ours.opens is not None and not tokens(ours)):
            return _without_claims(ours, answer)
        if _same_words(ours, answer, self._golden(query)):
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
        unread = bool(signals["numbers_foreign"]) and not english(ours.text)
        capped = lacking or unread or _only_adds_a_condition(signals) or _says_too_little(ours, answer)
        probability = min(weighed.probability, LACKING) if capped else weighed.probability
        doubts = doubts_first(ours, answer, asked, lacking, signals, weighed.weights)
        return Comparison(
            golden=compared.golden,
            probability=probability,
            findings=(*supports(ours), *doubts) if probability >= 0.5 else doubts,
            signals=signals,
        )

    def in_source(self, compared: Comparison, answer: Reading) -> Comparison:
        """Give a comparison whose spans are those of the texts as they were given."""
        ours = self._golden(compared.golden).flat
        found = [
            replace(
                one,
                golden_spans=tuple(ours.source(span) for span in one.golden_spans),
                answer_spans=tuple(answer.flat.source(span) for span in one.answer_spans),
            )
            for one in compared.findings
        ]
        return replace(compared, findings=tuple(found))

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
    """Whether the answer says the golden in the same or akin words, and adds no condition.

    Its facts may be told in other words, and other sentences may stand beside it.
    """
    if not tokens(golden) or not reworded(golden, core := core_of(golden, answer, query)).none:
        return False
    denials = (sum(claim.denied for claim in reading.claims) for reading in (golden, core))
    return not added(golden, answer, query) and len(set(denials)) == 1


def _says_too_little(golden: Reading, answer: Reading) -> bool:
    """Whether a golden has no word of weight ("You can.") and the answer does not say it in its very words."""
    return all(token.care for token in tokens(golden)) and f" {_bare(golden.plain)} " not in f" {_bare(answer.plain)} "


def _bare(text: str) -> str:
    return " ".join(re.findall(r"[\w']+", text))


def _only_adds_a_condition(signals: Mapping[str, float]) -> bool:
    return not signals["lacking"] and bool(signals["phrases"]) and bool(signals["conditions_excess"])


def _without_claims(golden: Reading, answer: Reading) -> Comparison:
    """Compare with a golden that is a bare yes or no, or says nothing at all: only an answer that opens so is right."""
    if golden.opens is not None and answer.opens is golden.opens:
        return Comparison(golden=golden.text, probability=SETTLED, findings=supports(golden), sure=True)
    message = f'the golden says "{golden.text.strip()[:60]}" and nothing else, the answer does not open so'
    found = Finding(check="polarity", supports=False, message=message)
    return Comparison(golden=golden.text, probability=REFUTED, findings=(found,), sure=True, refuted=True)
