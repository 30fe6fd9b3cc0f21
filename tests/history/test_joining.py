"""Parts of a run become one run; a part that is missing is named, and none is taken from another run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from regold.errors import HistoryError
from regold.history import Journal, read, runs
from regold.history.joining import join
from regold.history.joining import keep as keep_joined
from regold.model import Run, Shard
from tests.history.keeping import keep
from tests.history.samples import NINE, a_run, an_outcome


def part(number: int, *, minute: int = 0, of: int = 3, whole: str = "ab", token: str = "") -> Run:
    shard = Shard(number=number, of=of, whole=whole)
    return a_run(an_outcome(f"s#c{number}"), minute=minute or number, shard=shard, token=token)


def kept(folder: Path, parts: Sequence[Run]) -> Path:
    for run in parts:
        keep(folder, run)
    return folder


def test_the_parts_of_a_run_become_one_whole_run(tmp_path: Path) -> None:
    parts = [part(number) for number in (3, 1, 2)]
    joined = join(runs(kept(tmp_path, parts)))
    assert joined.run.plan == ("s#c1", "s#c2", "s#c3")
    assert joined.run.complete
    assert joined.run.shard is None
    assert joined.run.started_at == parts[1].started_at
    assert joined.run.finished_at == parts[0].finished_at
    assert (joined.of, joined.missing, joined.broken) == (3, (), ())
    assert joined.parts == (parts[1].id, parts[2].id, parts[0].id)


def test_the_same_parts_make_the_same_run_and_are_kept_once(tmp_path: Path) -> None:
    found = runs(kept(tmp_path / "parts", [part(number) for number in (1, 2, 3)]))
    joined = join(found)
    path = keep_joined(tmp_path / "history", joined.run)
    before = path.read_bytes()
    assert keep_joined(tmp_path / "history", join(found[::-1]).run) == path
    assert path.read_bytes() == before
    assert read(path) == joined.run
    assert [entry.name for entry in (tmp_path / "history").iterdir()] == [path.name]
    assert runs(tmp_path / "history")[0].comparable


def test_a_missing_part_is_named_and_the_run_is_not_complete(tmp_path: Path) -> None:
    joined = join(runs(kept(tmp_path, [part(1), part(3)])))
    assert joined.missing == (2,)
    assert not joined.run.complete
    assert not runs(keep_joined(tmp_path / "history", joined.run).parent)[0].complete


def test_a_part_that_broke_off_counts_as_far_as_it_came(tmp_path: Path) -> None:
    kept(tmp_path, [part(1), part(3)])
    broken = replace(part(2, whole=""), plan=("s#c2", "s#more"))
    keep(tmp_path, broken, finish=False)
    joined = join(runs(tmp_path))
    assert (joined.missing, joined.broken) == ((), (2,))
    assert len(joined.run.outcomes) == 3
    assert not joined.run.complete


def test_of_a_part_that_ran_twice_the_last_that_ended_counts(tmp_path: Path) -> None:
    kept(tmp_path, [part(1), part(2, minute=2), part(2, minute=4), part(3)])
    keep(tmp_path, part(2, minute=6), finish=False)
    assert [name[:13] for name in join(runs(tmp_path)).parts] == ["20261123T0901", "20261123T0904", "20261123T0903"]


def test_parts_of_other_plans_other_splits_and_other_days_do_not_belong_to_it(tmp_path: Path) -> None:
    kept(tmp_path, [part(1, minute=1), part(1, minute=2, whole="cd"), part(2, minute=3, of=5)])
    keep(tmp_path, part(2, minute=13 * 60))
    joined = join(runs(tmp_path))
    assert (len(joined.parts), joined.missing) == (1, (1, 3))


def test_what_the_parts_know_of_their_circumstances_is_put_together(tmp_path: Path) -> None:
    builds = ("b1", "b2", "b1")
    parts = [replace(part(number), fingerprint={"judge": "1", "build": builds[number - 1]}) for number in (1, 2, 3)]
    assert join(runs(kept(tmp_path, parts))).run.fingerprint == {"judge": "1", "build": "b1, b2"}


def test_a_part_learns_at_its_end_what_the_whole_plan_is(tmp_path: Path) -> None:
    journal = Journal.create(tmp_path, part(1, whole=""))
    journal.finish(NINE, whole="ab")
    assert read(journal.path).shard == runs(tmp_path)[0].shard == Shard(number=1, of=3, whole="ab")


def test_without_a_part_there_is_nothing_to_join(tmp_path: Path) -> None:
    keep(tmp_path, a_run(an_outcome()))
    with pytest.raises(HistoryError, match="no part of a run here"):
        join(runs(tmp_path))


def test_a_run_that_cannot_be_kept_is_told(tmp_path: Path) -> None:
    (tmp_path / "history").write_text("a file where the folder should be")
    with pytest.raises(HistoryError, match="cannot be kept"):
        keep_joined(tmp_path / "history", a_run(an_outcome()))
