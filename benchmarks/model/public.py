"""The public labelled answers as rows: half of the questions to train on, the other half to measure with."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

from benchmarks.judge.data import PUBLIC, VERDICT
from benchmarks.model.balance import overlap
from benchmarks.model.rows import Row

WORDS = 90
"""Longer goldens or answers are left out: pairs are cut at 128 tokens."""


def read(name: str, *, held: bool, folder: Path = VERDICT) -> list[Row]:
    """Read one half of a set of PUBLIC; the halves share no question, and no reference where there is no question."""
    assert name in PUBLIC
    told = (json.loads(line) for line in (folder / f"{name}.jsonl").read_text("utf-8").splitlines())
    rows = [_row(name, one) for one in told]
    return [row for row in rows if _second_half(row.group) == held and _short(row)]


def _row(name: str, told: dict[str, object]) -> Row:
    goldens = told["reference"] if isinstance(told["reference"], list) else [str(told["reference"])]
    question, answer = str(told["question"]), str(told["candidate"])
    rows = [
        Row(
            group=f"{name}:{question or goldens[0]}",
            question=question,
            golden=str(golden),
            answer=answer,
            acceptable=told["label"] == 1,
            kind=name,
        )
        for golden in goldens
    ]
    return max(rows, key=overlap)


def _second_half(group: str) -> bool:
    return sha256(group.encode()).digest()[0] % 2 == 1


def _short(row: Row) -> bool:
    return max(len(row.golden.split()), len(row.answer.split())) <= WORDS
