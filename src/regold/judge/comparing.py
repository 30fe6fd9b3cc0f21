"""Compares one golden with one answer: exact, then facts and denials, then words, then meaning."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise

from rapidfuzz import fuzz

from regold.judge.aligning import Pair, align
from regold.judge.embedding import Vectors
from regold.judge.facts import conflicts
from regold.judge.polarity import opposed
from regold.judge.reading import Claim, Reading, content, read
from regold.judge.settings import JudgeSettings
from regold.model import Finding, Span
from regold.text.difference import differing

_EVEN = 0.5
"""The score between accepted and rejected."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What comparing one golden with an answer gave; `undecided` when only the meaning can still tell."""

    golden: str
    accepted: bool
    score: float
    findings: tuple[Finding, ...]
    undecided: bool = False
    signals: Mapping[str, float] = field(default_factory=dict)


class Comparer:
    """Compares goldens with answers by one set of settings, and keeps what it read from each golden."""

    def __init__(self, settings: JudgeSettings, vectors: Vectors) -> None:
        self._settings = settings
        self._vectors = vectors
        self._read: dict[str, Reading] = {}

    def words(self, golden: str, answer: Reading, query: str) -> Comparison:
        """Compare by what needs no model. Facts that the query gave need not be said again."""
        ours = self._golden(golden)
        if ours.plain == answer.plain:
            same = Finding(check="exact", supports=True, message="the answer is the golden, word for word")
            return Comparison(golden=golden, accepted=True, score=1.0, findings=(same,), signals={"exact": 1.0})
        pairs = align(ours, answer)
        alike = fuzz.ratio(ours.plain, answer.plain) / 100
        signals = {"exact": 0.0, "fuzzy": alike, "facts": float(len(ours.facts))}
        against = (*conflicts(ours, answer, pairs, self._golden(query)), *opposed(ours, answer, pairs))
        if against:
            score = _EVEN * alike * 0.5
            return Comparison(golden=golden, accepted=False, score=score, findings=against, signals=signals)
        return self._fuzzy(ours, answer, signals)

    def meaning(self, compared: Comparison, answer: Reading) -> Comparison:
        """Compare by meaning what the words left undecided.

        Raises:
            ModelError: the embedding model cannot be loaded.
        """
        ours = self._golden(compared.golden)
        if not compared.undecided or not self._vectors.there or not ours.claims or not answer.claims:
            return compared
        pairs = self._meant(ours, answer)
        weakest = min(pairs, key=lambda pair: pair.alike)
        signals = {**compared.signals, "similarity": weakest.alike}
        against = opposed(ours, answer, pairs)
        needed = self._settings.similarity
        if weakest.alike < needed:
            return replace(
                compared,
                score=_EVEN * max(0.0, weakest.alike) / needed,
                findings=(_unlike(weakest, needed), *against),
                signals=signals,
            )
        if against:
            return replace(compared, score=_EVEN * 0.5, findings=against, signals=signals)
        near = Finding(
            check="similarity",
            supports=True,
            message=f"each sentence is at least {weakest.alike:.2f} alike (needs {needed:g})",
        )
        score = _EVEN + _EVEN * (weakest.alike - needed) / max(1 - needed, 1e-9)
        findings = (near, *_facts_agree(ours))
        return replace(
            compared, accepted=True, undecided=False, score=min(1.0, score), findings=findings, signals=signals
        )

    def _golden(self, text: str) -> Reading:
        if text not in self._read:
            self._read[text] = read(text)
        return self._read[text]

    def _fuzzy(self, golden: Reading, answer: Reading, signals: Mapping[str, float]) -> Comparison:
        """Accept texts that differ in small words alone, and leave the rest to their meaning."""
        alike, needed = signals["fuzzy"], self._settings.fuzzy
        accepted = alike >= needed and content(golden.text) == content(answer.text)
        lacking, added = differing(golden.text, answer.text)
        found = Finding(
            check="fuzzy",
            supports=accepted,
            message=f"the words are {alike:.2f} alike (needs {needed:g}, and the same words of weight)",
            golden_spans=lacking,
            answer_spans=added,
        )
        return Comparison(
            golden=golden.text,
            accepted=accepted,
            score=_EVEN + _EVEN * alike if accepted else _EVEN * alike,
            findings=(found, *_facts_agree(golden)) if accepted else (found,),
            undecided=not accepted,
            signals=signals,
        )

    def _meant(self, golden: Reading, answer: Reading) -> list[Pair]:
        """Pair each claim of the golden with the nearest of the answer, or with two that follow each other."""
        texts = [claim.text for claim in answer.claims]
        rows = self._vectors.alike([claim.text for claim in golden.claims], texts)
        pairs = [_best(claim, answer, row) for claim, row in zip(golden.claims, rows, strict=True)]
        low = [at for at, pair in enumerate(pairs) if pair.alike < self._settings.similarity]
        if low and len(texts) > 1:
            joined = [" ".join(two) for two in pairwise(texts)]
            again = self._vectors.alike([golden.claims[at].text for at in low], joined)
            for at, row in zip(low, again, strict=True):
                pairs[at] = replace(pairs[at], alike=max(pairs[at].alike, *row))
        return pairs


def _best(claim: Claim, answer: Reading, row: list[float]) -> Pair:
    nearest = max(range(len(row)), key=row.__getitem__)
    return Pair(golden=claim, answer=answer.claims[nearest], alike=row[nearest])


def _unlike(pair: Pair, needed: float) -> Finding:
    return Finding(
        check="similarity",
        supports=False,
        message=f"the nearest sentence is only {pair.alike:.2f} alike (needs {needed:g})",
        golden_spans=(pair.golden.span,),
        answer_spans=(pair.answer.span,) if pair.alike > 0 else (),
    )


def _facts_agree(golden: Reading) -> tuple[Finding, ...]:
    needed = [fact for fact in golden.facts if not fact.weak]
    if not needed:
        return ()
    said = ", ".join(golden.said(fact) for fact in needed[:6])
    spans: tuple[Span, ...] = tuple(fact.span for fact in needed)
    return (Finding(check="fact", supports=True, message=f"the facts agree: {said}", golden_spans=spans),)
