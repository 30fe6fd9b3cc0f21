"""Decides on the answer to a case, turn by turn; how one golden is compared with one text is told in `comparing`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from regold.errors import ModelError
from regold.judge.comparison import Comparison, exactly
from regold.judge.expectations import against, unmet
from regold.judge.settings import JudgeSettings
from regold.judge.zones import Decided, Thresholds, decide
from regold.model import Answer, Arbiter, Case, Check, Embedder, Entailment, Finding, Turn, Verdict
from regold.text.normalise import normalise

if TYPE_CHECKING:
    from regold.judge.comparing import Comparer

JUDGE_VERSION = "5"
"""Changes whenever the same answer could be judged differently."""

NO_CHECKS: Mapping[str, Check] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Judged:
    """The decision on one turn; `unsure` where it is rejected only for want of certainty."""

    accepted: bool
    score: float
    unsure: bool = False
    findings: tuple[Finding, ...]
    golden: str = ""
    signals: Mapping[str, float] = field(default_factory=dict)


class Judge:
    """Judges answers by the same rules for a whole run; loads a model only when an answer needs one.

    settings: how sure it must be, and which models it asks.
    cache: the folder where vectors of goldens are kept between runs, made when first needed; None keeps them in
        memory alone.
    embedder, entailment: the models themselves, in place of those that the settings name.
    checks: the user's own checks by name.
    arbiter: decides on an answer that the judge is unsure of; without one, unsure is not accepted.
    """

    def __init__(
        self,
        settings: JudgeSettings,
        *,
        cache: Path | None = None,
        embedder: Embedder | None = None,
        entailment: Entailment | None = None,
        checks: Mapping[str, Check] = NO_CHECKS,
        arbiter: Arbiter | None = None,
    ) -> None:
        self._settings = settings
        self._cache = cache
        self._embedder = embedder
        self._entailment = entailment
        self._checks = dict(checks)
        self._arbiter = arbiter
        self._comparer: Comparer | None = None

    def models(self) -> tuple[str, ...]:
        """Give the ids of the models that were loaded so far."""
        return () if self._comparer is None else self._comparer.models()

    def evaluate(self, case: Case, answer: Answer) -> Verdict:
        """Decide on the answer to a case, the answers to its earlier turns included.

        One golden of several is enough; every turn must be accepted, and the score is that of the worst one.

        Raises:
            ModelError: the embedding model cannot be loaded, or a check of the user's failed.
        """
        answers = (*answer.earlier, answer)
        needed = Thresholds.of(self._settings.strictness, case.severity)
        judged = [self._turn(turn, given, needed) for turn, given in zip(case.turns, answers, strict=False)]
        judged += [_unanswered(turn) for turn in case.turns[len(judged) :]]
        deciding = next((one for one in judged if not one.accepted), min(judged, key=lambda one: one.score))
        placed = sorted(enumerate(judged), key=lambda pair: pair[1] is not deciding)
        return Verdict(
            accepted=all(one.accepted for one in judged),
            unsure=deciding.unsure,
            score=min(one.score for one in judged),
            findings=tuple(_of(turn, found) for turn, one in placed for found in one.findings),
            goldens=tuple(one.golden for one in judged),
            signals=deciding.signals,
        )

    def _turn(self, turn: Turn, answer: Answer, needed: Thresholds) -> _Judged:
        if not answer.text.strip() and (turn.golden or turn.expect.handoff is not True):
            empty = against("empty", "the answer is empty")
            return _Judged(accepted=False, score=0.0, findings=(empty,), golden=next(iter(turn.golden), ""))
        hard = (*unmet(turn, answer), *self._own(turn, answer))
        refused = tuple(found for found in hard if not found.supports)
        told = tuple(found for found in hard if found.supports)
        if not turn.golden:
            return _Judged(accepted=not refused, score=float(not refused), findings=(*refused, *told))
        best = self._nearest(turn, answer, needed)
        decided = self._decided(best, turn, answer, needed)
        return _Judged(
            accepted=decided.accepted and not refused,
            unsure=decided.unsure and not refused,
            score=0.0 if refused else best.probability,
            findings=(*refused, *decided.findings, *told, *_language(best, answer)),
            golden=best.golden,
            signals=best.signals,
        )

    def _decided(self, best: Comparison, turn: Turn, answer: Answer, needed: Thresholds) -> Decided:
        """Place a comparison in its zone, and ask the arbiter where that is unsure."""
        decided = decide(best, needed)
        if not decided.unsure or self._arbiter is None:
            return decided
        opinion = self._arbiter(turn.query, best.golden, answer.text)
        if opinion is None:
            return decided
        return Decided(accepted=opinion.supports, unsure=False, findings=(opinion, *best.findings))

    def _nearest(self, turn: Turn, answer: Answer, needed: Thresholds) -> Comparison:
        """Give the comparison with the golden that speaks most for the answer.

        Where none does, one that the answer contradicts is nearer than one that is about something else.
        """
        if answer.text in turn.golden:
            return exactly(answer.text)
        plain = normalise(answer.text)
        for golden in turn.golden:
            if normalise(golden) == plain:
                return exactly(golden)
        compared = self._compared(turn, answer.text)
        best = max(compared, key=lambda one: one.probability)
        return best if best.probability >= needed.reject else next((one for one in compared if one.refuted), best)

    def _compared(self, turn: Turn, answer: str) -> list[Comparison]:
        """Compare with every golden, by rules that a run in which every answer equals its golden never loads."""
        from regold.judge.comparing import open_comparer
        from regold.judge.reading import read

        if self._comparer is None:
            self._comparer = open_comparer(
                self._settings, cache=self._cache, embedder=self._embedder, entailment=self._entailment
            )
        comparer, given = self._comparer, read(answer)
        by_words = [comparer.words(golden, given, turn.query) for golden in turn.golden]
        if not any(one.sure and not one.refuted for one in by_words):
            by_words = [comparer.meaning(one, given, turn.query) for one in by_words]
        return [comparer.in_source(one, given) for one in by_words]

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


def _language(best: Comparison, answer: Answer) -> tuple[Finding, ...]:
    from regold.judge.language import not_english

    return () if "exact" in best.signals else not_english(best.golden, answer.text)


def _of(turn: int, found: Finding) -> Finding:
    return found if found.turn == turn else replace(found, turn=turn)


def _unanswered(turn: Turn) -> _Judged:
    missing = against("empty", "this turn has no answer")
    return _Judged(accepted=False, score=0.0, findings=(missing,), golden=next(iter(turn.golden), ""))
