"""Texts with marked words, cut around the marks and broken into lines; what is marked is decided elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from unicodedata import combining, east_asian_width

from regold.model import Span
from regold.reports.encode import terminal

_WORDS = re.compile(r"\S+")
CUT = "…"


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """What stands before and behind marked words; `columns` is the room that both take on a terminal."""

    before: str
    behind: str
    columns: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word that can be shown as it is, and whether it is marked."""

    text: str
    marked: bool = False


NO_MARKS = Marks(before="", behind="", columns=0)
PLAIN_GOLDEN = Marks(before="[-", behind="-]", columns=4)
PLAIN_ANSWER = Marks(before="{+", behind="+}", columns=4)
COLOURED_GOLDEN = Marks(before="\x1b[1;32m", behind="\x1b[0m", columns=0)
COLOURED_ANSWER = Marks(before="\x1b[1;31m", behind="\x1b[0m", columns=0)


def columns(text: str) -> int:
    """Give the columns that a text without line ends takes on a terminal (Unicode Standard Annex 11)."""
    if text.isascii():
        return len(text)
    return sum(2 if east_asian_width(char) in "WF" else 0 if combining(char) else 1 for char in text)


def lay_out(text: str, spans: Sequence[Span], marks: Marks, *, width: int, lines: int) -> list[str]:
    """Give the text in at most `lines` lines of at most `width` columns, with the words in `spans` marked.

    A text that is too long is cut to the words around the marks, or to its beginning when nothing is marked;
    what is left out is shown as an ellipsis. A marked word keeps as much of the text around it as there is room.
    """
    room = max(1, width - marks.columns - 1)
    found = list(_words(text, spans, room=room, most=8 * width * lines))
    fits = _wrap(found, marks, width, lines)
    if len(fits) <= lines:
        return fits
    anchors = [index for index, word in enumerate(found) if word.marked]
    if not anchors:
        return _beginning(found, fits[:lines], width)
    low, high = 0, width * lines
    while low < high:
        middle = (low + high + 1) // 2
        if len(_wrap(_around(found, anchors, middle), marks, width, lines)) <= lines:
            low = middle
        else:
            high = middle - 1
    return _wrap(_around(found, anchors, low), marks, width, lines)[:lines]


def _beginning(words: Sequence[Word], fits: Sequence[str], width: int) -> list[str]:
    count = sum(len(line.split()) for line in fits)
    while len(cut := _wrap([*words[:count], Word(text=CUT)], NO_MARKS, width, len(fits))) > len(fits):
        count -= 1
    return cut


def _words(text: str, spans: Sequence[Span], *, room: int, most: int) -> Iterator[Word]:
    start = _start(spans, most)
    if start:
        yield Word(text=CUT)
    for match in _WORDS.finditer(text, start, start + most):
        marked = any(span.start < match.end() and match.start() < span.end for span in spans)
        for piece in _pieces(terminal(match.group()), room):
            yield Word(text=piece, marked=marked)
    if text[start + most :].strip():
        yield Word(text=CUT)


def _start(spans: Sequence[Span], most: int) -> int:
    first = min((span.start for span in spans), default=0)
    return 0 if first < most // 2 else first - most // 4


def _pieces(word: str, room: int) -> Iterator[str]:
    if len(word) * 2 <= room:
        yield word
        return
    piece, taken = "", 0
    for char in word:
        wide = columns(char)
        if piece and taken + wide > room:
            yield terminal(piece)
            piece, taken = "", 0
        piece, taken = piece + char, taken + wide
    yield terminal(piece)


def _around(words: Sequence[Word], anchors: Sequence[int], radius: int) -> list[Word]:
    kept: list[Word] = []
    end = 0
    for anchor in anchors:
        start = max(end, anchor - radius)
        if start > end:
            kept.append(Word(text=CUT))
        kept.extend(words[start : anchor + radius + 1])
        end = max(end, anchor + radius + 1)
    if end < len(words):
        kept.append(Word(text=CUT))
    return kept


def _wrap(words: Sequence[Word], marks: Marks, width: int, most: int) -> list[str]:
    """Break the words into lines, and stop as soon as there is one more than `most`."""
    lines: list[list[Word]] = [[]]
    taken = -1
    for unit, wide in _units(words, marks, width):
        if lines[-1] and taken + 1 + wide > width:
            if len(lines) > most:
                break
            lines.append([])
            taken = -1
        lines[-1].extend(unit)
        taken += 1 + wide
    return [_render(line, marks) for line in lines]


def _units(words: Sequence[Word], marks: Marks, width: int) -> Iterator[tuple[list[Word], int]]:
    """Keep marked words that follow each other together where they fit on one line; give each with its columns."""
    unit: list[Word] = []
    wide = 0
    for word in words:
        more = columns(word.text)
        if unit and unit[-1].marked and word.marked and wide + 1 + more <= width:
            unit.append(word)
            wide += 1 + more
            continue
        if unit:
            yield unit, wide
        unit, wide = [word], more + (marks.columns if word.marked else 0)
    if unit:
        yield unit, wide


def _render(line: Sequence[Word], marks: Marks) -> str:
    rendered = ""
    for before, word in zip([None, *line], line, strict=False):
        was = before is not None and before.marked
        rendered += marks.behind if was and not word.marked else ""
        rendered += " " if before is not None else ""
        rendered += marks.before if word.marked and not was else ""
        rendered += word.text
    return rendered + (marks.behind if line and line[-1].marked else "")
