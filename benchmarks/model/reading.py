"""How the model reads a pair; the same in training, in measuring and in what is exported."""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.model.rows import Row
from regold.judge.shipped import premise

TOKENS = 128
UNTOLD = -1
MOST_FAULTS = 8
"""More than one side of a row ever has."""
LABELS = {0: "entailment"}
"""The one output: log-odds that the answer is acceptable where the golden is."""


def marks_of(row: Row, sides: Sequence[int | None], offsets: Sequence[Sequence[int]]) -> list[int]:
    """Mark the tokens of one row: UNTOLD, 0 for not at fault, n for the n-th fault of the row.

    `sides` tells of each token whether it stands in the first text or in the second, or is none of the text; `offsets`
    where. Of a wrong row a side without marks stays UNTOLD: what is wrong there nobody said.
    """
    shift = len(premise(row.question, row.golden)) - len(row.golden)
    spans = (tuple((start + shift, end + shift) for start, end in row.missing), tuple(row.wrong))
    told = []
    for side, (start, end) in zip(sides, offsets, strict=True):
        if side is None or (side == 0 and start < shift):
            told.append(UNTOLD)
        else:
            found = [n for n, (low, high) in enumerate(spans[side]) if start < high and end > low]
            known = row.acceptable or spans[side]
            told.append(1 + found[0] + side * MOST_FAULTS if found else 0 if known else UNTOLD)
    return told
