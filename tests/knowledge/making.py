"""Makes articles, cases and checkouts for the tests of this folder."""

from __future__ import annotations

import subprocess
from pathlib import Path

from regold.knowledge.article import Article, Format, Page
from regold.knowledge.splitting import Splitter
from regold.model import Case, Expect, Place, Severity, Turn


def page(text: str, *, id: str = "kb/returns.md", form: Format = Format.MARKDOWN, title: str = "") -> Page:  # noqa: A002
    return Page(id=id, text=text, format=form, title=title)


def article(text: str, *, id: str = "kb/returns.md", form: Format = Format.MARKDOWN, title: str = "") -> Article:  # noqa: A002
    return Splitter().article(page(text, id=id, form=form, title=title))


def texts(found: Article) -> list[str]:
    return [passage.text for passage in found.passages]


def case(
    id: str = "window",  # noqa: A002
    query: str = "How long can I return an item?",
    golden: str = "You can return it within 30 days of delivery.",
    *,
    suite: str = "returns",
    path: str = "suites/returns.gold.yaml",
    line: int = 1,
    sources: tuple[str, ...] = (),
    expected_sources: tuple[str, ...] = (),
    severity: Severity = Severity.MEDIUM,
    tags: tuple[str, ...] = (),
    variant_of: str | None = None,
) -> Case:
    expect = Expect(sources=expected_sources)
    return Case(
        id=id,
        suite=suite,
        turns=(Turn(query=query, golden=(golden,), expect=expect),),
        place=Place(path=path, line=line),
        sources=sources,
        severity=severity,
        tags=tags,
        variant_of=variant_of,
    )


class Checkout:
    """A git checkout of articles, with commits made by hand."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.git("init", "-q", "-b", "main", ".")

    def write(self, name: str, text: str | bytes) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())

    def commit(self) -> str:
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", "a change")
        return self.git("rev-parse", "HEAD").strip()

    def git(self, *arguments: str) -> str:
        named = ("-c", "user.name=Tests", "-c", "user.email=tests@example.com", "-c", "commit.gpgsign=false")
        done = subprocess.run(
            ["git", *named, *arguments], cwd=self.folder, capture_output=True, text=True, check=True, timeout=30
        )
        return done.stdout
