"""Marks the words that make an answer wrong, in the text itself while it is being put together; offsets come last."""

from __future__ import annotations

import re
from collections.abc import Sequence

OPEN, CLOSE = "\ue000", "\ue001"
"""Around words that are wrong or missing: private characters, which no text of ours has."""
HELD_OPEN, HELD_CLOSE = "\ue002", "\ue003"
"""Around the condition of a golden, which is missing in some answers and there in others."""

_MARK = re.compile(f"[{OPEN}{CLOSE}]")


def marked(text: str) -> str:
    """Mark a text as wrong or missing."""
    return f"{OPEN}{text}{CLOSE}"


def held(text: str) -> str:
    """Mark a text as a condition."""
    return f"{HELD_OPEN}{text}{HELD_CLOSE}"


def settled(text: str, *, missing: bool) -> str:
    """Turn the marks of a condition into those of what is missing, or take them away."""
    opening, closing = (OPEN, CLOSE) if missing else ("", "")
    return text.replace(HELD_OPEN, opening).replace(HELD_CLOSE, closing)


def taken_off(text: str) -> tuple[str, Sequence[tuple[int, int]]]:
    """Give the text without its marks, and from where to where in it they went; inner marks count as the outer one."""
    plain, spans, depth, start = "", [], 0, 0
    at = 0
    for found in _MARK.finditer(text):
        plain += text[at : found.start()]
        at = found.end()
        if found.group() == OPEN:
            start = len(plain) if depth == 0 else start
            depth += 1
        else:
            depth -= 1
            if depth == 0:
                spans.append((start, len(plain)))
    return plain + text[at:], tuple(spans)
