"""Labelled rows on a terminal: texts with marked words, findings; which of them are shown is decided by each report."""

from __future__ import annotations

from collections.abc import Sequence

from regold.model import Finding, Outcome, Span
from regold.reports.difference import compared, leading
from regold.reports.marked import (
    COLOURED_ANSWER,
    COLOURED_GOLDEN,
    NO_MARKS,
    PLAIN_ANSWER,
    PLAIN_GOLDEN,
    Marks,
    lay_out,
)

_LABEL = 12
_FINDINGS = 4
_BOLD, _END = "\x1b[1m", "\x1b[0m"


def row(
    label: str, text: str, spans: Sequence[Span] = (), marks: Marks = NO_MARKS, *, width: int, lines: int
) -> list[str]:
    """Give a text in at most `lines` lines behind its label, the words in `spans` marked."""
    shown = lay_out(text, spans, marks, width=width - _LABEL, lines=lines)
    labels = [f"  {label}".ljust(_LABEL), *[" " * _LABEL] * (len(shown) - 1)]
    return [f"{left}{right}" for left, right in zip(labels, shown, strict=True)]


def compared_rows(outcome: Outcome, *, colour: bool, width: int) -> list[str]:
    """Give the question, golden and answer of the deciding turn, with the words that differ marked."""
    shown = compared(outcome)
    before = leading(outcome, shown.turn)
    lines = [line for who, said in before for line in row(who, said, width=width, lines=1)]
    lines += row("question", outcome.case.turns[shown.turn].query, width=width, lines=1 if before else 2)
    golden, answer = (COLOURED_GOLDEN, COLOURED_ANSWER) if colour else (PLAIN_GOLDEN, PLAIN_ANSWER)
    size = 3 if before else 4
    if shown.golden.strip():
        lines += row("golden", shown.golden, shown.golden_spans, golden, width=width, lines=size)
    said = shown.answer if shown.answer.strip() else "(empty)"
    return lines + row("answer", said, shown.answer_spans, answer, width=width, lines=size)


def finding_lines(findings: Sequence[Finding], turns: int, width: int) -> list[str]:
    """Give the first findings in one line each; `turns` is the number of turns of the case."""
    lines = []
    for finding in findings[:_FINDINGS]:
        where = f"turn {finding.turn + 1}, " if turns > 1 else ""
        text = f"{'✓' if finding.supports else '✗'} {where}{finding.check}: {finding.message}"
        lines += ["  " + line for line in lay_out(text, (), NO_MARKS, width=width - 2, lines=1)]
    if more := len(findings) - _FINDINGS:
        lines += [f"  … and {more} more"] if more > 0 else []
    return lines


def bold(text: str, *, colour: bool) -> str:
    """Give the text in bold where there is colour."""
    return f"{_BOLD}{text}{_END}" if colour else text
