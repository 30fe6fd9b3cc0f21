"""A shelf knows which files of a checkout hold articles, and reads them; what it cannot read it says."""

from __future__ import annotations

from pathlib import Path

import pytest

from regold.errors import KnowledgeError
from regold.knowledge.article import Format
from regold.knowledge.shelf import Shelf


def shelf(folder: Path, *patterns: str) -> Shelf:
    return Shelf(checkout=folder, patterns=patterns)


@pytest.mark.parametrize(
    ("pattern", "holds", "not_these"),
    [
        ("kb", ["kb/a.md", "kb/b/c.html", "kb/d.TXT"], ["a.md", "kbx/a.md", "kb/a.json", "kb/a.png"]),
        ("kb/", ["kb/a.md"], ["a.md"]),
        (".", ["a.md", "kb/a.md"], ["a.json"]),
        ("./kb", ["kb/a.md"], []),
        ("kb/*.md", ["kb/a.md"], ["kb/b/c.md", "kb/a.mdx"]),
        ("kb/**/*.md", ["kb/a.md", "kb/b/c.md", "kb/b/c/d.md"], ["kb.md", "x/kb/a.md"]),
        ("**", ["a.md", "kb/b/export.json"], ["a.png"]),
        ("a?.md", ["ab.md"], ["a.md", "a/.md"]),
        ("export.json", ["export.json"], ["kb/export.json"]),
        ("kb (old)/a+b.md", ["kb (old)/a+b.md"], ["kb old/a+b.md"]),
    ],
)
def test_a_pattern_is_a_folder_a_file_or_a_glob(pattern: str, holds: list[str], not_these: list[str]) -> None:
    found = shelf(Path(), pattern)
    assert [path for path in holds if not found.holds(path)] == []
    assert [path for path in not_these if found.holds(path)] == []


def test_all_articles_are_read_with_their_path_as_id(tmp_path: Path) -> None:
    (tmp_path / "kb" / ".hidden").mkdir(parents=True)
    (tmp_path / "kb" / "b.md").write_text("# B", encoding="utf-8-sig")
    (tmp_path / "kb" / "a.html").write_text("<p>A", encoding="utf-8")
    (tmp_path / "kb" / ".hidden" / "c.md").write_text("no", encoding="utf-8")
    (tmp_path / "export.json").write_text('[{"id": "x", "text": "X"}]', encoding="utf-8")

    found = shelf(tmp_path, "kb", "export.json").pages()

    assert [(page.id, page.text, page.format) for page in found] == [
        ("x", "X", Format.MARKDOWN),
        ("kb/a.html", "<p>A", Format.HTML),
        ("kb/b.md", "# B", Format.MARKDOWN),
    ]


def test_a_pattern_that_fits_nothing_is_a_mistake(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("A", encoding="utf-8")
    with pytest.raises(KnowledgeError, match="fits 'kb'"):
        shelf(tmp_path, "a.md", "kb").pages()


def test_no_articles_and_no_checkout_are_mistakes(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="no articles are named"):
        shelf(tmp_path).pages()
    with pytest.raises(KnowledgeError, match="there is no folder"):
        shelf(tmp_path / "gone", "kb").pages()


def test_a_file_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"caf\xe9")
    with pytest.raises(KnowledgeError, match=r"a\.md: not UTF-8 at byte 3"):
        shelf(tmp_path, "a.md").pages()


def test_two_articles_of_one_id_are_a_mistake(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('[{"id": "b.md", "text": "X"}]', encoding="utf-8")
    (tmp_path / "b.md").write_text("B", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"'b\.md' stands in another file too"):
        shelf(tmp_path, "a.json", "b.md").pages()


def test_a_folder_in_the_place_of_a_file_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "a.md").mkdir()
    with pytest.raises(KnowledgeError, match=r"a\.md: cannot be read"):
        shelf(tmp_path, "a.md").read("a.md")
