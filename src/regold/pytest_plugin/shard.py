"""`--regold-shard 2/5`: of the golden cases that were chosen one part is run; other tests stay as they are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from regold.history import splitting
from regold.model import Shard
from regold.pytest_plugin.collector import CaseItem

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CHOSEN = pytest.StashKey[Shard]()


def read_shard(config: pytest.Config) -> Shard | None:
    """Give the part of the run that this process asks, None for all of it.

    On the controller of xdist workers, which collects nothing, the name of the whole plan is not known.
    Raises pytest.UsageError, whose exit code is 4, for anything but `2/5`.
    """
    text = config.getoption("regold_shard")
    if text is None:
        return None
    found = re.fullmatch(r"([0-9]{1,4})/([0-9]{1,4})", text)
    if found is None or not 1 <= int(found[1]) <= int(found[2]):
        raise pytest.UsageError(f"--regold-shard: {text!r} is no part of a run; write 2/5 for the second of five")
    return config.stash.get(CHOSEN, Shard(number=int(found[1]), of=int(found[2])))


def choose_part(config: pytest.Config, items: list[pytest.Item], history: Callable[[], Path]) -> None:
    """Leave only the cases of this part among the items, in their order; the durations in `history` decide."""
    shard = read_shard(config)
    keys = [item.case.key for item in items if isinstance(item, CaseItem)]
    if shard is None or not keys:
        return
    part = splitting.split(keys, splitting.durations(history()), shard.of)[shard.number - 1]
    rest = [item for item in items if isinstance(item, CaseItem) and item.case.key not in part]
    config.hook.pytest_deselected(items=rest)
    items[:] = [item for item in items if not isinstance(item, CaseItem) or item.case.key in part]
    config.stash[CHOSEN] = Shard(number=shard.number, of=shard.of, whole=splitting.plan_name(keys))
