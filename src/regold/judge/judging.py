"""Decides on the answer to a case, turn by turn; how one golden is compared with one text is told in `comparing`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from regold.errors import ModelError
from regold.judge.comparison import Comparison, exactly
from regold.judge.embedding import Vectors
from regold.judge.expectations import against, unmet
from regold.judge.settings import JudgeSettings
from regold.model import Answer, Case, Check, Embedder, Finding, Turn, Verdict
from regold.text.normalise import normalise

if TYPE_CHECKING:
    from regold.judge.comparing import Comparer

JUDGE_VERSION = "1"
"""Changes whenever the same answer could be judged differently."""

NO_CHECKS: Mapping[str, Check] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Judged:
    """The decision on one turn."""

    accepted: bool
    score: float
    findings: tuple[Finding, ...]
    golden: str = ""
    signals: Mapping[str, float] = field(default_factory=dict)


class Judge:
    """Judges answers by the same rules for a whole run; loads a model only when an answer needs one.

    settings: how alike an answer must be.
    cache: the folder where vectors of goldens are kept between runs, made when first needed; None keeps them in
        memory alone.
    embedder: what turns texts into vectors, in place of the one the settings name.
    checks: the user's own checks by name.
    """

    def __init__(
        self,
        settings: JudgeSettings,
        *,
        cache: Path | None = None,
        embedder: Embedder | None = None,
        checks: Mapping[str, Check] = NO_CHECKS,
    ) -> None:
        self._vectors = Vectors(settings.embedding, folder=cache, embedder=embedder)
        self._settings = settings
        self._comparer: Comparer | None = None
        self._checks = dict(checks)

    def models(self) -> tuple[str, ...]:
        """Give the ids of the models that were loaded so far."""
        return self._vectors.models()

    def evaluate(self, case: Case, answer: Answer) -> Verdict:
        """Decide on the answer to a case, the answers to its earlier turns included.

        One golden of several is enough; every turn must be accepted, and the score is that of the worst one.

        Raises:
            ModelError: the embedding model cannot be loaded, or a check of the user's failed.
        """
        answers = (*answer.earlier, answer)
        judged = [self._turn(turn, given) for turn, given in zip(case.turns, answers, strict=False)]
        judged += [_unanswered(turn) for turn in case.turns[len(judged) :]]
        deciding = next((one for one in judged if not one.accepted), min(judged, key=lambda one: one.score))
        placed = sorted(enumerate(judged), key=lambda pair: pair[1] is not deciding)
        return Verdict(
            accepted=all(one.accepted for one in judged),
            score=min(one.score for one in judged),
            findings=tuple(_of(turn, found) for turn, one in placed for found in one.findings),
            goldens=tuple(one.golden for one in judged),
            signals=deciding.signals,
        )

    def _turn(self, turn: Turn, answer: Answer) -> _Judged:
        if not answer.text.strip() and (turn.golden or turn.expect.handoff is not True):
            empty = against("empty", "the answer is empty")
            return _Judged(accepted=False, score=0.0, findings=(empty,), golden=next(iter(turn.golden), ""))
        hard = (*unmet(turn, answer), *self._own(turn, answer))
        refused = tuple(found for found in hard if not found.supports)
        told = tuple(found for found in hard if found.supports)
        if not turn.golden:
            return _Judged(accepted=not refused, score=float(not refused), findings=(*refused, *told))
        best = self._nearest(turn, answer)
        return _Judged(
            accepted=best.accepted and not refused,
            score=0.0 if refused else best.score,
            findings=(*refused, *best.findings, *told),
            golden=best.golden,
            signals=best.signals,
        )

    def _nearest(self, turn: Turn, answer: Answer) -> Comparison:
        if answer.text in turn.golden:
            return exactly(answer.text)
        plain = normalise(answer.text)
        for golden in turn.golden:
            if normalise(golden) == plain:
                return exactly(golden)
        compared = self._compared(turn, answer.text)
        return max(compared, key=lambda one: (one.accepted, one.score))

    def _compared(self, turn: Turn, answer: str) -> list[Comparison]:
        """Compare with every golden, by rules that a run in which every answer equals its golden never loads."""
        from regold.judge.comparing import Comparer
        from regold.judge.reading import read

        if self._comparer is None:
            self._comparer = Comparer(self._settings, self._vectors)
        comparer, given = self._comparer, read(answer)
        by_words = [comparer.words(golden, given, turn.query) for golden in turn.golden]
        if any(one.accepted for one in by_words):
            return by_words
        return [comparer.meaning(one, given) for one in by_words]

    def _own(self, turn: Turn, answer: Answer) -> tuple[Finding, ...]:
        findings: list[Finding] = []
        for name, check in self._checks.items():
            try:
                findings += check(turn, answer)
            except Exception as error:
                raise ModelError(
                    f"checks: {name} failed with {type(error).__name__}: {error}; mend it, or take it out of `checks`"
                ) from error
        return tuple(findings)


def _of(turn: int, found: Finding) -> Finding:
    return found if found.turn == turn else replace(found, turn=turn)


def _unanswered(turn: Turn) -> _Judged:
    missing = against("empty", "this turn has no answer")
    return _Judged(accepted=False, score=0.0, findings=(missing,), golden=next(iter(turn.golden), ""))
