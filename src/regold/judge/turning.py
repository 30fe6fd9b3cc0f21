"""Finds where an answer turns the golden round: denied, contrary, of other things; in a near copy that is proof."""

from __future__ import annotations

from functools import lru_cache

from rapidfuzz import fuzz

from regold.judge.aligning import align
from regold.judge.facts import of_others
from regold.judge.opposites import charged, contrary
from regold.judge.places import values_exchanged
from regold.judge.polarity import opens_otherwise, opposed
from regold.judge.reading import KEPT, Reading, unmarked
from regold.model import Finding

PROOF = {"polarity": 0.85, "opposite": 0.85, "fact": 0.6, "order": 0.75}
"""How alike the letters of two texts must be for a sign to be a proof.

From there on 224 of 239 written answers that show one are wrong; in far other words three of five.
"""


def proofs(golden: Reading, answer: Reading, core: Reading) -> tuple[Finding, ...]:
    """Give the findings that refute an answer: another yes or no at the start, and the signs in a near copy.

    `core` is the answer without its sentences that are about something else: they make no copy less near.
    """
    openings = opens_otherwise(golden, answer, align(golden, answer))
    signs = turned_round(golden, answer)
    alike = fuzz.ratio(unmarked(golden), unmarked(core)) / 100 if signs else 0.0
    return (*openings, *(sign for sign in signs if alike >= PROOF[sign.check]))


@lru_cache(maxsize=KEPT)
def turned_round(golden: Reading, answer: Reading) -> tuple[Finding, ...]:
    """Give a finding for each claim that seems to be turned round."""
    pairs = align(golden, answer)
    return (
        *opposed(golden, answer, pairs),
        *contrary(golden, answer, pairs),
        *charged(golden, answer),
        *of_others(golden, answer, pairs),
        *values_exchanged(golden, answer),
    )
