"""Where articles are kept: which files hold some, and the reading of them; with `git` the one place that reads disk."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from regold.errors import KnowledgeError
from regold.knowledge import exports
from regold.knowledge.article import Format, Page

FORMATS = {
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
    ".mdx": Format.MARKDOWN,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".txt": Format.TEXT,
    ".rst": Format.TEXT,
}
EXPORTS = (".json", ".jsonl", ".ndjson", ".csv")
LARGEST = 512 * 2**20
"""Bytes of one file that are read; a larger one is refused."""

MOST_FILES = 200_000
_GLOB = re.compile(r"\*\*/|\*\*|\*|\?|[^*?]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """A checkout and the patterns of what in it are articles; `fields` is for exported files."""

    checkout: Path
    patterns: tuple[str, ...]
    fields: Mapping[str, str] = field(default_factory=dict)

    def holds(self, path: str) -> bool:
        """Tell whether a file of the checkout, by its path with slashes, holds articles."""
        return any(_fits(pattern, path) for pattern in self.patterns)

    def files(self) -> tuple[str, ...]:
        """Give the files that hold articles, in the order of their names; folders that begin with a dot are left out.

        Raises:
            KnowledgeError: no pattern is set, the checkout is not there, or a pattern fits nothing.
        """
        if not self.patterns:
            raise KnowledgeError('[tool.regold.knowledge]: no articles are named; write articles = ["kb"]')
        if not self.checkout.is_dir():
            raise KnowledgeError(f"[tool.regold.knowledge] checkout: there is no folder {self.checkout}")
        found = [path for path in _walk(self.checkout) if self.holds(path)]
        for pattern in self.patterns:
            if not any(_fits(pattern, path) for path in found):
                raise KnowledgeError(f"[tool.regold.knowledge] articles: nothing in {self.checkout} fits {pattern!r}")
        return tuple(found)

    def pages(self) -> tuple[Page, ...]:
        """Give all articles as they stand now; raises KnowledgeError for files that cannot be read, and for twins."""
        found: dict[str, Page] = {}
        for path in self.files():
            for page in self.pages_in(path, self.read(path)):
                if page.id in found:
                    raise KnowledgeError(f"{path}: the article {page.id!r} stands in another file too; keep one")
                found[page.id] = page
        return tuple(found.values())

    def read(self, path: str) -> bytes:
        """Give what is in a file of the checkout; raises KnowledgeError when it cannot be read."""
        try:
            with (self.checkout / path).open("rb") as file:
                content = file.read(LARGEST + 1)
        except OSError as error:
            raise KnowledgeError(f"{path}: cannot be read ({error.strerror or error}); check the path") from None
        if len(content) > LARGEST:
            raise KnowledgeError(f"{path}: larger than {LARGEST // 2**20} MiB; export it in parts")
        return content

    def pages_in(self, path: str, content: bytes) -> tuple[Page, ...]:
        """Give the articles of one file, whenever its content is from: one, or those of an exported file.

        Raises:
            KnowledgeError: it is no UTF-8, or no export of articles.
        """
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise KnowledgeError(f"{path}: not UTF-8 at byte {error.start}; save it as UTF-8") from None
        if path.endswith(EXPORTS):
            return exports.pages(path, text, self.fields)
        return (Page(id=path, text=text, format=FORMATS.get(Path(path).suffix.lower(), Format.TEXT)),)


def _walk(root: Path) -> Iterator[str]:
    count = 0
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        within = Path(folder).relative_to(root).as_posix()
        for name in sorted(names):
            count += 1
            if count > MOST_FILES:
                raise KnowledgeError(f"[tool.regold.knowledge] checkout: more than {MOST_FILES:,} files in {root}")
            yield name if within == "." else f"{within}/{name}"


def _fits(pattern: str, path: str) -> bool:
    """Tell whether a pattern names a file: itself, a folder above it, or a glob; a folder never means exports."""
    pattern = pattern.removeprefix("./").rstrip("/") or "."
    if not any(sign in pattern for sign in "*?"):
        inside = pattern == "." or path.startswith(f"{pattern}/")
        return path == pattern or (inside and Path(path).suffix.lower() in FORMATS)
    steps = {"**/": "(?:[^/]+/)*", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    expression = "".join(steps.get(part, re.escape(part)) for part in _GLOB.findall(pattern))
    return re.fullmatch(expression, path) is not None and Path(path).suffix.lower() in (*FORMATS, *EXPORTS)
