"""Brings the runs of other folders into one; a run is known by its id, so that a copy never clashes with another."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from regold.errors import HistoryError
from regold.history.ledger import gather_ledgers
from regold.history.read import glance, journal_path, journals_below
from regold.history.whole import write_whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """What became of each journal: brought in, there already, no journal, or another run of the same name."""

    brought: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    unreadable: tuple[Path, ...] = ()
    clashing: tuple[Path, ...] = ()


def gather(sources: tuple[Path, ...], into: Path) -> Gathered:
    """Copy every journal in these folders and the folders below them into one; doing so again changes nothing.

    What was decided about answers, and first answers that were recorded, come along.

    A copy that was made while its run went on gives way to a longer one, never to a shorter one. Raises HistoryError
    when a folder is not there or a file cannot be read or written.
    """
    found: dict[str, list[Path]] = {"brought": [], "known": [], "unreadable": [], "clashing": []}
    for journal in (journal for source in sources for journal in journals_below(source)):
        try:
            found[_bring(journal, into)].append(journal)
        except OSError as error:
            raise _trouble(error, journal) from None
    for source in sources:
        try:
            gather_ledgers(source, into)
        except OSError as error:
            raise _trouble(error, source) from None
    return Gathered(
        brought=_ids(found["brought"]),
        known=_ids(found["known"]),
        unreadable=tuple(found["unreadable"]),
        clashing=tuple(found["clashing"]),
    )


def _bring(journal: Path, into: Path) -> str:
    entry = glance(journal)
    if entry is None or entry.id != journal.stem:
        return "unreadable"
    place = journal_path(into, entry.id)
    content = journal.read_bytes()
    there = place.read_bytes() if place.exists() else b""
    if there and there.startswith(content):
        return "known"
    if not content.startswith(there):
        return "clashing"
    write_whole(place, content)
    return "brought"


def _trouble(error: OSError, path: Path) -> HistoryError:
    return HistoryError(f"{error.filename or path}: {error.strerror or error}; nothing more was copied")


def _ids(journals: list[Path]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(journal.stem for journal in journals))
