"""In what a golden and an answer differ, point by point; who is right about a point is told in `rulings`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from regold.knowledge.statements import Statement, Value, alike, states


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One thing in which golden and answer differ, where each says it, and the words that tell what it is about."""

    golden: Value | None
    answer: Value | None
    golden_says: str
    answer_says: str
    about: frozenset[str]


def points(ours: Sequence[Statement], theirs: Sequence[Statement], asked: frozenset[str]) -> Iterator[Point]:
    """Give the facts that only one of the two has, paired where they could stand in each other's place."""
    lost = [(one, value) for one in ours for value in one.values if not any(states(t, value.fact) for t in theirs)]
    gained = [(one, value) for one in theirs for value in one.values if not any(states(o, value.fact) for o in ours)]
    for one, value in lost:
        fitting = [pair for pair in gained if alike(value.fact, pair[1].fact)]
        nearest = max(fitting, key=lambda pair: len(value.around & pair[1].around), default=None)
        if nearest:
            gained.remove(nearest)
        yield _point(one, value, nearest[0] if nearest else None, nearest[1] if nearest else None, asked)
    for other, value in gained:
        yield _point(None, None, other, value, asked)


def _point(
    one: Statement | None, golden: Value | None, other: Statement | None, answer: Value | None, asked: frozenset[str]
) -> Point:
    around = (golden.around if golden else frozenset()) | (answer.around if answer and not golden else frozenset())
    return Point(
        golden=golden,
        answer=answer,
        golden_says=one.text if one else "",
        answer_says=other.text if other else "",
        about=around | asked,
    )
