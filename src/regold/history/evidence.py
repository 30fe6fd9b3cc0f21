"""The evidence rule: when several answers of one case say that it changed; plain statistics that ask and keep nothing.

It is the sequential probability ratio test (Wald 1945, Annals of Mathematical Statistics 16, 117-186) of "wrong as
often as usual" against "wrong far more often", with what is usual learned from the case's own past.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import ceil, exp, lgamma, log, log1p

from regold.model import OutcomeKind

PRIOR_WRONG, PRIOR_RIGHT = 0.5, 9.5
"""What is presumed of a case without a past, as if that many first answers had been wrong and right."""

SURE = 0.75
"""How surely the usual share of wrong answers is not above the one that is reckoned with."""

STEADIEST, UNSTEADIEST = 0.05, 0.35
"""Bounds of the usual share of wrong answers; a case at the upper one is unstable and hardly told to have changed."""

LEAST_CHANGED, LEAST_STEP = 0.40, 0.25
"""A changed case is wrong in at least this share of its answers, and by this much more often than usual."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """The shares of wrong answers, from 0 to 1, between which the evidence decides."""

    usual: float
    changed: float

    @property
    def unstable(self) -> bool:
        """Whether the case is wrong so often that it cannot be told to have changed: it is to be repaired."""
        return self.usual >= UNSTEADIEST


@lru_cache(maxsize=1024)
def rates(wrong: int, right: int) -> Rates:
    """Give the rates of a case from its first answers of earlier runs."""
    usual = upper_point(SURE, PRIOR_WRONG + wrong, PRIOR_RIGHT + right)
    usual = min(max(usual, STEADIEST), UNSTEADIEST)
    return Rates(usual=usual, changed=max(LEAST_CHANGED, usual + LEAST_STEP))


def weighed(evidence: float, between: Rates, *, wrong: bool) -> float:
    """Give the evidence, as a natural logarithm of at least 0, after one more answer."""
    if wrong:
        return evidence + log(between.changed / between.usual)
    return max(0.0, evidence + log1p(-between.changed) - log1p(-between.usual))


def carried_over(evidence: float) -> float:
    """Give what is left of the evidence (a natural logarithm) of one run when the next begins."""
    return evidence / 2


def fewest_answers(enough: float) -> int:
    """Give how many answers a new case needs, all of them wrong, until the evidence reaches `enough` to 1."""
    new = rates(0, 0)
    return ceil(log(enough) / log(new.changed / new.usual))


class Trial:
    """The answers of one case in one run, weighed as they come until they decide what became of it."""

    def __init__(self, between: Rates, carried: float, *, enough: float, most: int) -> None:
        """Begin with what earlier runs left of the evidence, a natural logarithm of at least 0.

        The case has changed at evidence of `enough` to 1, is flaky when there is none, and stays suspect when `most`
        answers told neither.
        """
        self._between = between
        self._evidence = carried
        self._enough = log(enough)
        self._most = most
        self._answers = 0

    def hear(self, *, wrong: bool) -> None:
        """Weigh one more answer, the first one too."""
        self._answers += 1
        self._evidence = weighed(self._evidence, self._between, wrong=wrong)

    @property
    def odds(self) -> float:
        """How many times likelier the answers are if the case changed than if all is as usual; at least 1."""
        return exp(self._evidence)

    @property
    def decision(self) -> OutcomeKind | None:
        """What became of a case whose first answer was wrong, or None when another answer is needed."""
        if self._evidence >= self._enough:
            return OutcomeKind.CHANGED
        if self._evidence <= 0:
            return OutcomeKind.FLAKY
        return OutcomeKind.SUSPECT if self._answers >= self._most else None


def upper_point(share: float, a: float, b: float) -> float:
    """Give the x from 0 to 1 below which a Beta(a, b) variable stays with probability `share`; a and b above 0.

    By bisection of `below`, which ends at neighbouring floating-point numbers.
    """
    low, high = 0.0, 1.0
    while low < (middle := (low + high) / 2) < high:
        if below(middle, a, b) < share:
            low = middle
        else:
            high = middle
    return middle


def below(x: float, a: float, b: float) -> float:
    """Give the probability that a Beta(a, b) variable is below x: the regularised incomplete beta function.

    By its continued fraction, DLMF 8.17.22 (https://dlmf.nist.gov/8.17#v), on the side of the mean where it converges
    fast, and DLMF 8.17.4 for the other.
    """
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):
        return 1 - below(1 - x, b, a)
    front = exp(a * log(x) + b * log1p(-x) + lgamma(a + b) - lgamma(a) - lgamma(b)) / a
    return front / _fraction(x, a, b)


def _fraction(x: float, a: float, b: float) -> float:
    """Give 1 + d1/(1 + d2/(1 + …)) of DLMF 8.17.23.

    By the modified Lentz method: Thompson & Barnett (1986), Journal of Computational Physics 64, 490-509. With a, b
    and x above 0, and x below the mean, no partial denominator is 0.
    """
    value = numerator = 1.0
    denominator = 0.0
    for index in range(1, 10_000):
        step = _coefficient(index, x, a, b)
        denominator = 1 / (1 + step * denominator)
        numerator = 1 + step / numerator
        value *= numerator * denominator
        if abs(numerator * denominator - 1) < 1e-15:
            break
    return value


def _coefficient(index: int, x: float, a: float, b: float) -> float:
    m, odd = divmod(index, 2)
    if odd:
        return -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
    return m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
