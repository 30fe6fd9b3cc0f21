"""Compares one golden with one answer: exact, then facts and denials, then words, then meaning."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from rapidfuzz import fuzz

from regold.judge.aligning import Pair, align
from regold.judge.comparison import Comparison
from regold.judge.embedding import Vectors
from regold.judge.facts import conflicts, settled
from regold.judge.polarity import opposed
from regold.judge.reading import Reading, content, read
from regold.judge.settings import JudgeSettings
from regold.model import Finding, Span
from regold.text.difference import differing
from regold.text.facts import same, within

_EVEN = 0.5
"""The score between accepted and rejected."""

_WINDOW = 3
"""How many sentences of an answer may together say what one sentence of the golden says."""


class Comparer:
    """Compares goldens with answers by one set of settings, and keeps what it read from each golden."""

    def __init__(self, settings: JudgeSettings, vectors: Vectors) -> None:
        self._settings = settings
        self._vectors = vectors
        self._read: dict[str, Reading] = {}

    def words(self, golden: str, answer: Reading, query: str) -> Comparison:
        """Compare by what needs no model. Facts that the query gave need not be said again."""
        ours = self._golden(golden)
        pairs = align(ours, answer)
        alike = fuzz.ratio(ours.plain, answer.plain) / 100
        signals = {"exact": 0.0, "fuzzy": alike, "facts": float(len(ours.facts))}
        against = (*conflicts(ours, answer, pairs, self._golden(query)), *opposed(ours, answer, pairs))
        if against:
            score = _EVEN * alike * 0.5
            return Comparison(golden=golden, accepted=False, score=score, findings=against, signals=signals)
        if not ours.claims and ours.opens is not None and answer.opens is ours.opens:
            found = Finding(check="polarity", supports=True, message="the answer opens with the same yes or no")
            return Comparison(golden=golden, accepted=True, score=0.9, findings=(found,), signals=signals)
        if settled(ours, answer):
            score = _EVEN + _EVEN * alike
            return Comparison(golden=golden, accepted=True, score=score, findings=_facts_agree(ours), signals=signals)
        return self._fuzzy(ours, answer, signals)

    def meaning(self, compared: Comparison, answer: Reading) -> Comparison:
        """Compare by meaning what the words left undecided.

        Raises:
            ModelError: the embedding model cannot be loaded.
        """
        ours = self._golden(compared.golden)
        if not compared.undecided or not self._vectors.there or not ours.claims or not answer.claims:
            return compared
        alike = [self._nearest(sentence, ours, answer) for sentence in _texts(ours)]
        at = min(range(len(alike)), key=alike.__getitem__)
        weakest, needed = alike[at], self._settings.similarity
        signals = {**compared.signals, "similarity": weakest}
        if weakest < needed:
            far = _unlike(ours.sentences[at], weakest, needed)
            score = _EVEN * max(0.0, weakest) / needed
            return replace(compared, score=score, findings=(far,), signals=signals)
        against = opposed(ours, answer, self._meant(ours, answer))
        if against:
            return replace(compared, score=_EVEN * 0.5, findings=against, signals=signals)
        near = Finding(
            check="similarity",
            supports=True,
            message=f"each sentence is at least {weakest:.2f} alike (needs {needed:g})",
        )
        score = _EVEN + _EVEN * (weakest - needed) / max(1 - needed, 1e-9)
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

    def _nearest(self, sentence: str, golden: Reading, answer: Reading) -> float:
        """Give how alike the sentence is to the nearest of the answer, or to a few that follow each other."""
        texts = _dressed(answer, golden)
        alike = -1.0
        for length in range(1, min(_WINDOW, len(texts)) + 1):
            windows = [" ".join(texts[at : at + length]) for at in range(len(texts) - length + 1)]
            alike = max(alike, *self._vectors.alike([sentence], windows)[0])
            if alike >= self._settings.similarity:
                break
        return alike

    def _meant(self, golden: Reading, answer: Reading) -> list[Pair]:
        """Pair each claim of the golden with the claim of the answer that is nearest in meaning."""
        rows = self._vectors.alike([one.text for one in golden.claims], [one.text for one in answer.claims])
        nearest = [max(range(len(row)), key=row.__getitem__) for row in rows]
        return [
            Pair(golden=claim, answer=answer.claims[at], alike=row[at])
            for claim, row, at in zip(golden.claims, rows, nearest, strict=True)
        ]


def _texts(reading: Reading) -> list[str]:
    return [reading.text[span.start : span.end] for span in reading.sentences]


def _dressed(answer: Reading, golden: Reading) -> list[str]:
    """Give the sentences of the answer with each fact in the golden's words where both state the same.

    A model sees "60 minutes" and "one hour" as two things; here it is known that they are one.
    """
    texts = []
    for sentence in answer.sentences:
        text, end = "", sentence.start
        for fact in within(answer.facts, sentence):
            known = next((other for other in golden.facts if same(other, fact)), None)
            if known is not None and fact.span.start >= end:
                text += answer.text[end : fact.span.start] + golden.said(known)
                end = fact.span.end
        texts.append(text + answer.text[end : sentence.end])
    return texts


def _unlike(sentence: Span, alike: float, needed: float) -> Finding:
    return Finding(
        check="similarity",
        supports=False,
        message=f"the nearest sentence is only {alike:.2f} alike (needs {needed:g})",
        golden_spans=(sentence,),
    )


def _facts_agree(golden: Reading) -> tuple[Finding, ...]:
    needed = [fact for fact in golden.facts if not fact.weak]
    if not needed:
        return ()
    said = ", ".join(golden.said(fact) for fact in needed[:6])
    spans: tuple[Span, ...] = tuple(fact.span for fact in needed)
    return (Finding(check="fact", supports=True, message=f"the facts agree: {said}", golden_spans=spans),)
