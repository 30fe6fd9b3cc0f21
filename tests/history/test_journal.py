"""Journals on a real disk: killed, filled up, taken away, written by many at once."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, timezone
from pathlib import Path

from regold.history import Journal, baseline, find, new_run_id, read, runs
from regold.model import OutcomeKind, Shard
from tests.history.samples import NINE, a_run, an_outcome


def written(folder: Path, token: str, count: int, max_bytes: str = "") -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.history.writing", str(folder), token, str(count), *max_bytes.split()]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def test_a_run_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    run = a_run(an_outcome("returns#a"), an_outcome("returns#b", OutcomeKind.ERROR))
    journal = Journal.create(tmp_path, run)
    for outcome in run.outcomes:
        journal.record(outcome)
    journal.finish(NINE + timedelta(seconds=30))
    assert journal.trouble is None
    assert read(journal.path) == run
    assert run.complete


def test_what_only_the_run_could_tell_is_part_of_its_fingerprint(tmp_path: Path) -> None:
    journal = Journal.create(tmp_path, a_run(an_outcome()))
    journal.record(an_outcome())
    journal.finish(NINE, found={"models": "minilm"})
    assert read(journal.path).fingerprint == {"judge": "1", "suites": "ab12", "models": "minilm"}


def test_a_part_of_a_run_knows_which_part_it_is_and_is_no_baseline(tmp_path: Path) -> None:
    run = a_run(an_outcome(), shard=Shard(number=2, of=5, whole="ab"))
    journal = Journal.create(tmp_path, run)
    journal.record(an_outcome())
    journal.finish(NINE + timedelta(seconds=30))
    assert read(journal.path) == run
    (entry,) = runs(tmp_path)
    assert entry.shard == run.shard
    assert entry.complete
    assert not entry.comparable
    assert baseline(tmp_path, a_run(an_outcome(), minute=1)) is None


def test_a_run_is_named_by_its_time_in_utc_and_a_token() -> None:
    cet = datetime(2026, 11, 23, 10, 19, 32, tzinfo=timezone(timedelta(hours=1)))
    assert new_run_id(cet, "0a1b2c3d") == "20261123T091932Z-0a1b2c3d"


def test_only_the_owner_may_look_into_history(tmp_path: Path) -> None:
    folder = tmp_path / "reports" / "history"
    journal = Journal.create(folder, a_run())
    journal.finish(NINE)
    assert folder.stat().st_mode & 0o777 == 0o700
    assert journal.path.stat().st_mode & 0o777 == 0o600


def test_a_record_is_readable_before_the_run_ends(tmp_path: Path) -> None:
    journal = Journal.create(tmp_path, a_run(plan=("returns#a", "returns#b")))
    journal.record(an_outcome("returns#a"))
    so_far = read(journal.path)
    journal.close()
    assert so_far.outcomes == (an_outcome("returns#a"),)
    assert so_far.finished_at is None


def test_a_run_that_stopped_before_its_plan_was_done_is_finished_but_not_complete(tmp_path: Path) -> None:
    journal = Journal.create(tmp_path, a_run(plan=("returns#a", "returns#b")))
    journal.record(an_outcome("returns#a"))
    journal.finish(NINE)
    run = read(journal.path)
    assert run.finished_at == NINE
    assert not run.complete
    assert not runs(tmp_path)[0].complete


def test_kill_nine_loses_no_acknowledged_outcome(tmp_path: Path) -> None:
    chance = random.Random(9)
    for attempt in range(20):
        with written(tmp_path, f"{attempt:08x}", 5_000) as process:
            assert process.stdout
            process.stdout.readline()
            time.sleep(chance.uniform(0, 0.05))
            process.kill()
            acknowledged = 1 + sum(line.endswith("\n") for line in process.stdout)
        run = read(find(tmp_path, f"20261123T090000Z-{attempt:08x}"))
        assert len(run.outcomes) >= acknowledged > 0
        assert not run.complete


def test_eight_writers_at_once_do_not_disturb_each_other(tmp_path: Path) -> None:
    processes = [written(tmp_path, f"{number:08x}", 200) for number in range(8)]
    for process in processes:
        assert process.communicate()[0].endswith("trouble: None\n")
    found = runs(tmp_path)
    assert len(found) == 8
    assert all(entry.complete and len(read(entry.path).outcomes) == 200 for entry in found)


def test_threads_share_one_journal_line_by_line(tmp_path: Path) -> None:
    keys = tuple(f"returns#c{number}" for number in range(400))
    journal = Journal.create(tmp_path, a_run(plan=keys))
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda key: journal.record(an_outcome(key)), keys))
    journal.finish(NINE)
    assert read(journal.path).complete


def test_a_full_disk_stops_the_journal_and_not_the_run(tmp_path: Path) -> None:
    process = written(tmp_path, "0000000f", 500, "20000")
    told = process.communicate()[0]
    assert process.returncode == 0
    assert "499\n" in told
    assert "bytes could be written; the run is not whole in history" in told
    run = read(find(tmp_path, "latest"))
    assert 10 < len(run.outcomes) < 500
    assert not run.complete


def test_a_folder_that_cannot_be_made_is_remembered_as_trouble(tmp_path: Path) -> None:
    (tmp_path / "history").write_text("a file where the folder should be")
    journal = Journal.create(tmp_path / "history", a_run(an_outcome()))
    journal.record(an_outcome())
    journal.finish(NINE)
    assert journal.trouble == f"{journal.path}: File exists; the run is not whole in history"


def test_a_second_run_of_the_same_name_writes_nothing_into_the_first(tmp_path: Path) -> None:
    first = Journal.create(tmp_path, a_run(an_outcome()))
    first.record(an_outcome())
    second = Journal.create(tmp_path, a_run(an_outcome()))
    second.record(an_outcome(text="other"))
    first.finish(NINE)
    second.finish(NINE)
    assert second.trouble is not None
    assert first.trouble is None
    assert read(first.path).outcomes == (an_outcome(),)


def test_a_history_that_is_taken_away_during_the_run_is_noticed(tmp_path: Path) -> None:
    journal = Journal.create(tmp_path / "history", a_run(an_outcome()))
    shutil.rmtree(tmp_path / "history")
    journal.record(an_outcome())
    journal.finish(NINE)
    assert journal.trouble is not None
    assert "No such file or directory" in journal.trouble


def test_finishing_twice_and_recording_late_do_no_harm(tmp_path: Path) -> None:
    journal = Journal.create(tmp_path, a_run(an_outcome()))
    journal.record(an_outcome())
    journal.finish(NINE)
    journal.record(an_outcome(text="late"))
    journal.finish(NINE)
    assert read(journal.path).complete


def test_a_journal_is_brought_to_the_disk_without_waiting_for_the_pause_between_syncs(tmp_path: Path) -> None:
    journal = Journal.create(tmp_path, a_run(an_outcome()), sync_every=60)
    journal.record(an_outcome())
    started = time.monotonic()
    journal.finish(NINE)
    assert time.monotonic() - started < 10
