from __future__ import annotations

from pathlib import Path

import pytest

from regold.demo.articles import Passage, passages


def read(folder: Path, text: str) -> tuple[Passage, ...]:
    file = folder / "notes.md"
    file.write_text(text, encoding="utf-8")
    return passages(file)


def test_an_article_is_cut_at_its_headings(tmp_path: Path) -> None:
    found = read(tmp_path, "# Notes\n\nAbout us.\n\n## One\n\nFirst.\n\n### Two\n\nSecond.\n")

    assert [(passage.heading, passage.statements) for passage in found] == [
        ("Notes", ("About us.",)),
        ("One", ("First.",)),
        ("Two", ("Second.",)),
    ]
    assert {(passage.article, passage.title, passage.topic) for passage in found} == {("kb/notes.md", "Notes", "notes")}
    assert [passage.is_lead for passage in found] == [True, False, False]


def test_short_paragraphs_under_a_heading_stay_together_and_long_ones_part(tmp_path: Path) -> None:
    long = " ".join(["word"] * 60)

    assert len(read(tmp_path, "# N\n\n## H\n\nShort one.\n\nShort two.\n")) == 1
    assert len(read(tmp_path, f"# N\n\n## H\n\n{long}.\n\n{long}.\n")) == 2


def test_a_list_stands_alone_and_its_lines_are_alternatives(tmp_path: Path) -> None:
    found = read(tmp_path, "# N\n\n## H\n\nBefore.\n\n- One\n- Two\n\nAfter.\n")

    assert [(passage.statements, passage.listed) for passage in found] == [
        (("Before.",), False),
        (("One", "Two"), True),
        (("After.",), False),
    ]


@pytest.mark.parametrize(
    ("paragraph", "statements"),
    [
        ("One. Two! Three?", ("One.", "Two!", "Three?")),
        ("It costs $4.95 today. Write to a@example.com.", ("It costs $4.95 today.", "Write to a@example.com.")),
        ("A line\nbroken in two.", ("A line broken in two.",)),
        ("1. Open it.\n2. Close it.", ("Open it. Close it.",)),
    ],
)
def test_statements_end_where_sentences_end(tmp_path: Path, paragraph: str, statements: tuple[str, ...]) -> None:
    assert read(tmp_path, f"# N\n\n## H\n\n{paragraph}\n")[0].statements == statements


def test_an_empty_article_has_no_passages(tmp_path: Path) -> None:
    assert read(tmp_path, "") == ()
