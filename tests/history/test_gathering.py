"""Runs of other folders are brought in whole, once, and none takes the place of another."""

from __future__ import annotations

from pathlib import Path

import pytest

from regold.errors import HistoryError
from regold.history import Reviews, read, reviews, runs
from regold.history.gathering import gather
from tests.history.keeping import keep
from tests.history.samples import a_run, an_outcome
from tests.history.test_reviews import a_review


def test_runs_of_other_folders_are_brought_in_and_a_second_time_changes_nothing(tmp_path: Path) -> None:
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    keep(ours, a_run(an_outcome(), minute=1))
    path = keep(theirs / "shard-1" / "history", a_run(an_outcome(), minute=2))
    keep(theirs / "shard-2" / "history", a_run(an_outcome(), minute=3), finish=False)

    first = gather((theirs,), ours)
    before = {entry.name: entry.read_bytes() for entry in ours.iterdir()}
    second = gather((theirs, ours), ours)

    assert [len(first.brought), len(first.known)] == [2, 0]
    assert [len(second.brought), len(second.known)] == [0, 3]
    assert {entry.name: entry.read_bytes() for entry in ours.iterdir()} == before
    assert len(runs(ours)) == 3
    assert read(ours / path.name) == read(path)


def test_a_copy_made_while_its_run_went_on_gives_way_to_the_whole_one_and_never_back(tmp_path: Path) -> None:
    whole = keep(tmp_path / "whole", a_run(an_outcome("s#a"), an_outcome("s#b")))
    torn = tmp_path / "torn" / whole.name
    torn.parent.mkdir()
    torn.write_bytes(whole.read_bytes()[:-100])

    gather((tmp_path / "torn",), tmp_path / "into")
    assert not runs(tmp_path / "into")[0].complete
    gather((tmp_path / "whole",), tmp_path / "into")
    gather((tmp_path / "torn",), tmp_path / "into")

    assert runs(tmp_path / "into")[0].complete


def test_another_run_of_the_same_name_is_told_and_does_not_take_its_place(tmp_path: Path) -> None:
    ours = keep(tmp_path / "ours", a_run(an_outcome(text="You have 30 days.")))
    theirs = keep(tmp_path / "theirs", a_run(an_outcome(text="You have 60 days.")))
    before = ours.read_bytes()
    assert gather((tmp_path / "theirs",), tmp_path / "ours").clashing == (theirs,)
    assert ours.read_bytes() == before


def test_a_file_that_is_no_journal_or_bears_another_name_is_told(tmp_path: Path) -> None:
    path = keep(tmp_path / "theirs", a_run(an_outcome()))
    renamed = path.rename(path.with_name("20200101T000000Z-00000000.jsonl"))
    garbage = path.with_name("20200101T000000Z-00000001.jsonl")
    garbage.write_text("garbage")
    (path.parent / "notes.jsonl").write_text("not a name of a journal")
    assert gather((tmp_path / "theirs",), tmp_path / "ours").unreadable == (renamed, garbage)
    assert runs(tmp_path / "ours") == ()


def test_a_folder_that_is_not_there_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(HistoryError, match="there is no such folder"):
        gather((tmp_path / "missing",), tmp_path)


def test_a_history_that_cannot_be_written_to_is_told(tmp_path: Path) -> None:
    keep(tmp_path / "theirs", a_run(an_outcome()))
    (tmp_path / "ours").write_text("a file where the folder should be")
    with pytest.raises(HistoryError, match="nothing more was copied"):
        gather((tmp_path / "theirs",), tmp_path / "ours")


def test_decisions_and_first_answers_come_along_and_are_no_runs(tmp_path: Path) -> None:
    keep(tmp_path / "theirs", a_run(an_outcome(), minute=1))
    Reviews(tmp_path / "theirs", "20261123T090500Z-00000005").add(a_review())
    told = gather((tmp_path / "theirs",), tmp_path / "ours")
    assert told.unreadable == ()
    assert list(reviews(tmp_path / "ours")) == [a_review()]
