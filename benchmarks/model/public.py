"""The public labelled answers as rows: three quarters of the questions to train on, the others to measure with."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

from benchmarks.judge.data import PUBLIC, VERDICT
from benchmarks.model.balance import overlap
from benchmarks.model.rows import Row

WORDS = 90
"""Longer goldens or answers are left out: pairs are cut at 128 tokens."""


def read(name: str, *, held: bool, folder: Path = VERDICT) -> list[Row]:
    """Read a part of a set of PUBLIC; the parts share no question, and no reference where there is no question."""
    assert name in PUBLIC
    told = (json.loads(line) for line in (folder / f"{name}.jsonl").read_text("utf-8").splitlines())
    rows = [_row(name, one) for one in told]
    return [row for row in rows if _is_held(row.group) == held and _short(row)]


def held(name: str, told: dict[str, Any]) -> bool:
    """Whether a line of a set of PUBLIC is none of those that are trained on."""
    row = _row(name, told)
    return _is_held(row.group) or not _short(row)


def _row(name: str, told: dict[str, Any]) -> Row:
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


def _is_held(group: str) -> bool:
    return sha256(group.encode()).digest()[0] % 4 == 1


def _short(row: Row) -> bool:
    return max(len(row.golden.split()), len(row.answer.split())) <= WORDS
