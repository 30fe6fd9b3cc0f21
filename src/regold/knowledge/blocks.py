"""The blocks that every format is cut into, and how blocks become passages under their headings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import unescape

from regold.knowledge.article import Passage
from regold.text.normalise import without_markdown

_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,500}>")
_LEADS = ":"
_LONGEST_LEAD = 120
_GENERIC_COLUMNS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading; level 1 is the outermost."""

    level: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A stretch of running text; `depth` counts the lists it stands in."""

    text: str
    depth: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table by its rows; the first holds the names of the columns."""

    rows: tuple[tuple[str, ...], ...]


Block = Heading | Paragraph | Table


def passages(blocks: Iterable[Block]) -> tuple[str, tuple[Passage, ...]]:
    """Give the title, "" without one, and the passages of an article.

    The title is the first heading when it is of the first level and nothing stands before it. A line that ends with
    a colon before a list, and a point that has points of its own, are headings of what follows.
    """
    ordered = list(blocks)
    title = ""
    if ordered and isinstance(ordered[0], Heading) and ordered[0].level == 1:
        title = ordered.pop(0).text  # type: ignore[union-attr]
    return title, tuple(_under_headings(ordered))


def plain(text: str) -> str:
    """Give a stretch of Markdown on one line without its marks, tags and entities."""
    return " ".join(unescape(_TAG.sub(" ", without_markdown(text))).split())


def _under_headings(blocks: Sequence[Block]) -> Iterator[Passage]:
    above: list[Heading] = []
    leads: list[Paragraph] = []
    for at, block in enumerate(blocks):
        if isinstance(block, Heading):
            above = [*(one for one in above if one.level < block.level), block]
            leads = []
            continue
        headings = tuple(one.text for one in above)
        if isinstance(block, Table):
            yield from (Passage(headings=headings, text=text) for text in _rows(block))
            continue
        leads = [one for one in leads if one.depth < block.depth]
        under = (*headings, *(one.text.rstrip(_LEADS) for one in leads))
        following = blocks[at + 1] if at + 1 < len(blocks) else None
        if _leads(block, following):
            leads.append(block)
        yield Passage(headings=under, text=block.text)


def _leads(block: Paragraph, following: Block | None) -> bool:
    if not isinstance(following, Paragraph) or following.depth <= block.depth or len(block.text) > _LONGEST_LEAD:
        return False
    return block.depth > 0 or block.text.endswith(_LEADS)


def _rows(table: Table) -> Iterator[str]:
    """Give each row as words: the name of the row, the name of the column and what stands there."""
    names, rows = table.rows[0], table.rows[1:]
    for row in rows:
        if len(names) <= _GENERIC_COLUMNS:
            told = [": ".join(cell for cell in row if cell)]
        else:
            cells = zip(names[1:], row[1:], strict=False)
            told = [f"{row[0]}, {name}: {cell}" if row[0] else f"{name}: {cell}" for name, cell in cells if cell]
        if text := "; ".join(filter(None, told)):
            yield text
