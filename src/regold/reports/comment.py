"""The one comment that a pull request gets of a run; who posts it, and where it stands, is not known here."""

from __future__ import annotations

from collections.abc import Sequence

from regold.model import Change, Run
from regold.reports.markdown import markdown

MARKER = "<!-- regold -->"
"""The first line of the body, by which the comment of an earlier run is found and written over."""

LIMIT = 60_000
"""Bytes of UTF-8; GitHub takes 65,536 characters."""


def comment(run: Run, changes: Sequence[Change], baseline: Run | None, notes: Sequence[str] = ()) -> str:
    """Give the body of the comment: the marker, then the page of the run, cut to what a comment may hold."""
    return f"{MARKER}\n{markdown(run, changes, baseline, notes, limit=LIMIT)}"
