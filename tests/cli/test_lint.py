from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from regold.cli.lint import lint
from tests.suites.writing import WHOLE, in_suite, write

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a folder that commands are typed in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(lint, arguments, catch_exceptions=False)


def test_suites_without_mistakes_are_counted(folder: Path) -> None:
    write(folder, WHOLE, "suites/returns.gold.yaml")
    result = run()
    assert result.output == "1 suite, 5 cases, no mistakes\n"
    assert result.exit_code == 0


def test_every_mistake_is_a_line_with_its_place_and_the_exit_code_is_4(folder: Path) -> None:
    write(folder, in_suite("id: a\nquery: NO\ngolden: order #12"), "suites/a.gold.yaml")
    write(folder, in_suite("id: a\nquery: q\ngoldn: g"), "suites/b.gold.yaml")
    result = run()
    lines = result.output.splitlines()
    assert [line.split(": ")[0] for line in lines[:-1]] == [
        "suites/a.gold.yaml:4:12",
        "suites/a.gold.yaml:5:13",
        "suites/b.gold.yaml:5:5",
    ]
    assert lines[-1] == "3 mistakes in 2 files"
    assert result.exit_code == 4


def test_only_the_paths_that_were_named_are_read(folder: Path) -> None:
    write(folder, WHOLE, "other/returns.gold.yaml")
    write(folder, "suite: NO\n", "suites/a.gold.yaml")
    assert run("other").exit_code == 0
    assert run("other/returns.gold.yaml").exit_code == 0
    assert run("other", "suites").exit_code == 4


def test_a_missing_path_is_a_mistake_that_says_what_to_do(folder: Path) -> None:
    result = run("gone")
    assert result.output == (
        "gone:1:1: there is no such file or folder; check the path, or write a suite there\n1 mistake in 1 file\n"
    )
    assert result.exit_code == 4


def test_json_holds_the_same(folder: Path) -> None:
    write(folder, WHOLE, "suites/a.gold.yaml")
    write(folder, in_suite("id: a\nquery: Größe\ngoldn: g"), "suites/b.gold.yaml")
    result = run("--json")
    assert json.loads(result.output) == {
        "files": 2,
        "cases": 5,
        "mistakes": [
            {
                "path": "suites/b.gold.yaml",
                "line": 5,
                "column": 5,
                "message": 'unknown key "goldn"; did you mean "golden"?',
            }
        ],
    }
    assert result.exit_code == 4
