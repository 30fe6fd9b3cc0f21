"""The knowledge base as the demo bot reads it: Markdown articles cut into passages; nothing is searched here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from regold.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LONGEST_PASSAGE = 90
SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z0-9\"“])")
BULLET = re.compile(r"\s*[-*]\s+")
STEP = re.compile(r"\s*\d+\.\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One stretch of an article under one heading, already cut into statements that can stand alone.

    `listed` tells that the statements are the lines of a list, hence alternatives to each other.
    """

    article: str
    title: str
    heading: str
    statements: tuple[str, ...]
    listed: bool = False

    @property
    def is_lead(self) -> bool:
        """Whether it is the introduction of its article, which says what the article is about but answers little."""
        return self.heading == self.title

    @property
    def topic(self) -> str:
        """The topic of the article: its file name without the ending."""
        return self.article.rpartition("/")[2].removesuffix(".md")


def article_files(folder: Path) -> tuple[Path, ...]:
    """Give the articles of a knowledge base in the order of their names; raises ConfigError when there are none."""
    files = tuple(sorted(folder.glob("*.md")))
    if not files:
        raise ConfigError(
            f"{folder}: no Markdown article in this folder; the demo bot answers from *.md files, "
            "name their folder with --knowledge"
        )
    return files


def passages(file: Path) -> tuple[Passage, ...]:
    """Read one article; its id is `kb/` and the file name. A file without a `#` title is called by its name."""
    text = file.read_text(encoding="utf-8")
    title = next((line[2:].strip() for line in text.splitlines() if line.startswith("# ")), file.stem)
    return tuple(
        Passage(article=f"kb/{file.name}", title=title, heading=heading, statements=statements, listed=listed)
        for heading, blocks in _sections(text, title)
        for statements, listed in _gathered(blocks)
    )


def _sections(text: str, title: str) -> Iterator[tuple[str, list[str]]]:
    heading, lines = title, list[str]()
    for line in text.splitlines():
        if line.startswith("#"):
            yield heading, _blocks(lines)
            heading, lines = line.lstrip("#").strip(), []
        else:
            lines.append(line)
    yield heading, _blocks(lines)


def _blocks(lines: list[str]) -> list[str]:
    return [block.strip() for block in "\n".join(lines).split("\n\n") if block.strip()]


def _gathered(blocks: list[str]) -> Iterator[tuple[tuple[str, ...], bool]]:
    """Join the blocks under one heading into passages of at most LONGEST_PASSAGE words; a list stands alone."""
    held: list[str] = []
    for block in blocks:
        listed, statements = _is_list(block), _statements(block)
        if held and (listed or sum(len(statement.split()) for statement in (*held, *statements)) > LONGEST_PASSAGE):
            yield tuple(held), False
            held = []
        if listed:
            yield tuple(statements), True
        else:
            held.extend(statements)
    if held:
        yield tuple(held), False


def _is_list(block: str) -> bool:
    return all(BULLET.match(line) for line in block.splitlines())


def _statements(block: str) -> list[str]:
    lines = block.splitlines()
    if all(STEP.match(line) for line in lines):
        return [" ".join(STEP.sub("", line, count=1) for line in lines)]
    if _is_list(block):
        return [BULLET.sub("", line, count=1).strip() for line in lines]
    return SENTENCE_END.split(" ".join(line.strip() for line in lines))
