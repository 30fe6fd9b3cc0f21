"""Finds cases that may not be quarantined: what was a critical incident once must never come back unseen."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regold.suites.models import SuiteModel

FOLDER: Final = "incidents"
FORBIDDEN: Final = (
    "quarantine cannot stand with a critical case of an incident: it would let the mistake come back unseen; "
    "mend the answer, or lower the severity"
)


def forbidden_quarantines(suite: SuiteModel, path: str) -> Iterator[int]:
    """Give the index of each critical case in quarantine when the suite stands in or below a folder `incidents`."""
    if FOLDER not in PurePosixPath(path).parts[:-1]:
        return
    for index, case in enumerate(suite.cases):
        if case.quarantine is not None and (case.severity or suite.severity) == "critical":
            yield index
