"""`regold merge`: the parts of a run become one run, one report, one exit code."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from regold.history import runs
from regold.model import OutcomeKind, Run, Shard
from tests.cli.conftest import Regold
from tests.history.keeping import keep
from tests.history.samples import a_run, an_outcome


def part(number: int, kind: OutcomeKind = OutcomeKind.PASSED) -> Run:
    shard = Shard(number=number, of=2, whole="ab")
    return a_run(an_outcome(f"s#c{number}", kind), minute=number, shard=shard)


@pytest.fixture
def artifacts(folder: Path) -> Path:
    """What the jobs of a pipeline left behind: a history each, in a folder each."""
    keep(folder / "artifacts" / "shard-1" / "history", part(1))
    keep(folder / "artifacts" / "shard-2" / "history", part(2, OutcomeKind.CHANGED))
    return folder / "artifacts"


def test_the_parts_below_a_folder_become_one_run(regold: Regold, artifacts: Path, folder: Path) -> None:
    done = regold("merge", "artifacts", "--summary", "out/summary.md")
    assert done.returncode == 1, done.stderr
    assert "1 changed, 1 passed, of 2 planned" in done.stdout
    assert "exit 1: 1 wrong answer" in done.stdout
    assert "written: out/summary.md" in done.stdout
    assert (folder / "out" / "summary.md").read_text(encoding="utf-8").startswith("# 1 wrong answer")
    (kept,) = runs(folder / "reports" / "history")
    assert kept.comparable
    assert kept.planned == 2


def test_programs_read_the_run_and_nothing_else(regold: Regold, artifacts: Path) -> None:
    done = regold("merge", *(str(path) for path in sorted(artifacts.rglob("*.jsonl"))), "--json")
    assert done.returncode == 1
    assert json.loads(done.stdout)["counts"] == {"changed": 1, "passed": 1}
    assert "exit 1" in done.stderr


def test_without_a_place_the_history_of_the_settings_is_looked_through(regold: Regold, folder: Path) -> None:
    keep(folder / "reports" / "history", part(1))
    done = regold("merge")
    assert done.returncode == 10
    assert "exit 10: part 2/2 is missing: no journal of it is here" in done.stdout


def test_what_is_no_journal_is_a_mistake(regold: Regold, folder: Path) -> None:
    (folder / "notes.jsonl").write_text("garbage")
    assert regold("merge", "notes.jsonl").returncode == 4
    assert "no such folder" in regold("merge", "nowhere").stderr
    assert "no part of a run here" in regold("merge", ".").stderr
