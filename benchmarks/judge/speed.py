"""How many verdicts a second the judge gives, and how much memory it takes; how right they are is not looked at."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from benchmarks import processes
from benchmarks.judge.data import Pair
from benchmarks.judge.methods import case
from regold.judge import Judge, JudgeSettings
from regold.model import Answer

if TYPE_CHECKING:
    from numpy.typing import NDArray

VERDICTS = 10_000
WARM_UP = 10
BY_WORDS, BY_EMBEDDING, BY_ENTAILMENT = 2_000, 300, 60
"""How many verdicts are timed: seconds of each."""

PER_SECOND, EMBEDDED_PER_SECOND, MEGABYTES = 2_000, 40, 700


@dataclass(frozen=True, slots=True, kw_only=True)
class Speed:
    """One measured value and its target, which some have not."""

    what: str
    value: float
    unit: str
    target: float | None = None
    more_is_better: bool = True
    detail: str = ""

    @property
    def met(self) -> bool | None:
        """Whether the target is met, None without one."""
        if self.target is None:
            return None
        return self.value >= self.target if self.more_is_better else self.value <= self.target


class Noticing:
    """An embedder that only notices that it was asked, to tell which answers the words alone decide."""

    id = "noticing"

    def __init__(self) -> None:
        self.asked = False

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Give rows that are alike."""
        self.asked = True
        return np.full((len(texts), 1), 1, dtype=np.float32)


def speeds(pairs: Sequence[Pair], entailment: str | None, *, seed: int, whole: bool) -> tuple[Speed, ...]:
    """Measure with distinct answers in random order: nothing that an earlier verdict computed can be used again."""
    shuffled = random.Random(seed).sample(list(pairs), len(pairs))
    by_words, by_models = split(shuffled[: 2 * BY_WORDS])
    equal = [replace(pair, answer=pair.goldens[0]) for pair in shuffled[:BY_WORDS]]
    plain = JudgeSettings()
    found = [
        _timed("verdicts where the answer equals the golden", plain, equal, PER_SECOND),
        _timed("verdicts where facts and words decide", plain, by_words[:BY_WORDS], PER_SECOND),
        _timed("verdicts that need models, nothing cached", plain, by_models[:BY_EMBEDDING], EMBEDDED_PER_SECOND),
        _peak("peak memory of 10,000 verdicts", None, whole=whole),
    ]
    if entailment:
        asking = JudgeSettings(entailment=entailment)
        found += [
            _timed("verdicts with another model of entailment", asking, by_models[:BY_ENTAILMENT], None),
            _peak("peak memory of 10,000 verdicts, with entailment", entailment, whole=whole),
        ]
    return tuple(found)


def split(pairs: Sequence[Pair]) -> tuple[list[Pair], list[Pair]]:
    """Tell the answers that words and facts decide from those for which the judge asks a model."""
    by_words: list[Pair] = []
    by_models: list[Pair] = []
    for pair in pairs:
        noticing = Noticing()
        Judge(JudgeSettings(), embedder=noticing).evaluate(case(pair), Answer(text=pair.answer))
        (by_models if noticing.asked else by_words).append(pair)
    return by_words, by_models


def _timed(what: str, settings: JudgeSettings, pairs: Sequence[Pair], target: float | None) -> Speed:
    """Time a judge that has met none of these answers; loading the models is not counted."""
    judge = Judge(settings)
    cases = [(case(pair), Answer(text=pair.answer)) for pair in pairs]
    for one, answer in cases[:WARM_UP]:
        judge.evaluate(one, answer)
    timed = cases[WARM_UP:]
    began, began_cpu = time.perf_counter(), time.process_time()
    for one, answer in timed:
        judge.evaluate(one, answer)
    wall, cpu = time.perf_counter() - began, time.process_time() - began_cpu
    detail = f"{len(timed) / cpu:,.0f} in a second of CPU"
    return Speed(what=what, value=len(timed) / wall, unit="/s", target=target, detail=detail)


def _peak(what: str, entailment: str | None, *, whole: bool) -> Speed:
    """Judge in a process of its own, whose memory is that of the judge."""
    arguments = ["--verdicts", str(VERDICTS), *(["--entailment", entailment] if entailment else [])]
    used = processes.python("-m", "benchmarks.judge.memory", *arguments, *(["--whole"] if whole else []))
    return Speed(what=what, value=used.peak * 1.048576, unit="MB", target=MEGABYTES, more_is_better=False)
