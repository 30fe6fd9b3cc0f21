"""Where sentences begin and end, for comparing texts piece by piece; a rough cut, not a grammar."""

from __future__ import annotations

import re
from collections.abc import Iterator

from regold.model import Span

_END = re.compile(r"[.!?…。！？]{1,20}[\"'”’)\]*_]{0,6}(?=\s|$|[\"'“‘(\[])|[。！？]|\n+")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:[a-z]|e\.g|i\.e|etc|vs|approx|incl|excl|max|min|no|nr|dr|mr|mrs|ms|st|inc|ltd|co|corp|"
    r"a\.m|p\.m|u\.s|u\.k|tel|ext|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun)\.$",
    re.IGNORECASE,
)
_UNIT = re.compile(r"\d[ \u00a0]?(?:[kmc]?m|k?g|[kmgt]b|h|hrs?|min|s|sec|l|ml|lb|oz|ft)\.$", re.IGNORECASE)
"""A unit behind a number may end a sentence as any word."""

_NUMBERED = re.compile(r"(?:^|\n)[ \t]{0,12}\d{1,3}\.$")
_BULLET = re.compile(r"\s*(?:[-*+•·]|\d{1,3}[.)])\s")
_TURN = re.compile(
    r";\s|,?\s(?:but|however|whereas|although|though)\b,?\s"
    r"|,?\s(?:and|so)\s(?=(?:(?:we|you|they|it) )?(?:do not|don't|never|cannot|can't|will not|won't|is not|are not)\b)",
    re.IGNORECASE,
)
_SHORTEST = 8
_INNER = 24


def split(text: str) -> tuple[Span, ...]:
    """Give the spans of the sentences, without the white space around them.

    Abbreviations, decimals, versions, addresses and numbered points do not end a sentence; a bullet begins one,
    and so does a line, unless it goes on in small letters.
    """
    return tuple(_trimmed(text, _pieces(_ends(text), 0, len(text))))


def clauses(text: str) -> tuple[Span, ...]:
    """Give the spans of the sentences, cut again where one turns: at a semicolon, `but`, `although`, `and do not`."""
    pieces: list[Span] = []
    for span in split(text):
        turns = [match.start() for match in _TURN.finditer(text, span.start, span.end)]
        turns = [turn for turn in turns if turn - span.start > _SHORTEST and span.end - turn > _SHORTEST]
        pieces += _trimmed(text, _pieces(iter(turns), span.start, span.end))
    return tuple(pieces)


def _ends(text: str) -> Iterator[int]:
    for match in _END.finditer(text):
        if match.group().startswith("\n"):
            if _new_line_begins(text, match.start(), match.end()):
                yield match.end()
        elif _ends_here(text, match):
            yield match.end()


def _ends_here(text: str, match: re.Match[str]) -> bool:
    if match.group()[0] != "." or len(match.group()) > 1:
        return True
    before = text[max(0, match.start() - _INNER) : match.end()]
    rest = text[match.end() : match.end() + _INNER].lstrip()
    if _NUMBERED.search(before):
        return False
    if _UNIT.search(before):
        return not rest[:1].islower()
    if _ABBREVIATION.search(before):
        return before.lower().endswith((".m.", "etc.", "no.")) and rest[:1].isupper()
    return not rest[:1].islower()


def _new_line_begins(text: str, start: int, end: int) -> bool:
    if end - start > 1 or _BULLET.match(text, end, end + 40):
        return True
    goes_on = text[end : end + _INNER].lstrip()[:1].islower()
    return not goes_on or text[max(0, start - 1) : start] in tuple(".!?:;")


def _pieces(cuts: Iterator[int], start: int, end: int) -> Iterator[Span]:
    for cut in cuts:
        yield Span(start=start, end=cut)
        start = cut
    yield Span(start=start, end=end)


def _trimmed(text: str, spans: Iterator[Span]) -> Iterator[Span]:
    for span in spans:
        piece = text[span.start : span.end]
        start = span.start + len(piece) - len(piece.lstrip())
        end = span.start + len(piece.rstrip())
        if any(map(str.isalnum, text[start:end])):
            yield Span(start=start, end=end)
