"""Two runs side by side, for people and for programs: what differs, and what it can be put down to."""

from __future__ import annotations

import json
from collections.abc import Sequence

from regold.model import Change, Run
from regold.reports.causes import causes
from regold.reports.machine import FORMAT, change_table
from regold.reports.summary import changed_lines, names


def comparison_lines(before: Run, after: Run, changes: Sequence[Change]) -> list[str]:
    """Give what differs in `after` from `before`, what it can be put down to, and what was asked in `before` only."""
    missing = _only_in(before, after)
    lines = changed_lines(after, changes, before)
    return [*lines, *([f"not asked any more ({len(missing)}): {names(missing)}"] if missing else [])]


def comparison_json(before: Run, after: Run, changes: Sequence[Change]) -> str:
    """Give what differs as a JSON document in ASCII that ends with a line end; the same runs give the same bytes."""
    document = {
        "format": FORMAT,
        "before": before.id,
        "after": after.id,
        "causes": causes(after, before),
        "only_before": _only_in(before, after),
        "only_after": _only_in(after, before),
        "changes": [change_table(change) for change in changes],
    }
    return json.dumps(document, indent=2) + "\n"


def _only_in(run: Run, other: Run) -> list[str]:
    return sorted(set(run.plan) - set(other.plan))
