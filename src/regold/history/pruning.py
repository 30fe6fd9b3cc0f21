"""Which runs are old enough to go, and their removal; no run that others are compared with next is ever among them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from regold.errors import HistoryError
from regold.history.digest import digest_path
from regold.history.read import RunFile


def outdated(found: Sequence[RunFile], *, keep: int, before: datetime | None = None) -> tuple[RunFile, ...]:
    """Give the runs that can go, of these, the newest first.

    The newest `keep` comparable runs stay with all that began since the oldest of them; what is older can go, and so
    can what began before the time `before`. The newest comparable run always stays.
    """
    comparable = [entry for entry in found if entry.comparable]
    since = comparable[keep - 1].started_at if len(comparable) >= keep else None
    return tuple(
        entry
        for entry in found
        if entry not in comparable[:1]
        and ((since is not None and entry.started_at < since) or (before is not None and entry.started_at < before))
    )


def remove(entry: RunFile) -> None:
    """Remove a run: first what is kept of it in brief, then its journal, so that no other order leaves more behind.

    Raises HistoryError when a file cannot be removed.
    """
    try:
        digest_path(entry.path).unlink(missing_ok=True)
        entry.path.unlink(missing_ok=True)
    except OSError as error:
        raise HistoryError(f"{entry.path}: {error.strerror or error}; the run cannot be removed") from None
