"""Which turn of an outcome to show and which of its words differ; how they look is decided by each report."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from regold.model import Finding, Outcome, Span

COMPARED = 4_000
"""Characters of each text that are compared word by word; what stands behind them is shown without marks."""

_WORD = re.compile(r"[\w$€£%](?:\S*[\w$€£%])?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """The golden and the answer of the turn that decided, with the spans of the words to mark."""

    turn: int
    golden: str
    answer: str
    golden_spans: tuple[Span, ...] = ()
    answer_spans: tuple[Span, ...] = ()


def compared(outcome: Outcome) -> Compared:
    """Give the two texts of the deciding turn, marked where its finding says, or else word by word."""
    deciding = _deciding(outcome)
    turn = deciding.turn if deciding else len(outcome.case.turns) - 1
    golden, answer = _texts(outcome, turn)
    marked = _spans(golden, answer, deciding)
    return Compared(turn=turn, golden=golden, answer=answer, golden_spans=marked[0], answer_spans=marked[1])


def leading(outcome: Outcome, turn: int) -> tuple[tuple[str, str], ...]:
    """Give who said what in the two turns before this one: pairs of `customer` or `endpoint` and the text."""
    earlier = outcome.answer.earlier if outcome.answer else ()
    told = list(zip(outcome.case.turns, earlier, strict=False))[:turn][-2:]
    return tuple(line for asked, said in told for line in (("customer", asked.query), ("endpoint", said.text)))


def differing_words(golden: str, answer: str) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Give the spans of the words that differ, in each of the first `COMPARED` characters of two texts.

    Case and the punctuation around a word are not looked at.
    """
    old, new = (list(_WORD.finditer(text[:COMPARED])) for text in (golden, answer))
    matcher = SequenceMatcher(None, [word[0].casefold() for word in old], [word[0].casefold() for word in new], False)
    steps = [step[1:] for step in matcher.get_opcodes() if step[0] != "equal"]
    return (
        tuple(span for start, end, _, _ in steps for span in _span(old[start:end])),
        tuple(span for _, _, start, end in steps for span in _span(new[start:end])),
    )


def _span(words: Sequence[re.Match[str]]) -> tuple[Span, ...]:
    return (Span(start=words[0].start(), end=words[-1].end()),) if words else ()


def _deciding(outcome: Outcome) -> Finding | None:
    findings = outcome.verdict.findings if outcome.verdict else ()
    return next((f for f in findings if not f.supports and f.turn < len(outcome.case.turns)), None)


def _texts(outcome: Outcome, turn: int) -> tuple[str, str]:
    goldens = outcome.verdict.goldens if outcome.verdict else ()
    answers = (*outcome.answer.earlier, outcome.answer) if outcome.answer else ()
    golden = goldens[turn] if turn < len(goldens) else next(iter(outcome.case.turns[turn].golden), "")
    return golden, answers[turn].text if turn < len(answers) else ""


def _spans(golden: str, answer: str, deciding: Finding | None) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    if deciding and (deciding.golden_spans or deciding.answer_spans):
        return deciding.golden_spans, deciding.answer_spans
    return differing_words(golden, answer)
