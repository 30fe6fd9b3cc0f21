"""Cuts Markdown into blocks; markdown-it-py finds them, inline marks are taken off by `blocks.plain`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from regold.knowledge.blocks import Block, Heading, Paragraph, Table, plain
from regold.knowledge.hypertext import blocks as blocks_of_html

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_FRONT = re.compile(r"\A---[ \t]*\n((?:[^\n]{0,2000}\n){0,200}?)(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_TITLE = re.compile(r"(?m)^title:[ \t]*[\"']?([^\n\"']{1,300})")


def reader() -> MarkdownIt:
    """Give what finds the blocks: CommonMark with tables, inline marks left as they are, nesting cut off at 20."""
    from markdown_it import MarkdownIt

    found = MarkdownIt("commonmark", {"maxNesting": 20}).enable("table")
    found.core.ruler.disable(["inline"])
    return found


def blocks(text: str, markdown: MarkdownIt) -> Iterator[Block]:
    """Give the blocks of a page in their order; the title of a front matter comes first, as a heading."""
    front = _FRONT.match(text)
    if front:
        text = text[front.end() :]
        if named := _TITLE.search(front[1]):
            yield Heading(level=1, text=named[1].strip())
    yield from _Walk(markdown.parse(text)).blocks()


class _Walk:
    """One walk over the tokens of a page."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens
        self._depth = 0
        self._rows: list[list[str]] = []

    def blocks(self) -> Iterator[Block]:
        for at, token in enumerate(self._tokens):
            match token.type:
                case "bullet_list_open" | "ordered_list_open":
                    self._depth += 1
                case "bullet_list_close" | "ordered_list_close":
                    self._depth -= 1
                case "inline":
                    yield from self._inline(token, self._tokens[at - 1])
                case "fence" | "code_block":
                    yield from self._paragraph(" ".join(token.content.split()))
                case "html_block":
                    yield from blocks_of_html(token.content)
                case "tr_open":
                    self._rows.append([])
                case "table_close":
                    yield Table(rows=tuple(map(tuple, self._rows)))
                    self._rows = []

    def _inline(self, token: Token, opened: Token) -> Iterator[Block]:
        text = plain(token.content)
        if opened.type == "heading_open":
            yield Heading(level=int(opened.tag[1]), text=text)
        elif opened.type in {"th_open", "td_open"}:
            self._rows[-1].append(text)
        else:
            yield from self._paragraph(text)

    def _paragraph(self, text: str) -> Iterator[Block]:
        if text:
            yield Paragraph(text=text, depth=self._depth)
