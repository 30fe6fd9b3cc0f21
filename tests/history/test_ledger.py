"""Records that are only ever added to: what was acknowledged stays, whatever happens to its writer."""

from __future__ import annotations

import json
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from regold.errors import HistoryError
from regold.history.ledger import Ledger, gather_ledgers, records

NAME = "20261123T090000Z-00000001"
WRITER = """
import sys
from pathlib import Path
from regold.history.ledger import Ledger
ledger = Ledger(Path(sys.argv[1]), f"20261123T090000Z-{int(sys.argv[2]):08x}", "notes")
for number in range(int(sys.argv[3])):
    ledger.append({"writer": int(sys.argv[2]), "number": number, "text": "x" * 200})
    print(number, flush=True)
"""


def writer(folder: Path, number: int, count: int) -> subprocess.Popen[str]:
    arguments = [sys.executable, "-c", WRITER, str(folder), str(number), str(count)]
    return subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True)


def read(folder: Path, kind: str = "notes") -> list[dict[str, object]]:
    return [record for _, record in records(folder, kind)]


def test_what_was_added_is_read_in_order_with_its_place(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "new", NAME, "notes")
    assert not (tmp_path / "new").exists()
    ledger.append({"number": 1})
    ledger.append({"number": 2})
    assert [record for _, record in records(tmp_path / "new", "notes")] == [{"number": 1}, {"number": 2}]
    assert next(records(tmp_path / "new", "notes"))[0] == f"{tmp_path / 'new' / NAME}.notes.jsonl:2"
    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o700
    assert ledger.path.stat().st_mode & 0o777 == 0o600


def test_eight_writers_at_once_lose_nothing(tmp_path: Path) -> None:
    writers = [writer(tmp_path, number, 10) for number in range(8)]
    assert [each.communicate(timeout=30)[0].count("\n") for each in writers] == [10] * 8
    told = [(record["writer"], record["number"]) for record in read(tmp_path)]
    assert told == [(number, count) for number in range(8) for count in range(10)]


def test_no_acknowledged_record_is_lost_by_kill_9(tmp_path: Path) -> None:
    for number in range(5):
        running = writer(tmp_path, number, 100_000)
        assert running.stdout
        acknowledged = [running.stdout.readline() for _ in range(3 + 7 * number)]
        running.send_signal(signal.SIGKILL)
        acknowledged += running.communicate(timeout=30)[0].splitlines(keepends=True)
        whole = [line for line in acknowledged if line.endswith("\n")]
        kept = [record for record in read(tmp_path) if record["writer"] == number]
        assert len(kept) >= len(whole)


def test_any_beginning_of_a_file_holds_the_records_that_are_whole_in_it(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path, NAME, "notes")
    for number in range(3):
        ledger.append({"number": number, "text": "ä\n"})
    whole = ledger.path.read_bytes()
    for length in range(len(whole)):
        ledger.path.write_bytes(whole[:length])
        lines = max(0, whole[:length].count(b"\n") - 1)
        assert len(read(tmp_path)) - lines in {0, 1}  # the last one may lack its line end only


def test_a_file_that_broke_off_is_passed_over_and_the_others_are_read(tmp_path: Path) -> None:
    Ledger(tmp_path, NAME, "notes").append({"number": 1})
    (tmp_path / "20261123T080000Z-00000001.notes.jsonl").write_bytes(b'{"header": {"form')
    (tmp_path / "20261123T080000Z-00000002.notes.jsonl").write_bytes(b"")
    (tmp_path / "notes.txt").write_text("mine")
    assert read(tmp_path) == [{"number": 1}]
    assert read(tmp_path / "nowhere") == []


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        ('{"header": {"format": 2, "kind": "notes"}}\n{}\n', ":1: no notes of format 1"),
        ('{"header": {"format": 1, "kind": "others"}}\n{}\n', ":1: no notes of format 1"),
        ("[]\n{}\n", ":1: no notes of format 1"),
        ('{"header": {"format": 1, "kind": "notes"}}\n{}\noh\n{}\n', ":3: this line is broken; move the file away"),
    ],
)
def test_a_file_that_was_damaged_or_is_of_another_kind_is_told(tmp_path: Path, lines: str, why: str) -> None:
    (tmp_path / f"{NAME}.notes.jsonl").write_text(lines)
    with pytest.raises(HistoryError, match=why):
        read(tmp_path)


def test_a_place_that_cannot_be_written_or_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(HistoryError, match="it is not recorded"):
        Ledger(tmp_path / "file", NAME, "notes").append({})
    with pytest.raises(HistoryError, match="it cannot be read"):
        read(tmp_path / "file")
    (tmp_path / f"{NAME}.notes.jsonl").mkdir()
    with pytest.raises(HistoryError, match="it cannot be read"):
        read(tmp_path)


def test_a_disk_that_is_full_keeps_what_was_there_and_takes_more_when_there_is_room(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path, NAME, "notes")
    ledger.append({"number": 1})
    size = ledger.path.stat().st_size
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size + 5, before[1]))
        with pytest.raises(HistoryError, match="it is not recorded"):
            ledger.append({"number": 2, "text": "x" * 100})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, ignored)
    assert ledger.path.stat().st_size == size
    ledger.append({"number": 3})
    assert read(tmp_path) == [{"number": 1}, {"number": 3}]
    assert json.loads(ledger.path.read_text().splitlines()[-1]) == {"number": 3}


def test_ledgers_of_other_folders_are_brought_in_once_and_the_longer_copy_counts(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "ci" / "machine"
    ledger = Ledger(there / "notes", NAME, "notes")
    ledger.append({"number": 1})
    gather_ledgers(tmp_path / "ci", here)
    ledger.append({"number": 2})
    for _ in range(2):
        gather_ledgers(tmp_path / "ci", here)
    gather_ledgers(here, here)
    assert read(here / "notes") == [{"number": 1}, {"number": 2}]
    shorter = Ledger(tmp_path / "old" / "notes", NAME, "notes")
    shorter.append({"number": 1})
    gather_ledgers(tmp_path / "old", here)
    assert read(here / "notes") == [{"number": 1}, {"number": 2}]
