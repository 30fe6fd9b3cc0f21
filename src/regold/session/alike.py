"""Finds the cases that ask and state the same as a draft in other words, by the vectors of the model in the settings.

Likeness alone does not tell one question from another: the facts of both answers must be the same. What the judge says
of it is asked for elsewhere. Without a model nothing is found.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from regold.text.facts import Fact, facts, same
from regold.text.normalise import normalise

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from regold.incidents.conversion import Draft
    from regold.model import Case
    from regold.session.meaning import Meaning

QUESTION, ANSWER = 0.6, 0.8
"""How alike two questions, and two correct answers, must be at least to be the same (cosines): chosen on the pairs of
fixtures/incidents/alike, of which benchmarks/alike.py tells how many are then found and how many are wrong."""

_BOUNDS = (
    ("lowest", "highest"),
    ("least", "most"),
    ("minimum", "maximum"),
    ("from", "up"),
    ("before", "after"),
    ("first", "last"),
    ("earliest", "latest"),
)
"""Words of which one turns a question with the other round."""

_WORD = re.compile(r"\w+")
_STEM, _FEW = 5, 2
_SMALL = frozenset(
    _WORD.findall(
        "a an the i my me we our us you your it its do does did is are was were be can could will would should have has"
        " to of for in on at and or that this there what how when which any get got"
    )
)


class Alike:
    """The cases that were added, by the meaning of their last question."""

    def __init__(self, meaning: Meaning | None) -> None:
        self._meaning = meaning
        self._queries: list[str] = []
        self._rows: NDArray[np.float32] | None = None

    def add(self, query: str) -> None:
        """Look at this question too, as the next one."""
        self._queries.append(query)

    def near(self, query: str, most: int) -> list[int]:
        """Give which questions are alike enough to be the same, the most alike first."""
        import numpy as np  # noqa: PLC0415 - a project without incidents compares nothing

        asked = self._meaning.rows([query]) if self._meaning and self._queries else None
        if asked is None or self._meaning is None:
            return []
        known = 0 if self._rows is None else len(self._rows)
        if known < len(self._queries):
            fresh = self._meaning.rows(self._queries[known:])
            assert fresh is not None  # noqa: S101 - there was a model just now
            self._rows = fresh if self._rows is None else np.concatenate((self._rows, fresh))
        assert self._rows is not None  # noqa: S101 - there is a question at least
        scores = self._rows @ asked[0]
        best = np.argsort(-scores, kind="stable")[:most]
        return [int(at) for at in best if scores[at] >= QUESTION]

    def states_the_same(self, case: Case, draft: Draft) -> bool:
        """Tell whether a case near a draft states the same, fact for fact."""
        turn = case.turns[-1]
        if draft.golden is None or exchanged(turn.query, draft.query) or (case.topic or draft.topic) != draft.topic:
            return False
        goldens = [one for one in turn.golden if same_facts(one, draft.golden)]
        rows = self._meaning.rows([draft.golden, *goldens]) if self._meaning and goldens else None
        return rows is not None and bool((rows[1:] @ rows[0]).max() >= ANSWER)


def turned_round(one: str, other: str) -> bool:
    """Tell whether two questions ask for opposite ends of the same: the lowest price and the highest."""
    ours, theirs = _words(one), _words(other)
    only, others = ours - theirs, theirs - ours
    return any((a in only and b in others) or (b in only and a in others) for a, b in _BOUNDS)


def exchanged(one: str, other: str) -> bool:
    """Tell whether two texts are the same but for a word or two, in whose place others stand: a kettle, and a mug.

    A model takes such texts for the same, and they are not; what is said in other words differs in more of them.
    """
    ours, theirs = (frozenset(word[:_STEM] for word in _words(text) - _SMALL) for text in (one, other))
    only, others, shared = len(ours - theirs), len(theirs - ours), len(ours & theirs)
    return 0 < only <= _FEW and 0 < others <= _FEW and shared >= only + others


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(normalise(text)))


def same_facts(one: str, other: str) -> bool:
    """Tell whether two texts state the same facts; two without any do."""
    ours = [fact for fact in facts(one) if not fact.weak]
    theirs = [fact for fact in facts(other) if not fact.weak]
    return _all_in(ours, theirs) and _all_in(theirs, ours)


def _all_in(some: Sequence[Fact], others: Sequence[Fact]) -> bool:
    return all(any(same(fact, other) for other in others) for fact in some)
