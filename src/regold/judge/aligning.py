"""Finds for each claim of a golden the claim of the answer that is about the same thing, by their words alone."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from regold.judge.reading import KEPT, Claim, Reading
from regold.text.facts import same


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A claim of the golden, its nearest of the answer, and how alike they are, from 0 to 1."""

    golden: Claim
    answer: Claim
    alike: float


@lru_cache(maxsize=KEPT)
def align(golden: Reading, answer: Reading) -> tuple[Pair, ...]:
    """Pair each claim of the golden with the claim of the answer that shares most of its words."""
    if not answer.claims:
        return ()
    return tuple(_nearest(claim, answer) for claim in golden.claims)


def shared(golden: Claim, answer: Claim) -> float:
    """Give the share of words of weight and of facts in common, seen from the shorter claim, from 0 to 1.

    A short claim says less, so it must not win by one word: below four words it is measured against four.
    """
    both = len(golden.words & answer.words)
    both += sum(any(same(fact, other) for other in answer.facts) for fact in golden.facts)
    ours, theirs = len(golden.words) + len(golden.facts), len(answer.words) + len(answer.facts)
    return min(1.0, both / max(min(ours, theirs), min(4, ours), 1))


def _nearest(claim: Claim, answer: Reading) -> Pair:
    found = max(answer.claims, key=lambda one: shared(claim, one))
    return Pair(golden=claim, answer=found, alike=shared(claim, found))
