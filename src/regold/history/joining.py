"""Makes one run of the parts that several machines asked; what the run comes to is the conductor's business."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from regold.errors import HistoryError
from regold.history.journal import Journal, new_run_id
from regold.history.read import RunFile, journal_path, read
from regold.model import Run

MOST_APART = timedelta(hours=12)
"""Between the starts of two parts of one run: a part that is missing today is not taken from yesterday."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """One run of several parts. `missing` are the numbers without a journal, `broken` those that did not end."""

    run: Run
    of: int
    parts: tuple[str, ...]
    missing: tuple[int, ...] = ()
    broken: tuple[int, ...] = ()


def join(found: Iterable[RunFile]) -> Joined:
    """Give the newest run whose parts are among these journals; of a part that ran twice, the last that ended counts.

    It is finished when no part is missing or broken off. Raises HistoryError when none of them is a part of a run, or
    one cannot be read.
    """
    parts = sorted((entry for entry in found if entry.shard), key=lambda entry: entry.started_at)
    if not parts:
        raise HistoryError("no part of a run here; `--regold-shard 1/5` makes the first of five")
    runs = [read(entry.path) for entry in _of_one_run(parts)]
    numbers = {run.shard.number: run for run in runs if run.shard}
    of = next(run.shard.of for run in runs if run.shard)
    broken = tuple(sorted(number for number, run in numbers.items() if run.finished_at is None))
    missing = tuple(number for number in range(1, of + 1) if number not in numbers)
    run = _one(runs, finished=not (broken or missing))
    return Joined(run=run, of=of, parts=tuple(run.id for run in runs), missing=missing, broken=broken)


def keep(folder: Path, run: Run) -> Path:
    """Write the journal of a whole run, or leave the one that is there; raises HistoryError when it cannot be written.

    The journal takes its place when it is whole, so that no other process sees half of it.
    """
    place = journal_path(folder, run.id)
    if place.exists():
        return place
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=".", dir=folder) as beside:
            journal = Journal.create(Path(beside), run)
            for outcome in run.outcomes:
                journal.record(outcome)
            if run.finished_at:
                journal.finish(run.finished_at)
            journal.close()
            if journal.trouble:
                raise HistoryError(journal.trouble)
            journal.path.replace(place)
    except OSError as error:
        raise HistoryError(f"{folder}: {error.strerror or error}; the run cannot be kept") from None
    return place


def _of_one_run(parts: Sequence[RunFile]) -> list[RunFile]:
    """Give the newest part with those that belong to it, in the order of their numbers."""
    newest = parts[-1]
    chosen: dict[int, RunFile] = {}
    for part in parts:
        if part.shard and _belong(part, newest):
            before = chosen.get(part.shard.number)
            if before is None or part.complete or not before.complete:
                chosen[part.shard.number] = part
    return [chosen[number] for number in sorted(chosen)]


def _belong(part: RunFile, newest: RunFile) -> bool:
    if part.shard is None or newest.shard is None or part.shard.of != newest.shard.of:
        return False
    known = part.shard.whole and newest.shard.whole  # a part that broke off may not know the whole plan
    same = part.shard.whole == newest.shard.whole or not known
    return same and newest.started_at - part.started_at <= MOST_APART


def _one(runs: Sequence[Run], *, finished: bool) -> Run:
    started = min(run.started_at for run in runs)
    token = sha256("\n".join(sorted(run.id for run in runs)).encode()).hexdigest()[:8]
    ends = [run.finished_at for run in runs if run.finished_at]
    return Run(
        id=new_run_id(started, token),
        started_at=started,
        plan=tuple(key for run in runs for key in run.plan),
        outcomes=tuple(outcome for run in runs for outcome in run.outcomes),
        finished_at=max(ends) if finished else None,
        fingerprint=_fingerprint(runs),
    )


def _fingerprint(runs: Sequence[Run]) -> dict[str, str]:
    """Give what holds for the parts together; where they differ, all of it."""
    told: dict[str, dict[str, None]] = {}
    for run in runs:
        for name, text in run.fingerprint.items():
            told.setdefault(name, {}).update(dict.fromkeys(text.split(", ")))
    return {name: ", ".join(sorted(texts)) for name, texts in sorted(told.items())}
