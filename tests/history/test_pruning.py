"""Old runs go, and the run that the next one is compared with never does."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from regold.errors import HistoryError
from regold.history import digests, runs
from regold.history.digest import digest_path
from regold.history.pruning import outdated, remove
from regold.model import Shard
from tests.history.keeping import keep
from tests.history.samples import NINE, a_run, an_outcome


def minutes(folder: Path, *, stay: int, before: int | None = None) -> list[int]:
    """Give the minutes at which the runs that can go began."""
    limit = None if before is None else NINE + timedelta(minutes=before)
    return [entry.started_at.minute for entry in outdated(runs(folder), keep=stay, before=limit)]


def test_all_that_is_older_than_the_oldest_kept_run_can_go(tmp_path: Path) -> None:
    for minute in (1, 3, 5, 7):
        keep(tmp_path, a_run(an_outcome(), minute=minute))
    for minute in (2, 6):
        keep(tmp_path, a_run(an_outcome(), minute=minute), finish=False)
    assert minutes(tmp_path, stay=2) == [3, 2, 1]
    assert minutes(tmp_path, stay=4) == []
    assert minutes(tmp_path, stay=9) == []


def test_the_newest_complete_run_stays_however_old_it_is(tmp_path: Path) -> None:
    keep(tmp_path, a_run(an_outcome(), minute=1))
    keep(tmp_path, a_run(an_outcome(), minute=2))
    keep(tmp_path, a_run(an_outcome(), minute=3), finish=False)
    keep(tmp_path, a_run(an_outcome(), minute=4, shard=Shard(number=1, of=2)))
    assert minutes(tmp_path, stay=9, before=50) == [4, 3, 1]
    assert minutes(tmp_path, stay=1, before=2) == [1]


def test_without_a_complete_run_nothing_goes_but_by_its_age(tmp_path: Path) -> None:
    keep(tmp_path, a_run(an_outcome(), minute=1), finish=False)
    assert minutes(tmp_path, stay=1) == []
    assert minutes(tmp_path, stay=1, before=2) == [1]


def test_a_removed_run_leaves_nothing_behind(tmp_path: Path) -> None:
    path = keep(tmp_path, a_run(an_outcome()))
    assert list(digests(tmp_path))
    (entry,) = runs(tmp_path)
    remove(entry)
    assert runs(tmp_path) == ()
    assert not path.exists()
    assert not digest_path(path).exists()
    remove(entry)


def test_a_run_that_cannot_be_removed_is_told(tmp_path: Path) -> None:
    path = keep(tmp_path, a_run(an_outcome()))
    (entry,) = runs(tmp_path)
    path.unlink()
    path.mkdir()
    with pytest.raises(HistoryError, match="the run cannot be removed"):
        remove(entry)
