"""Finds weak goldens before an endpoint does: those with which the judge would not notice a wrong answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from regold.judge.judging import Judge
from regold.judge.reading import content, read
from regold.model import Answer, Case, Turn
from regold.text.mutations import mutations

_FEWEST_WORDS = 3
"""Words of weight under which a golden without a fact says too little to be judged by."""

_OTHERS = 12
"""How many goldens of other cases each golden is held against."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weakness:
    """What the judge would let pass for a case: `kind` of change, the change in words, and the turn from 0."""

    case: Case
    turn: int
    kind: str
    change: str


def weaknesses(case: Case, others: Sequence[Case], judge: Judge) -> tuple[Weakness, ...]:
    """Give what the judge would not notice for this case, whose goldens are changed one thing at a time.

    `others` are cases beside it, whose goldens are wrong answers here. A golden that says too little to be judged by
    is told as `vague`, and is not changed.

    Raises:
        ModelError: a model that the judge needs cannot be loaded.
    """
    return tuple(
        found for at, turn in enumerate(case.turns) if turn.golden for found in _of_turn(case, at, turn, others, judge)
    )


def _of_turn(case: Case, at: int, turn: Turn, others: Sequence[Case], judge: Judge) -> Iterator[Weakness]:
    alone = replace(case, turns=(turn,))
    for golden in turn.golden:
        if _vague(golden):
            yield Weakness(case=case, turn=at, kind="vague", change=f'much: "{golden}" states no fact')
            continue
        for mutation in mutations(golden):
            if judge.evaluate(alone, _answer(mutation.text, turn)).accepted:
                yield Weakness(case=case, turn=at, kind=mutation.kind, change=mutation.change)
    for other in [one for one in others if one.turns[-1].query != turn.query][:_OTHERS]:
        foreign = next(iter(other.turns[-1].golden), None)
        if foreign and foreign not in turn.golden and judge.evaluate(alone, _answer(foreign, turn)).accepted:
            yield Weakness(case=case, turn=at, kind="vague", change=f"the golden of {other.id} would pass here")


def _vague(golden: str) -> bool:
    return not read(golden).facts and len(content(golden)) < _FEWEST_WORDS and len(golden.split()) > 1


def _answer(text: str, turn: Turn) -> Answer:
    """Give an answer that meets the conditions beside the meaning, so that the golden alone must notice."""
    expect = turn.expect
    return Answer(text=text, confidence=1.0, sources=expect.sources, handoff=bool(expect.handoff))
