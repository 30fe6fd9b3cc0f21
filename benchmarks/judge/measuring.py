"""Runs every method over every set and keeps what came of it; how it is shown is told in `table`."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.judge.data import Pair
from benchmarks.judge.figures import RESAMPLES, Measured, best_threshold, measure, resampled
from benchmarks.judge.methods import Method, Scored, token_f1

if TYPE_CHECKING:
    from numpy.typing import NDArray


ALIKE, OTHERWISE = "(worded like the golden)", "(worded otherwise)"
ALIKE_FROM = 0.7
"""Token F1 from which an answer is called worded like its golden: that of a golden with one thing changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistakes:
    """How many of the answers of one kind were misjudged: wrong ones accepted, or right ones not accepted."""

    kind: str
    right: bool
    misjudged: int
    of: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What one method made of one set.

    `threshold` is the best one on this very set, for methods without their own; `unsure` the share of answers left
    to a person, for methods that have such a zone. `measured` is None where the method is not available.
    """

    method: str
    measured: Measured | None = None
    threshold: float | None = None
    unsure: float | None = None
    mistakes: tuple[Mistakes, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SetResult:
    """What all methods made of one set: `right` is the share of acceptable answers."""

    name: str
    rows: int
    questions: int
    right: float
    results: tuple[Result, ...]


def measured(name: str, pairs: Sequence[Pair], methods: Mapping[str, Method | None], *, seed: int) -> SetResult:
    """Let every method judge the answers of a set; one that is None is not available."""
    draws = resampled([pair.group for pair in pairs], RESAMPLES, seed=seed)
    results = []
    for title, method in methods.items():
        if method is None:
            results.append(Result(method=title))
        else:
            results.append(_result(title, method(_watched(f"{name}: {title}", pairs)), pairs, draws))
    return SetResult(
        name=name,
        rows=len(pairs),
        questions=len({pair.group for pair in pairs}),
        right=float(np.mean([pair.acceptable for pair in pairs])),
        results=tuple(results),
    )


def _result(title: str, scored: Scored, pairs: Sequence[Pair], draws: NDArray[np.float64]) -> Result:
    right = np.array([pair.acceptable for pair in pairs])
    threshold, accepted = None, scored.accepted
    if accepted is None:
        threshold = best_threshold(scored.scores, right)
        accepted = scored.scores >= threshold
    return Result(
        method=title,
        measured=measure(scored.scores, accepted, right, draws),
        threshold=threshold,
        unsure=scored.unsure,
        mistakes=mistakes(pairs, accepted),
    )


def mistakes(pairs: Sequence[Pair], accepted: NDArray[np.bool_]) -> tuple[Mistakes, ...]:
    """Count the misjudged answers of each kind, wrong ones first, then by how alike the wording is to the golden's.

    A set that tells no kinds gives none.
    """
    if not any(pair.kind for pair in pairs):
        return ()
    wordings = [ALIKE if token_f1(pair.goldens[0], pair.answer) >= ALIKE_FROM else OTHERWISE for pair in pairs]
    found = []
    for kinds in ([pair.kind for pair in pairs], wordings):
        told = [(pair.acceptable, kind) for pair, kind in zip(pairs, kinds, strict=True)]
        for right, kind in sorted(set(told)):
            rows = [at for at, one in enumerate(told) if one == (right, kind)]
            misjudged = int(np.count_nonzero(accepted[rows] != right))
            found.append(Mistakes(kind=kind, right=right, misjudged=misjudged, of=len(rows)))
    return tuple(found)


def _watched(title: str, pairs: Sequence[Pair]) -> Iterator[Pair]:
    """Tell on standard error how far a method has come."""
    again = "\r\x1b[K" if sys.stderr.isatty() else ""
    for at, pair in enumerate(pairs, 1):
        yield pair
        if again and at % 20 == 0:
            print(f"{again}{title}: {at:,} of {len(pairs):,}", end="", file=sys.stderr, flush=True)
    print(f"{again}{title}: done", file=sys.stderr, flush=True)
