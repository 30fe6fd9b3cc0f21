"""Cases and judges for the tests of this wing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from regold.judge import Judge, JudgeSettings
from regold.model import Answer, Case, Expect, Place, Turn, Verdict

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PLACE = Place(path="suites/shop.gold.yaml", line=3)
WORDS_ONLY = JudgeSettings(embedding="none", entailment="none")


def case(*goldens: str, query: str = "How is it?", expect: Expect | None = None) -> Case:
    return conversation(Turn(query=query, golden=goldens, expect=expect or Expect()))


def conversation(*turns: Turn) -> Case:
    return Case(id="one", suite="shop", turns=turns, place=PLACE)


def judged(golden: str, answer: str, settings: JudgeSettings = WORDS_ONLY) -> Verdict:
    return Judge(settings).evaluate(case(golden), Answer(text=answer))


class Counting:
    """An embedder that sees only whether two texts have the same first letter, and counts what it was asked."""

    def __init__(self, name: str = "counting") -> None:
        self.id = name
        self.asked: list[str] = []

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        import numpy as np

        self.asked += texts
        rows = np.zeros((len(texts), 32), dtype=np.float32)
        for row, text in enumerate(texts):
            rows[row, ord(text[0].lower()) % 32] = 1
        return rows
