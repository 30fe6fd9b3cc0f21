"""Splits a plan over machines so that all end at about the same time; which part is asked is the caller's business."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from hashlib import sha256
from itertools import islice
from pathlib import Path
from statistics import median

from regold.history.digest import digests

RUNS = 10
"""The newest runs in which a latency is looked for."""

UNKNOWN = 1.0
"""Seconds of a case when nothing is known of any."""


def durations(folder: Path) -> Mapping[str, float]:
    """Give the seconds that each case took when it was last answered in one of the newest comparable runs."""
    found: dict[str, float] = {}
    for run in islice((run for run in digests(folder) if run.comparable), RUNS):
        for key, case in run.cases.items():
            if case.latency is not None:
                found.setdefault(key, case.latency)
    return found


def split(keys: Collection[str], seconds: Mapping[str, float], of: int) -> tuple[frozenset[str], ...]:
    """Give the keys in so many parts of about the same seconds; a case of unknown duration takes as long as the median.

    The order of the keys does not matter, and the same durations give the same parts on every machine: the longest
    case first, of two that take as long the one whose hash is less, each to the part that has least to do so far
    (Graham 1969, SIAM J. Appl. Math. 17, 416-429: never more than a third longer than the best split).
    """
    known = [seconds[key] for key in keys if key in seconds]
    usual = median(known) if known else UNKNOWN
    queue = sorted((-seconds.get(key, usual), sha256(key.encode()).digest(), key) for key in set(keys))
    parts: list[set[str]] = [set() for _ in range(of)]
    busy = [0.0] * of
    for negative, _, key in queue:
        least = min(range(of), key=lambda number: (busy[number], len(parts[number]), number))
        parts[least].add(key)
        busy[least] -= negative
    return tuple(map(frozenset, parts))


def plan_name(keys: Collection[str]) -> str:
    """Give 16 hex digits that name a plan, whatever its order."""
    return sha256("\n".join(sorted(set(keys))).encode()).hexdigest()[:16]
