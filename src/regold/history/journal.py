"""The writing of one run's journal, which is the truth about it; reading it back is the work of `read`."""

from __future__ import annotations

import errno
import os
import threading
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Self

from pydantic_core import to_json

from regold.history.codec import outcome_to_json
from regold.model import Outcome, OutcomeKind, Run

FORMAT = 1
ENDING = ".jsonl"
SYNC_EVERY = 0.1
NOTHING: Mapping[str, str] = MappingProxyType({})


def new_run_id(now: datetime, token: str) -> str:
    """Give the name of a run that starts now: sortable by time, and unique by a token of 8 random hex digits."""
    return f"{now.astimezone(UTC):%Y%m%dT%H%M%SZ}-{token}"


class Journal:
    """One run on its way to disk, in a file of its own.

    A record is given to the operating system in one write before `record` returns: from then on the end of this
    process, by kill -9 too, does not lose it. A thread then brings all that was written to the disk, at most
    `sync_every` seconds after the record plus the time that the disk takes: a power cut loses no more than
    that. `finish` returns when all of it is on the disk.

    A disk that is full, read-only or gone stops no run: the first failure is kept in `trouble`, as a sentence,
    nothing is written after it, and nothing is raised.
    """

    def __init__(self, path: Path, sync_every: float) -> None:
        self.path = path
        self.trouble: str | None = None
        self._plan: frozenset[str] = frozenset()
        self._asked: set[str] = set()
        self._count = self._replayed = 0
        self._file: int | None = None
        self._changed = threading.Condition()
        self._unsynced = self._closing = False
        self._syncing = threading.Thread(target=self._keep_synced, args=(sync_every,), daemon=True)

    @classmethod
    def create(cls, folder: Path, run: Run, *, sync_every: float = SYNC_EVERY) -> Self:
        """Start the journal of a run: the folder is made when missing, open to its owner only (0700, file 0600).

        Of the run only what stands before its outcomes is read. Never raises for the disk's sake: see `trouble`.
        """
        journal = cls(folder / f"{run.id}{ENDING}", sync_every)
        journal._plan = frozenset(run.plan)
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            journal._file = os.open(journal.path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND, 0o600)
            _sync_folder(folder)
        except OSError as error:
            journal._fail(error)
        journal._write({"header": _header(run)})
        if journal._file is not None:
            journal._syncing.start()
        return journal

    def record(self, outcome: Outcome) -> None:
        """Write one outcome; a second one of the same case takes the place of the first when the run is read."""
        self._write({"outcome": outcome_to_json(outcome)})
        self._count += 1
        self._replayed += bool(outcome.answer and outcome.answer.replayed)
        if outcome.kind is OutcomeKind.NOT_RUN:
            self._asked.discard(outcome.case.key)
        else:
            self._asked.add(outcome.case.key)

    def finish(self, at: datetime, *, found: Mapping[str, str] = NOTHING, whole: str = "") -> None:
        """Write the footer that makes the run complete when all of its plan was asked, and close.

        `found` holds what is part of the fingerprint and was not known before the run: builds, loaded models; `whole`
        names the plan of all parts when this run is one of them.
        """
        footer: dict[str, object] = {"finished_at": at.astimezone(UTC).isoformat(), "count": self._count}
        footer |= {"covered": len(self._asked & self._plan), "replayed": self._replayed}
        footer |= ({"fingerprint": dict(found)} if found else {}) | ({"whole": whole} if whole else {})
        self._write({"footer": footer})
        self.close()

    def close(self) -> None:
        """Bring what was written to the disk and let go of the file; without a footer the run stays incomplete."""
        with self._changed:
            self._closing = True
            self._changed.notify()
        if self._syncing.is_alive():
            self._syncing.join()
        if self._file is None:
            return
        try:
            self._check_place(self._file)
            os.close(self._file)
        except OSError as error:
            self._fail(error)
        self._file = None

    def _write(self, record: dict[str, object]) -> None:
        line = to_json(record) + b"\n"
        with self._changed:
            if self._file is None or self.trouble:
                return
            try:
                written = os.write(self._file, line)
            except OSError as error:
                self._fail(error)
                return
            if written != len(line):
                self._fail(OSError(errno.ENOSPC, f"only {written} of {len(line)} bytes could be written"))
            if not self._unsynced:
                self._unsynced = True
                self._changed.notify()

    def _keep_synced(self, every: float) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._unsynced or self._closing)
                if not self._unsynced:
                    return
                self._unsynced = False
            self._sync()
            with self._changed:
                self._changed.wait_for(lambda: self._closing, timeout=every)

    def _sync(self) -> None:
        if self._file is None:
            return
        try:
            os.fsync(self._file)
        except OSError as error:
            self._fail(error)

    def _check_place(self, file: int) -> None:
        if not os.path.samestat(self.path.stat(), os.fstat(file)):
            raise FileNotFoundError(errno.ENOENT, "another file has taken its place")

    def _fail(self, error: OSError) -> None:
        if self.trouble is None:
            self.trouble = f"{self.path}: {error.strerror or error}; the run is not whole in history"


def _header(run: Run) -> dict[str, object]:
    return {
        "format": FORMAT,
        "run": run.id,
        "started_at": run.started_at.astimezone(UTC).isoformat(),
        "plan": list(run.plan),
        "fingerprint": dict(run.fingerprint),
        **({"shard": asdict(run.shard)} if run.shard else {}),
        **({"continues": run.continues} if run.continues else {}),
    }


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
