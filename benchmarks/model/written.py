"""Reads the support answers in written.txt, each worded for itself: wider in wording than any frame."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from benchmarks.model.rows import Row

FILE = Path(__file__).with_name("written.txt")


def read(file: Path = FILE) -> list[Row]:
    """Read all answers with their question and golden.

    Raises:
        ValueError: a line begins with none of Q, G, +, - and #, or an answer stands before its golden.
    """
    return list(_rows(file.read_text("utf-8").splitlines()))


def _rows(lines: list[str]) -> Iterator[Row]:
    question = golden = ""
    for number, line in enumerate(lines, 1):
        mark, text = line[:1], line[1:].strip()
        if mark == "Q":
            question, golden = text, ""
        elif mark == "G":
            golden = text
        elif mark in ("+", "-") and golden:
            kind, _, answer = text.partition(" ")
            yield Row(
                group=f"written:{golden}",
                question=question,
                golden=golden,
                answer=answer,
                acceptable=mark == "+",
                kind=kind,
            )
        elif mark not in ("", "#"):
            raise ValueError(f"line {number} is no question, golden or answer to one: {line[:40]}")
