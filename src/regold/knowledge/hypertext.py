"""Cuts HTML into blocks in one pass over its tags; attributes, scripts and comments are passed over.

Not html.parser: 360 KB of unfinished tags keep it busy for minutes (measured, Python 3.11).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from regold.knowledge.blocks import Block, Heading, Paragraph, Table

_ATTRIBUTES = r"""[\s/](?:[^<>"']|"[^"<]{0,2000}"|'[^'<]{0,2000}')*|[\s/][^<>]{0,4000}"""
_MARK = re.compile(
    r"<!--|<(script|style|noscript|template|svg|head|title)\b[^<>]{0,2000}>"
    rf"|<(/?)([a-zA-Z][a-zA-Z0-9]{{0,20}})(?:{_ATTRIBUTES})?>|<[!?][^<>]{{0,2000}}>",
    re.IGNORECASE,
)
_TITLE = re.compile(r"<title(?:\s[^<>]{0,500})?>([^<]{1,500})</title\b", re.IGNORECASE)
_OPEN_OR_END = (
    "p div section article main aside header footer nav li dt dd blockquote pre br hr figcaption address form"
)
_BLOCKS = frozenset(_OPEN_OR_END.split())
_LISTS = frozenset(("ul", "ol", "dl"))
_CELLS = frozenset(("td", "th"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


def blocks(text: str) -> Iterator[Block]:
    """Give the blocks of a page in their order; without an `h1` first, the `title` is the first heading."""
    walk = _Walk()
    found = [block for name, closing, words in _pieces(text) for block in walk.step(name, closing=closing, words=words)]
    named = _TITLE.search(text[:100_000])
    if named and not (found and isinstance(found[0], Heading) and found[0].level == 1):
        yield Heading(level=1, text=_plain(named[1]))
    yield from found


def _pieces(text: str) -> Iterator[tuple[str, bool, str]]:
    """Give each tag with the words that stand before it; the last is no tag but the end."""
    at, words = 0, ""
    endless: set[str] = set()  # what has no end once need not be looked for again
    while mark := _MARK.search(text, at):
        words += text[at : mark.start()]
        at = mark.end()
        if mark[3]:
            yield mark[3].lower(), bool(mark[2]), words
            words = ""
            continue
        end = "-->" if mark[0] == "<!--" else f"</{mark[1].lower()}>" if mark[1] else ""
        ended = re.compile(re.escape(end), re.IGNORECASE).search(text, at) if end and end not in endless else None
        if ended:
            at = ended.end()
        else:
            endless.add(end)
    yield "br", False, words + text[at:]


class _Walk:
    """Gathers the words between the tags that end a block."""

    def __init__(self) -> None:
        self._words: list[str] = []
        self._depth = 0
        self._rows: list[list[str]] | None = None

    def step(self, name: str, *, closing: bool, words: str) -> Iterator[Block]:
        """Take the words before a tag, and give the blocks that the tag ends."""
        self._words.append(words)
        if name in _HEADINGS:
            yield from self._flushed(Heading(level=int(name[1]), text="")) if closing else self._flushed()
        elif name in _LISTS:
            yield from self._flushed()
            self._depth = max(0, self._depth + (-1 if closing else 1))
        elif name == "table":
            yield from self._table(closing=closing)
        elif self._rows is not None and (name in _CELLS or name == "tr"):
            self._cell(name, closing=closing)
        elif name in _BLOCKS and self._rows is None:
            yield from self._flushed()

    def _flushed(self, heading: Heading | None = None) -> Iterator[Block]:
        text = _plain("".join(self._words))
        self._words = []
        if text and self._rows is not None:
            self._rows[-1:] = [[*(self._rows[-1] if self._rows else []), text]]
        elif text:
            yield Heading(level=heading.level, text=text) if heading else Paragraph(text=text, depth=self._depth)

    def _table(self, *, closing: bool) -> Iterator[Block]:
        yield from self._flushed()
        rows = [tuple(row) for row in self._rows or () if row]
        if closing and rows:
            yield Table(rows=tuple(rows if len(rows) > 1 else [(), *rows]))
        self._rows = None if closing else []

    def _cell(self, name: str, *, closing: bool) -> None:
        assert self._rows is not None  # noqa: S101 - the caller asked
        text = _plain("".join(self._words))
        self._words = []
        if name == "tr" and not closing:
            self._rows.append([])
        elif closing and name in _CELLS:
            self._rows[-1:] = [[*(self._rows[-1] if self._rows else []), text]]


def _plain(text: str) -> str:
    return " ".join(unescape(text).split())
