"""`--regold-resume RUN`: the cases that a run holds are reported as it holds them, the others are asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from regold.errors import RegoldError
from regold.pytest_plugin.collector import CaseItem
from regold.session import Unfinished, unfinished

if TYPE_CHECKING:
    from regold.config import Config

FOUND = pytest.StashKey[Unfinished]()
INPUT = "regold_resume"


def resumed(config: pytest.Config, settings: Config) -> Unfinished | None:
    """Give the run to go on with, None when there is none; it is looked for once.

    A worker of xdist takes the one that the controller found. Raises pytest.UsageError, whose exit code is 4.
    """
    name = getattr(config, "workerinput", {}).get(INPUT) or config.getoption(INPUT)
    if name is None:
        return None
    if FOUND not in config.stash:
        try:
            config.stash[FOUND] = unfinished(settings, name)
        except RegoldError as mistake:
            raise pytest.UsageError(f"--regold-resume: {mistake}") from None
    return config.stash[FOUND]


def take_up(config: pytest.Config, items: list[pytest.Item], run: Unfinished | None) -> None:
    """Leave only the cases of the run that is resumed among the items, each with what the run holds of it."""
    if run is None:
        return
    others = [item for item in items if isinstance(item, CaseItem) and not run.planned(item.case)]
    config.hook.pytest_deselected(items=others)
    items[:] = [item for item in items if item not in others]
    for item in items:
        if isinstance(item, CaseItem):
            item.outcome = run.outcome(item.case)
