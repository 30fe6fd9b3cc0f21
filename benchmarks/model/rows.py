"""The nouns of the training data: a labelled answer, and how hard those of a stage are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

Spans = Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A labelled answer: `group` is what its question is about, and decides in which split it stands.

    `wrong` tells from where to where the answer is wrong, `missing` what of the golden is missing in it; both are empty
    where it is right, and where nobody marked it.
    """

    group: str
    question: str
    golden: str
    answer: str
    acceptable: bool
    kind: str
    wrong: Spans = ()
    missing: Spans = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """How hard the rows are: the chance of one, two or three facts, and of what stands around them.

    `twins`: the chance of two facts of one frame; `joined`: of two sentences of an answer becoming one;
    `more`: of an answer that tells of something else too.
    """

    facts: tuple[float, float, float]
    asked: float
    dressed: float
    condition: float
    background: float
    articles: float
    twins: float
    joined: float
    more: float


STAGES = {
    "easy": Stage(
        facts=(1.0, 0.0, 0.0),
        asked=0.3,
        dressed=0.06,
        condition=0.1,
        background=0.0,
        articles=0.0,
        twins=0.0,
        joined=0.0,
        more=0.0,
    ),
    "hard": Stage(
        facts=(0.66, 0.3, 0.04),
        asked=0.6,
        dressed=0.22,
        condition=0.22,
        background=0.12,
        articles=0.2,
        twins=0.15,
        joined=0.35,
        more=0.25,
    ),
}
STAGES["written"] = STAGES["hard"]
"""The curriculum, in its order; the last stage has the rows of answers/ among those of the one before."""
