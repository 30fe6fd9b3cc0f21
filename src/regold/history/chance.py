"""How surely numbers differ from what is usual: plain statistics on plain numbers, which know no case and no run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, fsum, lgamma, log, log1p, sqrt

LAMBDA = 0.2
LIMIT = 4.0
"""The weight of the newest value and the width of the limits in standard deviations: `ewma`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moving:
    """A moving average and how far it may stray from the middle, to both sides, by chance."""

    value: float
    limit: float


def at_least(wrong: int, answers: int, share: float) -> float:
    """Give the chance of at least so many wrong of so many answers when each is wrong with this share (0 to 1).

    The upper tail of the binomial distribution, summed term by term, each by logarithms of the gamma function; for
    example Abramowitz & Stegun, Handbook of Mathematical Functions, 26.1.20.
    """
    if wrong <= 0 or share >= 1:
        return 1.0
    if share <= 0:
        return 0.0
    return min(1.0, fsum(_exactly(count, answers, share) for count in range(wrong, answers + 1)))


def discoveries(chances: Sequence[float], rate: float) -> frozenset[int]:
    """Give the indexes of the chances that are too small to be chance, so that of these a share of `rate` is false.

    The step-up procedure of Benjamini & Hochberg (1995), J. R. Statist. Soc. B 57, 289-300.
    """
    order = sorted(range(len(chances)), key=lambda index: chances[index])
    found = 0
    for rank, index in enumerate(order, start=1):
        if chances[index] <= rate * rank / len(chances):
            found = rank
    return frozenset(order[:found])


def ewma(values: Sequence[float], middle: float, deviation: float, weight: float = LAMBDA) -> Moving:
    """Give the moving average of values around a known middle after the last of them, and its limit then.

    Exponentially weighted, with the limits that hold for the number of values so far: Roberts (1959), Technometrics
    1, 239-250; Montgomery, Introduction to Statistical Quality Control, 9.2, where `weight` (above 0 to 1) is
    lambda and `LIMIT` is L. `deviation` is the standard deviation of one value.
    """
    average = middle
    for value in values:
        average += weight * (value - average)
    spread = sqrt(weight / (2 - weight) * (1 - (1 - weight) ** (2 * len(values))))
    return Moving(value=average, limit=LIMIT * deviation * spread)


def _exactly(count: int, answers: int, share: float) -> float:
    ways = lgamma(answers + 1) - lgamma(count + 1) - lgamma(answers - count + 1)
    return exp(ways + count * log(share) + (answers - count) * log1p(-share))
