"""Parts of a run are concluded as one run, and what is missing makes it one that cannot be trusted."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from regold.config import Config
from regold.errors import HistoryError
from regold.history import runs
from regold.model import OutcomeKind, Run, Shard
from regold.session import merge
from tests.history.keeping import keep
from tests.history.samples import a_run, an_outcome

PASSED, CHANGED = OutcomeKind.PASSED, OutcomeKind.CHANGED


def config(folder: Path) -> Config:
    return Config(root=folder, history=folder / "history", cache=folder / "cache")


def part(number: int, kind: OutcomeKind = PASSED, of: int = 2) -> Run:
    shard = Shard(number=number, of=of, whole="ab")
    return a_run(an_outcome(f"s#c{number}", kind), minute=number, shard=shard)


def test_two_parts_are_one_run_with_one_exit_code(tmp_path: Path) -> None:
    before = a_run(an_outcome("s#c1"), an_outcome("s#c2"), minute=0)
    keep(tmp_path / "history", before)
    for run in (part(1), part(2, CHANGED)):
        keep(tmp_path / "parts", run)

    finished = merge(runs(tmp_path / "parts"), config(tmp_path))

    assert finished.gate.exit_code == 1
    assert finished.baseline == before
    assert [change.key for change in finished.changes] == ["s#c2"]
    assert runs(tmp_path / "history")[0].id == finished.run.id
    assert merge(runs(tmp_path / "parts"), config(tmp_path)) == finished


def test_a_merged_run_and_not_its_parts_is_what_the_next_run_is_compared_with(tmp_path: Path) -> None:
    for run in (part(1), part(2)):
        keep(tmp_path / "history", run)
    merged = merge(runs(tmp_path / "history"), config(tmp_path)).run
    assert [entry.id for entry in runs(tmp_path / "history") if entry.comparable] == [merged.id]


def test_a_missing_part_and_one_that_broke_off_are_named(tmp_path: Path) -> None:
    keep(tmp_path / "parts", part(1, of=3))
    keep(tmp_path / "parts", replace(part(3, of=3), plan=("s#c3", "s#more")), finish=False)
    gate = merge(runs(tmp_path / "parts"), config(tmp_path)).gate
    assert gate.exit_code == 10
    assert "part 2/3 is missing: no journal of it is here" in gate.reasons
    assert "part 3/3 broke off before its end" in gate.reasons


def test_a_wrong_answer_wins_over_a_missing_part(tmp_path: Path) -> None:
    keep(tmp_path / "parts", part(1, CHANGED))
    assert merge(runs(tmp_path / "parts"), config(tmp_path)).gate.exit_code == 1


def test_a_history_that_cannot_be_written_to_makes_the_run_untrusted(tmp_path: Path) -> None:
    for run in (part(1), part(2)):
        keep(tmp_path / "parts", run)
    (tmp_path / "history").write_text("a file where the folder should be")
    gate = merge(runs(tmp_path / "parts"), config(tmp_path)).gate
    assert gate.exit_code == 10
    assert any("cannot be kept" in reason for reason in gate.reasons)


def test_without_parts_there_is_nothing_to_merge(tmp_path: Path) -> None:
    with pytest.raises(HistoryError, match="no part of a run here"):
        merge(runs(tmp_path), config(tmp_path))
