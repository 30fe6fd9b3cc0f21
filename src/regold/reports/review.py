"""What a person reads to decide about one answer of a run: on one screen, old beside new; it decides nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from regold.model import Outcome, OutcomeKind
from regold.reports.difference import differing_words, leading
from regold.reports.encode import one_line
from regold.reports.marked import COLOURED_ANSWER, COLOURED_GOLDEN, NO_MARKS, PLAIN_ANSWER, PLAIN_GOLDEN, lay_out
from regold.reports.rows import bold, compared_rows, finding_lines, row
from regold.reports.triangle import triangle_rows

_GOLDENS = 3


def review_text(
    outcome: Outcome,
    *,
    title: str,
    turns: Sequence[int],
    before: Outcome | None = None,
    colour: bool,
    width: int,
) -> str:
    """Give at most 39 lines of `width` columns (60 at least) about an answer and what it is held against.

    `title` says where in the review this is and why it is shown; `turns` are those whose golden may be changed. With
    `before`, an accepted answer is shown beside what the last accepted one said, a wrong one beside its golden.
    """
    width = max(60, width)
    case = outcome.case
    owner = f", owner {case.owner}" if case.owner else ""
    place = f"{case.place.path}:{case.place.line} ({case.severity}{owner})"
    lines = [bold(one_line(f"{title}: {case.suite}/{case.id}"), colour=colour)]
    lines += [*lay_out(place, (), NO_MARKS, width=width, lines=1), ""]
    if outcome.kind is OutcomeKind.PASSED or outcome.case.to_review:
        lines += chain.from_iterable(_turn(outcome, turn, before, colour=colour, width=width) for turn in turns)
    else:
        lines += compared_rows(outcome, colour=colour, width=width)
    findings = outcome.verdict.findings if outcome.verdict else ()
    lines += triangle_rows(outcome, width=width)
    return "\n".join([*lines, "", *finding_lines(findings, len(case.turns), width)]).rstrip()


def _turn(outcome: Outcome, turn: int, before: Outcome | None, *, colour: bool, width: int) -> Iterator[str]:
    """Give a turn whose answer was not compared with its golden: beside the golden, and what was said before."""
    golden, answer = (COLOURED_GOLDEN, COLOURED_ANSWER) if colour else (PLAIN_GOLDEN, PLAIN_ANSWER)
    said, old = _said(outcome, turn), _said(before, turn) if before else ""
    gone, come = differing_words(old, said) if old else ((), ())
    for who, text in leading(outcome, turn):
        yield from row(who, text, width=width, lines=1)
    yield from row("question", outcome.case.turns[turn].query, width=width, lines=2)
    for text in outcome.case.turns[turn].golden[:_GOLDENS]:
        yield from row("golden", text, width=width, lines=3)
    if old:
        yield from row("it said", old, gone, golden, width=width, lines=4)
    yield from row("answer", said if said.strip() else "(empty)", come, answer, width=width, lines=4)


def _said(outcome: Outcome, turn: int) -> str:
    answers = (*outcome.answer.earlier, outcome.answer) if outcome.answer else ()
    return answers[turn].text if turn < len(answers) else ""
