"""Keeps the briefs of all incidents in one file, so that only those whose files changed are read again.

The index is a convenience that may be lost, damaged or made by another version: then it is made anew, whole.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from regold.errors import IncidentError
from regold.incidents.brief import Brief, brief_in, brief_of, row_of
from regold.incidents.store import Store, number_of

FILE = "incidents.json"
FORMAT = 1

_RACY = 2_000_000_000
"""Nanoseconds: a file changed so shortly before it was read could change again within the same tick of its clock, as
git says of its own index (racy-git), so that its stamp says nothing."""

_LINK = (-1, -1, -1, -1)

Write = Callable[[Path, str], None]
Stamp = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """A brief with what its file looked like: size, times of change of content and of the file, its number on disk."""

    stamp: Stamp
    digest: str
    brief: Brief


def briefs(store: Store, folder: Path, write: Write, *, now: int) -> tuple[list[Brief], list[str]]:
    """Give the briefs of the sound incidents, the oldest first, beside the mistakes of the others.

    The index stands in `folder` and is written by `write` where anything in it is new; that it cannot be written costs
    time and nothing else. `now` is the time in nanoseconds. A file whose stamp or whose bytes are known is not parsed.
    """
    path = folder / FILE
    held = _load(path)
    stamps = dict(_stamps(store))
    found = {name: held[name] for name, stamp in stamps.items() if name in held and held[name].stamp == stamp}
    mistakes: list[str] = []
    for name, data in store.contents(name for name in stamps if name not in found):
        try:
            if isinstance(data, IncidentError):
                raise data
            found[name] = _entry(store, name, data, stamps[name], held.get(name))
        except IncidentError as wrong:
            mistakes.append(str(wrong))
    kept = {name: one for name, one in found.items() if _is_settled(one.stamp, now)}
    if kept.keys() != held.keys() or any(held[name] is not one for name, one in kept.items()):
        with suppress(OSError):
            write(path, _text(kept))
    return [found[name].brief for name in sorted(found, key=number_of)], mistakes


def _entry(store: Store, name: str, data: bytes, stamp: Stamp, held: _Entry | None) -> _Entry:
    digest = blake2b(data, digest_size=16).hexdigest()
    same = held is not None and held.digest == digest
    return _Entry(stamp=stamp, digest=digest, brief=held.brief if held and same else brief_of(store.parsed(name, data)))


def _stamps(store: Store) -> Iterator[tuple[str, Stamp]]:
    """Give what each file looks like; that of a link is the link's own, so that what it leads to is looked at anew."""
    with suppress(FileNotFoundError), os.scandir(store.folder) as entries:
        for entry in entries:
            name = entry.name.removesuffix(".yaml")
            if entry.name.endswith(".yaml") and store.is_id(name):
                stat = entry.stat(follow_symlinks=False)
                known = (stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino)
                yield name, _LINK if entry.is_symlink() else known


def _is_settled(stamp: Stamp, now: int) -> bool:
    size, changed, moved, _ = stamp
    return size >= 0 and max(changed, moved) < now - _RACY


def _load(path: Path) -> dict[str, _Entry]:
    """Give what the index holds: nothing where it is not there, is damaged, or is of another form."""
    try:
        data = json.loads(path.read_bytes())
        if data["format"] != FORMAT:
            return {}
        entries = (_entry_in(row) for row in data["incidents"])
        return {one.brief.id: one for one in entries}
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return {}


def _entry_in(row: list[list[object]]) -> _Entry:
    (size, changed, moved, number), digest, brief = row
    return _Entry(stamp=(size, changed, moved, number), digest=str(digest), brief=brief_in(brief))  # type: ignore[arg-type]


def _text(kept: dict[str, _Entry]) -> str:
    rows = [[one.stamp, one.digest, row_of(one.brief)] for one in kept.values()]
    return json.dumps({"format": FORMAT, "incidents": rows}, separators=(",", ":"))
