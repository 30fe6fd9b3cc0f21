"""Compares one golden with one text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from regold.judge.embedding import Vectors
from regold.judge.settings import JudgeSettings
from regold.model import Finding
from regold.text.difference import differing
from regold.text.normalise import normalise


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What comparing one golden with an answer gave; `open` when only the meaning can still decide."""

    golden: str
    accepted: bool
    score: float
    findings: tuple[Finding, ...]
    open: bool = False
    signals: Mapping[str, float] = field(default_factory=dict)


class Comparer:
    """Compares goldens with answers."""

    def __init__(self, settings: JudgeSettings, vectors: Vectors) -> None:
        self._settings, self._vectors = settings, vectors

    def words(self, golden: str, answer: str) -> Comparison:
        """Compare by words alone."""
        ours, theirs = normalise(golden), normalise(answer)
        if ours == theirs:
            same = Finding(check="exact", supports=True, message="the answer is the golden")
            return Comparison(golden=golden, accepted=True, score=1.0, findings=(same,))
        ratio = fuzz.ratio(ours, theirs) / 100
        good = ratio >= self._settings.fuzzy
        spans = differing(golden, answer)
        found = Finding(
            check="fuzzy",
            supports=good,
            message=f"the words are {ratio:.2f} alike (needs {self._settings.fuzzy:g})",
            golden_spans=spans[0],
            answer_spans=spans[1],
        )
        return Comparison(golden=golden, accepted=good, score=ratio, findings=(found,), open=not good)

    def meaning(self, compared: Comparison, answer: str) -> Comparison:
        """Compare by meaning what words alone left open."""
        return compared
