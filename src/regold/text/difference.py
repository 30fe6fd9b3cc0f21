"""Which words differ between two texts, as spans to mark. It says nothing about what the difference means."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz.distance import LCSseq

from regold.model import Span

_WORD = re.compile(r"[^\W_]+(?:['’.,:/@-][^\W_]+)*|[$€£¥%]")


def words(text: str) -> tuple[Span, ...]:
    """Give the spans of the words of a text, signs of currency and percent among them, punctuation not."""
    return tuple(Span(start=match.start(), end=match.end()) for match in _WORD.finditer(text))


def differing(golden: str, answer: str) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Give the words of the golden that the answer lacks and the words of the answer that the golden lacks.

    Case and punctuation do not count; words that follow each other share one span. Spans point into the texts as
    they are given. The longest common subsequence decides (RapidFuzz, LCSseq).
    """
    ours, theirs = words(golden), words(answer)
    blocks = LCSseq.opcodes(_folded(golden, ours), _folded(answer, theirs))
    lacking: list[Span] = []
    added: list[Span] = []
    for block in blocks:
        if block.tag != "equal":
            lacking += _joined(ours[block.src_start : block.src_end])
            added += _joined(theirs[block.dest_start : block.dest_end])
    return tuple(lacking), tuple(added)


def _folded(text: str, spans: Sequence[Span]) -> list[str]:
    return [text[span.start : span.end].casefold().replace("’", "'") for span in spans]


def _joined(spans: Sequence[Span]) -> list[Span]:
    return [Span(start=spans[0].start, end=spans[-1].end)] if spans else []
