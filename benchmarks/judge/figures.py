"""Figures from scores and labels, with intervals: arithmetic alone, which knows no judge and no file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

RESAMPLES = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A value and the interval that holds it with 95 % confidence."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """How well scores and decisions agree with the labels; rates from 0 to 1.

    `false_passes`: the share of wrong answers that were accepted; `false_fails`: of right ones that were not.
    `passes_at_95`: the share of wrong answers accepted by the threshold that accepts 95 % of the right ones.
    """

    auc: Estimate
    accuracy: Estimate
    false_passes: Estimate
    false_fails: Estimate
    passes_at_95: float


def auc(scores: NDArray[np.float64], right: NDArray[np.bool_], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give the chance that a right answer scores above a wrong one, equal scores counting half.

    The Mann-Whitney U statistic over its largest value (Hanley and McNeil 1982, Radiology 143:29). `weights` has one
    row for each AUC that is wanted and tells how often each answer counts in it; nan where one side counts nothing.
    """
    order = np.argsort(scores, kind="stable")
    ranked = scores[order]
    starts = np.flatnonzero(np.r_[True, ranked[1:] != ranked[:-1]])
    above = np.add.reduceat(weights[:, order] * right[order], starts, axis=1)
    below = np.add.reduceat(weights[:, order] * ~right[order], starts, axis=1)
    beaten = np.cumsum(below, axis=1) - below / 2
    with np.errstate(invalid="ignore"):
        return np.asarray((above * beaten).sum(axis=1) / (above.sum(axis=1) * below.sum(axis=1)))


def best_threshold(scores: NDArray[np.float64], right: NDArray[np.bool_]) -> float:
    """Give the threshold with the most correct decisions on these very answers; of equals the highest.

    An answer is accepted whose score is at least the threshold, which may lie just above the highest score.
    """
    levels, level = np.unique(scores, return_inverse=True)
    gain = np.bincount(level, np.where(right, 1, -1), len(levels))
    correct = np.r_[np.cumsum(gain[::-1])[::-1], 0]
    best = len(levels) - int(np.argmax(correct[::-1]))
    return float(np.r_[levels, np.nextafter(levels[-1], np.inf)][best])


def passes_at(recall: float, scores: NDArray[np.float64], right: NDArray[np.bool_]) -> float:
    """Give the share of wrong answers accepted by the highest threshold that accepts `recall` of the right ones."""
    threshold = np.quantile(scores[right], 1 - recall, method="lower")
    return float((scores[~right] >= threshold).mean())


def resampled(groups: Sequence[str], resamples: int, *, seed: int) -> NDArray[np.float64]:
    """Draw groups with replacement: one row a resample, telling how often each answer is in it.

    The bootstrap of whole groups, since answers to one question are alike (Davison and Hinkley 1997, section 3.8).
    """
    names, member = np.unique(np.array(groups), return_inverse=True)
    drawn = np.random.default_rng(seed).integers(len(names), size=(resamples, len(names)))
    counts = np.stack([np.bincount(row, minlength=len(names)) for row in drawn])
    return counts[:, member].astype(np.float64)


def measure(
    scores: NDArray[np.float64],
    accepted: NDArray[np.bool_],
    right: NDArray[np.bool_],
    draws: NDArray[np.float64],
) -> Measured:
    """Compare scores and decisions with the labels, with intervals over the `draws` that `resampled` gave."""
    weights = np.vstack([np.ones(len(right)), draws])

    def rate(hits: NDArray[np.bool_], among: NDArray[np.bool_]) -> Estimate:
        with np.errstate(invalid="ignore"):
            return _estimate((weights @ (hits & among)) / (weights @ among))

    return Measured(
        auc=_estimate(auc(scores, right, weights)),
        accuracy=rate(accepted == right, np.ones_like(right)),
        false_passes=rate(accepted, ~right),
        false_fails=rate(~accepted, right),
        passes_at_95=passes_at(0.95, scores, right),
    )


def _estimate(values: NDArray[np.float64]) -> Estimate:
    """Take the first value for the estimate and the middle 95 % of the others for its interval (percentiles)."""
    low, high = np.nanpercentile(values[1:], [2.5, 97.5])
    return Estimate(value=float(values[0]), low=float(low), high=float(high))
