from __future__ import annotations

import json
from typing import TYPE_CHECKING

from click.testing import CliRunner

from regold import suites
from regold.cli.schema import schema

if TYPE_CHECKING:
    from pathlib import Path


def test_the_schema_is_printed_as_json() -> None:
    result = CliRunner().invoke(schema, catch_exceptions=False)
    assert json.loads(result.output) == suites.schema()
    assert result.exit_code == 0


def test_the_schema_is_written_whole_to_a_file(tmp_path: Path) -> None:
    path = tmp_path / "suite.schema.json"
    result = CliRunner().invoke(schema, ["--output", str(path)], catch_exceptions=False)
    assert result.output == ""
    assert json.loads(path.read_text(encoding="utf-8")) == suites.schema()
    assert list(tmp_path.iterdir()) == [path]


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    path = tmp_path / "gone" / "suite.schema.json"
    result = CliRunner().invoke(schema, ["--output", str(path)], catch_exceptions=False)
    assert f"{path}: cannot be written (No such file or directory); choose another --output" in result.output
    assert result.exit_code == 1
