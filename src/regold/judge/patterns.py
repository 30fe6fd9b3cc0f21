"""Searches a text with a pattern of the user's, in bounded time whatever the pattern."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterable

_PLAIN_TEXT = 5_000
_SEARCH = (
    "import json, re, sys\n"
    "pattern, text = json.load(sys.stdin)\n"
    "found = re.search(pattern, text)\n"
    "print(json.dumps(found.span() if found else None))\n"
)


class SlowPatternError(Exception):
    """The search did not end in time."""


def search(pattern: str, text: str, *, seconds: float) -> tuple[int, int] | None:
    """Give where the pattern first matches in the text, or None.

    A pattern in which at most one piece repeats, and no group, is searched at once when the text is short: its
    time grows with the square of the text at worst. Any other runs in a process of its own, which is
    ended when the time is over: nothing else ends a search of Python's `re`.

    Raises:
        SlowPatternError: the search took longer than `seconds`.
    """
    if len(text) <= _PLAIN_TEXT and _plain(pattern):
        found = re.search(pattern, text)
        return found.span() if found else None
    return _search_apart(pattern, text, seconds)


def _plain(pattern: str) -> bool:
    """Whether at most one piece repeats, no group does, and nothing refers back."""
    bare = re.sub(r"\\[^\d]|\[\^?\]?(?:\\.|[^\]\\])*\]", "x", pattern)
    repeats = re.findall(r"(?<!\()[*+?]|\{\d*,?\d*\}", bare)
    return len(repeats) <= 1 and not re.search(r"\)[*+?{]|\\\d|\(\?[P(]", bare)


def _search_apart(pattern: str, text: str, seconds: float) -> tuple[int, int] | None:
    try:
        done = subprocess.run(  # noqa: S603 - this interpreter and a fixed program
            [sys.executable, "-I", "-S", "-c", _SEARCH],
            input=json.dumps([pattern, text]),
            capture_output=True,
            encoding="utf-8",
            timeout=seconds,
            check=True,
        )
    except subprocess.TimeoutExpired as slow:
        raise SlowPatternError from slow
    found: Iterable[int] | None = json.loads(done.stdout)
    return None if found is None else (min(found), max(found))
