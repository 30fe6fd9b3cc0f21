"""Compares one golden with one answer: facts that conflict, then equal words, then all signals weighed together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from regold.judge.aligning import align
from regold.judge.comparison import Comparison, Spans
from regold.judge.decision import Decision
from regold.judge.embedding import Vectors
from regold.judge.entailment import load
from regold.judge.explaining import doubts_first, supports
from regold.judge.facts import conflicts, missing
from regold.judge.language import english
from regold.judge.meaning import agreed, faults, followed, similar
from regold.judge.reading import Reading, read, unmarked, verbatim
from regold.judge.shipped import Shipped
from regold.judge.signals import core_of, worded
from regold.judge.tokens import tokens
from regold.judge.turning import proofs, turned_round
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
"""The most that is told where more is needed than there is to weigh: not accepted at any strictness or severity."""

SETTLED = 0.98
"""The probability that is told where all words agree, and all facts by their values."""


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
        self._asked = False
        self._decision = decision
        self._read: dict[str, Reading] = {}

    def models(self) -> tuple[str, ...]:
        """Give the ids of the models that were loaded so far."""
        return (
            *(self._vectors.models() if self._vectors else ()),
            *((self._entailment.id,) if self._entailment and self._asked else ()),
        )

    def words(self, golden: str, answer: Reading, query: str) -> Comparison:
        """Compare by what needs no model, and leave undecided what neither conflicts nor agrees in every word."""
        ours = self._golden(golden)
        against = conflicts(ours, answer, align(ours, answer))
        if not against:
            against = proofs(ours, answer, core_of(ours, answer, self._golden(query)))
        if against:
            return Comparison(golden=golden, probability=REFUTED, findings=against, sure=True, refuted=True)
        if not ours.claims and (decided := _bare(ours, answer)):
            return decided
        if verbatim(ours) == verbatim(answer):
            return Comparison(golden=golden, probability=SETTLED, findings=supports(ours), sure=True)
        doubts = (*turned_round(ours, answer), *missing(ours, answer, self._golden(query)))
        return Comparison(golden=golden, probability=0.5, findings=doubts)

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
        capped = _needs_more(signals, ours, answer)
        probability = min(weighed.probability, LACKING) if capped else weighed.probability
        at_fault = self._at_fault(signals, ours, answer, asked)
        doubts = doubts_first(ours, answer, asked, compared.findings, signals, weighed.weights, at_fault)
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
        return {**signals, **self._inferred(golden, answer, query)}

    def _inferred(self, golden: Reading, answer: Reading, query: Reading) -> Mapping[str, float]:
        """Ask the model of inference; Regold's own reads English alone."""
        if self._entailment is None:
            return {}
        if not isinstance(self._entailment, Shipped):
            self._asked = True
            return followed(self._entailment, golden, answer)
        if not (english(golden.text) and english(answer.text)):
            return {}
        self._asked = True
        return agreed(self._entailment, golden, answer, query)

    def _at_fault(self, signals: Mapping[str, float], golden: Reading, answer: Reading, query: Reading) -> Spans:
        """Give the words of golden and answer that Regold's own model takes for the fault, where it was asked."""
        if "agrees" not in signals or not isinstance(self._entailment, Shipped):
            return (), ()
        return faults(self._entailment, golden, answer, query)

    def _golden(self, text: str) -> Reading:
        if text not in self._read:
            self._read[text] = read(text)
        return self._read[text]


def _needs_more(signals: Mapping[str, float], golden: Reading, answer: Reading) -> bool:
    """Whether an answer must not be accepted on these signals.

    Other numbers in a language whose units are not read; an evasion where the golden is a bare yes or no; and where the
    judge's own model did not read it, an answer that lacks a fact of the golden, that says all of it and puts a
    condition in, or whose golden has no word of weight.
    """
    if signals["numbers_foreign"] and not english(golden.text):
        return True
    bare = _says_too_little(golden, answer)
    doubtful = signals["facts_missing"] or _only_adds_a_condition(signals) or bare
    return bool(bare and signals["evades"]) or ("agrees" not in signals and bool(doubtful))


def _says_too_little(golden: Reading, answer: Reading) -> bool:
    """Whether a golden has no word of weight ("You can.") and the answer does not say it in its very words."""
    told = f" {unmarked(golden)} " in f" {unmarked(answer)} "
    return all(token.care for token in tokens(golden)) and not told


def _only_adds_a_condition(signals: Mapping[str, float]) -> bool:
    return not signals["lacking"] and bool(signals["phrases"]) and bool(signals["conditions_excess"])


def _bare(golden: Reading, answer: Reading) -> Comparison | None:
    """Compare with a golden that is a bare yes or no, or says nothing at all; None where more must be weighed."""
    if golden.opens is not None and answer.opens is golden.opens and not answer.claims:
        return Comparison(golden=golden.text, probability=SETTLED, findings=supports(golden), sure=True)
    if golden.opens is not None and answer.claims and answer.opens is not (not golden.opens):
        return None
    message = f'the golden says "{golden.text.strip()[:60]}" and nothing else, the answer does not open so'
    found = Finding(check="polarity", supports=False, message=message)
    return Comparison(golden=golden.text, probability=REFUTED, findings=(found,), sure=True, refuted=True)
