"""Reads the support answers in answers/, each worded for itself: wider in wording than any frame."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from benchmarks.model.balance import held_out
from benchmarks.model.rows import Row

FOLDER = Path(__file__).with_name("answers")

SHORT = 24
"""Characters up to which goldens are alike by chance ("Yes."): what belongs together is told by their questions."""

HELD = 0.12
"""The share of questions that are not trained on: by them the judge learns how far to trust its model."""


def read(folder: Path = FOLDER) -> list[Row]:
    """Read all answers of the .txt files of a folder with their question and golden.

    Raises:
        ValueError: a line begins with none of Q, G, +, - and #, or an answer stands before its golden.
    """
    return [row for file in sorted(folder.glob("*.txt")) for row in _rows(file)]


def held(row: Row) -> bool:
    """Whether a row is none of those that are trained on."""
    return held_out(row.group, HELD)


def _rows(file: Path) -> Iterator[Row]:
    question = golden = ""
    for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
        mark, text = line[:1], line[1:].strip()
        if mark == "Q":
            question, golden = text, ""
        elif mark == "G":
            golden = text
        elif mark in ("+", "-") and golden:
            kind, _, answer = text.partition(" ")
            yield Row(
                group=f"written:{golden if len(golden) > SHORT else question}",
                question=question,
                golden=golden,
                answer=answer,
                acceptable=mark == "+",
                kind=kind,
            )
        elif mark not in ("", "#"):
            raise ValueError(f"{file.name}, line {number} is no question, golden or answer to one: {line[:40]}")
