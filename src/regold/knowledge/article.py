"""What an article is: passages under headings, cut from a page of whatever format. Nothing is read from disk here."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

LONGEST = 400_000
"""Characters of a page that are read; what stands behind them is not, and the article says so."""

MOST_PASSAGES = 5_000
"""Passages of one article, further ones are not read, and the article says so."""


class Format(StrEnum):
    """How the text of a page is marked up."""

    MARKDOWN = "markdown"
    HTML = "html"
    TEXT = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """An article as it is kept, not read yet. `title` is "" where only the text itself can tell it."""

    id: str
    text: str
    format: Format
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A paragraph, a point of a list or a row of a table, without its markup and on one line.

    `headings` are those it stands under, the outermost first, without the title of the article.
    """

    headings: tuple[str, ...]
    text: str

    @property
    def place(self) -> str:
        """Where in its article it stands, in words."""
        return " > ".join(self.headings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A page cut into passages. `doubt` says why it is not known in full, "" when it is."""

    id: str
    title: str
    passages: tuple[Passage, ...]
    doubt: str = ""
