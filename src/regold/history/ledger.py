"""Files of records that are only ever added to, one file for each writer; what the records say is not known here."""

from __future__ import annotations

import errno
import json
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic_core import to_json

from regold.errors import HistoryError
from regold.history.whole import write_whole

FORMAT = 1

_NAME = re.compile(r"\d{8}T\d{6}Z-[0-9a-f]{8}\.([a-z]+)\.jsonl")


class Ledger:
    """The records of one writer, in a file of its own that is made with the first of them.

    `append` returns when the record is on the disk: neither kill -9 nor a power cut loses it then. What broke off
    half-way is cut away again, or passed over by `records`.
    """

    def __init__(self, folder: Path, name: str, kind: str) -> None:
        """`name` is unique, as `new_run_id` gives it, so that files of several folders can be put together.

        `kind` is a word in small letters that says what the records are.
        """
        self.path = folder / f"{name}.{kind}.jsonl"
        self._header = {"header": {"format": FORMAT, "kind": kind}}

    def append(self, record: Mapping[str, object]) -> None:
        """Add a record; raises HistoryError when it is not sure to stay, and then it is not there."""
        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            file = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            try:
                self._write(file, record)
            finally:
                os.close(file)
        except OSError as error:
            raise HistoryError(f"{self.path}: {error.strerror or error}; it is not recorded") from None

    def _write(self, file: int, record: Mapping[str, object]) -> None:
        before = os.fstat(file).st_size
        lines = (to_json(record) + b"\n") if before else to_json(self._header) + b"\n" + to_json(record) + b"\n"
        try:
            _write_whole(file, lines)
        except OSError:
            os.ftruncate(file, before)
            raise


def _write_whole(file: int, lines: bytes) -> None:
    written = os.write(file, lines)
    if written != len(lines):
        raise OSError(errno.ENOSPC, f"only {written} of {len(lines)} bytes could be written")
    os.fsync(file)


def records(folder: Path, kind: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Give the records of all files of a folder, the oldest file first, each with its place `file:line`.

    A last line that broke off, a file without a whole first line, and a missing folder hold nothing. Raises
    HistoryError for a file that cannot be read, is of another kind or a newer format, or has a broken line in it.
    """
    try:
        paths = sorted(path for path in folder.iterdir() if _kind(path) == kind)
    except FileNotFoundError:
        return
    except OSError as error:
        raise HistoryError(f"{folder}: {error.strerror or error}; it cannot be read") from None
    for path in paths:
        yield from _records(path, kind)


def gather_ledgers(source: Path, into: Path) -> None:
    """Copy all ledgers in a folder and those below it into the folders of their kinds; doing so again changes nothing.

    One that is there already gives way to a longer copy of itself, and to nothing else. Raises OSError.
    """
    for path in sorted(path for path in source.rglob("*.jsonl") if _kind(path)):
        place = into / str(_kind(path)) / path.name
        content = path.read_bytes()
        there = place.read_bytes() if place.exists() else b""
        if content != there and content.startswith(there):
            write_whole(place, content)


def _kind(path: Path) -> str | None:
    name = _NAME.fullmatch(path.name)
    return name[1] if name else None


def _records(path: Path, kind: str) -> Iterator[tuple[str, dict[str, Any]]]:
    try:
        first, *rest = path.read_bytes().split(b"\n")
    except OSError as error:
        raise HistoryError(f"{path}: {error.strerror or error}; it cannot be read") from None
    if not rest:
        return
    header = (_table(first) or {}).get("header")
    if header != {"format": FORMAT, "kind": kind}:
        raise HistoryError(f"{path}:1: no {kind} of format {FORMAT}, which is what this version reads; move it away")
    for number, line in enumerate(rest, start=2):
        record = _table(line)
        if record is not None:
            yield f"{path}:{number}", record
        elif number <= len(rest):
            raise HistoryError(f"{path}:{number}: this line is broken; move the file away to go on without it")


def _table(line: bytes) -> dict[str, Any] | None:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return record if isinstance(record, dict) else None
