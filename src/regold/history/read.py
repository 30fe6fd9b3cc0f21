"""The reading of journals: a whole run, or a cheap look at all of them; writing is the work of `journal`."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from pydantic_core import from_json

from regold.errors import HistoryError
from regold.history.codec import outcome_from_json
from regold.history.journal import ENDING, FORMAT
from regold.model import Outcome, Run, Shard

_NAME = re.compile(r"\d{8}T\d{6}Z-[0-9a-f]{8}\.jsonl")
_TAIL = 4096
LATEST = "latest"
_in_full: Callable[[bytes], object] = partial(from_json, cache_strings="keys")


@dataclass(frozen=True, slots=True, kw_only=True)
class RunFile:
    """A journal by its header and its last line; `size` in bytes, `replayed` the number of replayed answers.

    `shard` is set for a part of a run, and then `plan` and `complete` are about that part.
    """

    path: Path
    id: str
    started_at: datetime
    plan: tuple[str, ...]
    finished_at: datetime | None
    complete: bool
    replayed: int
    size: int
    shard: Shard | None = None

    @property
    def comparable(self) -> bool:
        """Whether other runs may be compared with this one: it is complete, no part of a run, and nothing replayed."""
        return self.complete and not self.replayed and self.shard is None

    @property
    def planned(self) -> int:
        """How many cases were chosen."""
        return len(self.plan)


def read(path: Path) -> Run:
    """Give the run of a journal, also of one that broke off anywhere behind its header.

    A last line that broke off is dropped. The last outcome of a case counts. The run is finished only when the
    footer counts as many outcomes as there are. Raises HistoryError, with file and line, when the file cannot
    be read, has no whole header, is of a newer format, or has a line in it that is no record.
    """
    run, records = read_records(path)
    outcomes = (_outcome(path, number, record) for number, record in records)
    return replace(run, outcomes=tuple({outcome.case.key: outcome for outcome in outcomes}.values()))


def read_records(
    path: Path, parse: Callable[[bytes], object] = _in_full
) -> tuple[Run, list[tuple[int, dict[str, Any]]]]:
    """Give the run of a journal without its outcomes, and these as they are written, each with its line.

    `parse` makes a table of the JSON of one line, or raises ValueError. Raises HistoryError as `read` does, but for
    outcomes that are none.
    """
    try:
        lines = path.read_bytes().split(b"\n")
    except OSError as error:
        raise HistoryError(f"{path}: {error.strerror or error}; the run cannot be read") from None
    header = _header(path, lines[0])
    records = _records(path, lines, parse)
    finished_at, footer = _finish(path, records)
    run = Run(
        id=header["run"],
        started_at=_time(path, 1, header.get("started_at")),
        plan=tuple(header["plan"]),
        finished_at=finished_at,
        fingerprint={**header.get("fingerprint", {}), **footer.get("fingerprint", {})},
        shard=_shard(path, header, footer),
        continues=_continues(path, header),
    )
    return run, [(number, record["outcome"]) for number, record in records if "outcome" in record]


def journal_path(folder: Path, run: str) -> Path:
    """Give the file of the run with this id."""
    return folder / f"{run}{ENDING}"


def journals(folder: Path) -> tuple[Path, ...]:
    """Give the files of a folder that are named like journals, the newest second first; none are read."""
    try:
        found = [path for path in folder.iterdir() if _NAME.fullmatch(path.name)]
    except OSError:
        return ()
    return tuple(sorted(found, reverse=True))


def journals_below(folder: Path) -> tuple[Path, ...]:
    """Give the files in a folder and the folders below it that are named like journals, in the order of their paths.

    Raises HistoryError when there is no such folder.
    """
    if not folder.is_dir():
        raise HistoryError(f"{folder}: there is no such folder")
    return tuple(sorted(path for path in folder.rglob(f"*{ENDING}") if _NAME.fullmatch(path.name)))


def runs(folder: Path) -> tuple[RunFile, ...]:
    """Give the journals of a folder, the newest first, by their first and last lines only.

    A file that is no journal, or whose header is not whole, is left out; a missing folder holds no runs.
    """
    found = [entry for path in journals(folder) if (entry := glance(path))]
    return tuple(sorted(found, key=lambda entry: (entry.started_at, entry.id), reverse=True))


def find(folder: Path, name: str) -> Path:
    """Give the journal of the run that is named: `latest` (the newest), an id, or the unique beginning of one.

    Raises HistoryError saying which runs there are.
    """
    known = runs(folder)
    if name == LATEST and known:
        return known[0].path
    fitting = [entry for entry in known if name and entry.id.startswith(name)]
    if len(fitting) == 1:
        return fitting[0].path
    what = f"{len(fitting)} runs begin with {name!r}" if fitting else f"no run {name!r}"
    shown = ", ".join(entry.id for entry in (fitting or known)[:5])
    raise HistoryError(f"{folder}: {what}; " + (f"the newest are {shown}" if shown else "there are no runs yet"))


def _records(path: Path, lines: list[bytes], parse: Callable[[bytes], object]) -> list[tuple[int, dict[str, Any]]]:
    records = []
    last = len(lines)
    for number, line in enumerate(lines[1:], start=2):
        record = _record(line, parse)
        if record is not None and ("outcome" in record or "footer" in record):
            records.append((number, record))
        elif number != last:
            raise _broken(path, number, "no record of a run")
    return records


def _record(line: bytes, parse: Callable[[bytes], object] = _in_full) -> dict[str, Any] | None:
    try:
        record = parse(line)
    except ValueError:
        return None
    return record if isinstance(record, dict) else None


def _header(path: Path, line: bytes) -> dict[str, Any]:
    header = (_record(line) or {}).get("header")
    if not isinstance(header, dict):
        raise _broken(path, 1, "no whole header; the run broke off before its first record")
    if header.get("format") != FORMAT:
        raise _broken(path, 1, f"format {header.get('format')!r}, and this version reads format {FORMAT}")
    plan, fingerprint = header.get("plan"), header.get("fingerprint", {})
    texts = [header.get("run"), *plan] if isinstance(plan, list) else [None]
    if isinstance(fingerprint, dict):
        texts.extend(fingerprint.values())
    if not isinstance(fingerprint, dict) or not all(isinstance(text, str) for text in texts):
        raise _broken(path, 1, "a header without run, plan and fingerprint")
    return header


def _continues(path: Path, header: Mapping[str, Any]) -> str | None:
    continues = header.get("continues")
    if continues is None or isinstance(continues, str):
        return continues
    raise _broken(path, 1, "a header that continues no run")


def _shard(path: Path, header: Mapping[str, Any], footer: Mapping[str, Any]) -> Shard | None:
    match header.get("shard"):
        case None:
            return None
        case {"number": int(number), "of": int(of), "whole": str(whole)} if 1 <= number <= of:
            return Shard(number=number, of=of, whole=str(footer.get("whole", whole)))
    raise _broken(path, 1, "a header with a shard that is none")


def _finish(path: Path, records: Sequence[tuple[int, dict[str, Any]]]) -> tuple[datetime | None, dict[str, Any]]:
    """Give the end of the run, None when it broke off, and the footer."""
    ends = [(index, number) for index, (number, record) in enumerate(records) if "footer" in record]
    if not ends:
        return None, {}
    index, number = ends[0]
    if index + 1 < len(records):
        raise _broken(path, records[index + 1][0], "a record after the footer")
    footer = records[index][1]["footer"]
    if not isinstance(footer, dict):
        raise _broken(path, number, "a footer without content")
    finished_at = _time(path, number, footer.get("finished_at"))
    found = footer.get("fingerprint", {})
    if not isinstance(found, dict) or not all(isinstance(text, str) for text in found.values()):
        raise _broken(path, number, "a footer whose fingerprint is no table of texts")
    return (finished_at if footer.get("count") == index else None), footer


def _outcome(path: Path, number: int, data: object) -> Outcome:
    try:
        return outcome_from_json(data)
    except HistoryError as error:
        raise _broken(path, number, str(error)) from None


def _time(path: Path, number: int, text: object) -> datetime:
    try:
        at = datetime.fromisoformat(str(text))
    except ValueError:
        raise _broken(path, number, f"{text!r} is no time") from None
    if at.tzinfo is None:
        raise _broken(path, number, f"{text!r} has no time zone")
    return at


def glance(path: Path) -> RunFile | None:
    """Give what the first and last line of a journal tell; None for a file that is none."""
    try:
        with path.open("rb") as file:
            first = file.readline()
            size = os.fstat(file.fileno()).st_size
            file.seek(max(len(first), size - _TAIL))
            tail = file.read()
        header = _header(path, first)
        started = _time(path, 1, header.get("started_at"))
        footer = (_record(tail.rstrip(b"\n").rpartition(b"\n")[2]) or {}).get("footer")
        counts = footer if isinstance(footer, dict) else {}
        finished = _time(path, 0, counts.get("finished_at")) if counts else None
        shard = _shard(path, header, counts)
    except (OSError, HistoryError):
        return None
    return RunFile(
        path=path,
        id=header["run"],
        started_at=started,
        plan=tuple(header["plan"]),
        finished_at=finished,
        complete=finished is not None and counts.get("covered") == len(set(header["plan"])),
        replayed=int(counts.get("replayed", 0)),
        size=size,
        shard=shard,
    )


def _broken(path: Path, number: int, what: str) -> HistoryError:
    return HistoryError(f"{path}:{number}: {what}; move the file away to go on without this run")
