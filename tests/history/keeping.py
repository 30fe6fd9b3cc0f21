"""Runs put down as journals, whole or broken off, for tests that read them."""

from __future__ import annotations

from pathlib import Path

from regold.history import Journal
from regold.model import Run


def keep(folder: Path, run: Run, *, finish: bool = True) -> Path:
    """Write the journal of a run and give its path; without `finish` it has no footer."""
    journal = Journal.create(folder, run)
    for outcome in run.outcomes:
        journal.record(outcome)
    if finish and run.finished_at:
        journal.finish(run.finished_at)
    journal.close()
    assert journal.trouble is None
    return journal.path
