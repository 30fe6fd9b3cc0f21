"""Names topics that slide before a case breaks, from runs in brief; single cases are judged elsewhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import exp, log
from statistics import fmean, stdev

from regold.history.chance import at_least, discoveries, ewma
from regold.history.digest import CaseDigest, RunDigest
from regold.model import OutcomeKind

WINDOW = 3
"""Runs that are taken together for the share of wrong first answers, the newest among them."""

LAG = 14
"""The newest earlier runs, which teach nothing about what is usual: a slow slide would become usual by itself."""

FEWEST_RUNS = 20
"""Runs of which a spread can be told; with fewer, L = 4 standard deviations are no rare thing."""

FEWEST_ANSWERS = 30
"""First answers from which the usual share of a topic is taken."""

FALSE_SHARE = 0.002
"""Of the topics said to be wrong more often than usual, the share that may be said so by chance."""

_TOLD_ALONE = {OutcomeKind.CHANGED, OutcomeKind.KNOWN_FAILURE}
_ENOUGH = 0.5
_PRIOR_WRONG, _PRIOR_RIGHT = 0.5, 9.5


class Slope(StrEnum):
    """What of a topic slides."""

    ANSWERS = "answers"
    SCORE = "score"
    LATENCY = "latency"


SMALLEST = {Slope.SCORE: 0.02, Slope.LATENCY: log(1.1)}
"""What a mean must have moved by to be worth a word: 0.02 of a score, a tenth of the seconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slide:
    """A topic that slides: what was usual and what is now, as a share of wrong first answers, score, or seconds.

    `wrong` of `answers` first answers are those of the window; both are 0 for score and latency.
    """

    topic: str
    slope: Slope
    usual: float
    now: float
    wrong: int = 0
    answers: int = 0

    def __str__(self) -> str:
        match self.slope:
            case Slope.ANSWERS:
                told = f"{self.wrong} of {self.answers} first answers wrong in {WINDOW} runs"
                return f"{self.topic}: {told}, usually {self.usual * self.answers:.1f}"
            case Slope.SCORE:
                return f"{self.topic}: answers still accepted score {self.now:.2f}, usually {self.usual:.2f}"
        return f"{self.topic}: answers take {self.now:.2f} s, usually {self.usual:.2f} s"


def slides(run: RunDigest, earlier: Sequence[RunDigest]) -> tuple[Slide, ...]:
    """Give the topics of a run that slide, from the runs before it, the newest first.

    A case without a topic belongs to that of its suite. Cases that
    are told for themselves (changed, known to fail) belong to no topic as long as they are. Three looks:

    - wrong first answers of the last 3 runs against the topic's usual share, exact binomial, Benjamini-Hochberg over
      the topics;
    - the mean score of accepted answers and the mean latency, each case against its own usual, EWMA with lambda 0.2
      and L 4, when it falls or rises by more than a trifle.
    """
    lag = max(WINDOW - 1, min(LAG, len(earlier) - FEWEST_RUNS))
    recent, usual = [run, *earlier[:lag]], earlier[lag:]
    topics = _topics(run)
    return (*_answers(topics, recent[:WINDOW], usual), *_means(topics, recent[::-1], usual))


def _topics(run: RunDigest) -> dict[str, list[str]]:
    topics: defaultdict[str, list[str]] = defaultdict(list)
    for key, case in run.cases.items():
        topics[case.topic or key.partition("#")[0]].append(key)
    return dict(sorted(topics.items()))


def _answers(
    topics: Mapping[str, Sequence[str]], window: Sequence[RunDigest], usual: Sequence[RunDigest]
) -> tuple[Slide, ...]:
    found: list[Slide] = []
    chances: list[float] = []
    for topic, keys in topics.items():
        before, now = _firsts(keys, usual), _firsts(keys, window)
        if len(before) < FEWEST_ANSWERS or not now:
            continue
        wrong = now.count(False)
        share = (before.count(False) + _PRIOR_WRONG) / (len(before) + _PRIOR_WRONG + _PRIOR_RIGHT)
        chances.append(at_least(wrong, len(now), share))
        found.append(
            Slide(topic=topic, slope=Slope.ANSWERS, usual=share, now=wrong / len(now), wrong=wrong, answers=len(now))
        )
    surely = discoveries(chances, FALSE_SHARE)
    return tuple(slide for index, slide in enumerate(found) if index in surely)


def _firsts(keys: Sequence[str], runs: Sequence[RunDigest]) -> list[bool]:
    cases = (run.cases.get(key) for run in runs for key in keys)
    return [case.first for case in cases if case and case.first is not None and case.kind not in _TOLD_ALONE]


def _means(
    topics: Mapping[str, Sequence[str]], recent: Sequence[RunDigest], usual: Sequence[RunDigest]
) -> tuple[Slide, ...]:
    """Look at scores and latencies; `recent` runs stand in the order of time."""
    looks = [(slope, topic, keys) for slope in _VALUES for topic, keys in topics.items()]
    slid = (_mean(topic, slope, keys, recent, usual) for slope, topic, keys in looks)
    return tuple(slide for slide in slid if slide)


def _mean(
    topic: str, slope: Slope, keys: Sequence[str], recent: Sequence[RunDigest], usual: Sequence[RunDigest]
) -> Slide | None:
    middles = _middles(keys, slope, usual)
    spread = [moved for run in usual if (moved := _moved(run, middles, slope)) is not None]
    moves = [moved for run in recent if (moved := _moved(run, middles, slope)) is not None]
    if len(spread) < FEWEST_RUNS or not moves:
        return None
    moving = ewma(moves, 0.0, stdev(spread))
    worse = -moving.value if slope is Slope.SCORE else moving.value
    if worse <= max(moving.limit, SMALLEST[slope]):
        return None
    middle = fmean(middles.values())
    before, now = middle, middle + moving.value
    if slope is Slope.LATENCY:
        before, now = exp(before), exp(now)
    return Slide(topic=topic, slope=slope, usual=before, now=now)


def _middles(keys: Sequence[str], slope: Slope, usual: Sequence[RunDigest]) -> dict[str, float]:
    """Give what is usual of each case that is known for long enough: a new case must not move its topic."""
    value = _VALUES[slope]
    known = {key: [v for run in usual if (c := run.cases.get(key)) and (v := value(c)) is not None] for key in keys}
    return {key: fmean(values) for key, values in known.items() if len(values) >= FEWEST_RUNS}


def _moved(run: RunDigest, middles: Mapping[str, float], slope: Slope) -> float | None:
    """Give how far the cases of a topic stand from their middles in a run; None when too few of them are in it."""
    value = _VALUES[slope]
    moves = [
        found - middle
        for key, middle in middles.items()
        if (case := run.cases.get(key)) and (found := value(case)) is not None
    ]
    return fmean(moves) if moves and len(moves) >= _ENOUGH * len(middles) else None


def _score(case: CaseDigest) -> float | None:
    return case.score if case.kind is OutcomeKind.PASSED else None


def _latency(case: CaseDigest) -> float | None:
    """Give the logarithm of the seconds: latencies differ by factors, and a single slow answer must not count most."""
    return log(case.latency) if case.latency else None


_VALUES: Mapping[Slope, Callable[[CaseDigest], float | None]] = {Slope.SCORE: _score, Slope.LATENCY: _latency}
