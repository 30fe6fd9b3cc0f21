"""Reads pages as articles: the one door from a text of any format to passages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from regold.knowledge import hypertext, markdown
from regold.knowledge.article import LONGEST, MOST_PASSAGES, Article, Format, Page
from regold.knowledge.blocks import Block, Heading, Paragraph, passages

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

_LONGEST_TITLE = 120
_EMPTY_LINES = re.compile(r"\n[ \t]*\n\s*")


class Splitter:
    """Cuts pages into articles; one is made for many pages, since making the Markdown reader takes a while."""

    def __init__(self) -> None:
        self._markdown: MarkdownIt | None = None

    def article(self, page: Page) -> Article:
        """Give the article of a page; one that is too large is cut and says so in its `doubt`. Never raises."""
        text = page.text[:LONGEST].replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
        blocks = list(islice(self._blocks(text, page.format), MOST_PASSAGES + 1))
        title, found = passages(blocks)
        doubt = ""
        if len(page.text) > LONGEST:
            doubt = f"longer than {LONGEST:,} characters"
        elif max(len(found), len(blocks)) > MOST_PASSAGES:
            doubt = f"more than {MOST_PASSAGES:,} passages"
        elif not found and page.text.strip():
            doubt = "holds no text that can be read"
        return Article(id=page.id, title=page.title or title, passages=found[:MOST_PASSAGES], doubt=doubt)

    def articles(self, pages: Iterable[Page]) -> tuple[Article, ...]:
        """Give the articles of all pages, in their order."""
        return tuple(map(self.article, pages))

    def _blocks(self, text: str, form: Format) -> Iterator[Block]:
        match form:
            case Format.HTML:
                return hypertext.blocks(text)
            case Format.TEXT:
                return _of_text([part.strip() for part in _EMPTY_LINES.split(text) if part.strip()])
        if self._markdown is None:
            self._markdown = markdown.reader()
        return markdown.blocks(text, self._markdown)


def _of_text(parts: Sequence[str]) -> Iterator[Block]:
    """Give the paragraphs of a plain text; a first line that stands alone and is no sentence is its title."""
    first = parts[0] if parts else ""
    titled = len(parts) > 1 and "\n" not in first and len(first) <= _LONGEST_TITLE and first[-1] not in ".:;!?,"
    if titled:
        yield Heading(level=1, text=first)
    for part in parts[titled:]:
        yield Paragraph(text=" ".join(part.split()))
