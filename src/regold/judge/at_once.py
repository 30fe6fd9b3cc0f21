"""Runs a model on several inputs at once, each on a thread of its own.

A batch would do the same on one thread, but results of 8-bit weights move with the batch, and a verdict must repeat.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TypeVar

Given = TypeVar("Given")
Result = TypeVar("Result")

_MOST_THREADS = 4
"""More gain nothing: a verdict asks a model few things."""


def each(run: Callable[[Given], Result], given: Sequence[Given]) -> list[Result]:
    """Give what `run` gives for each, in their order; an error of one is raised."""
    if len(given) < 2 or _cores() < 2:
        return [run(one) for one in given]
    return list(_threads(os.getpid()).map(run, given))


@cache
def _threads(process: int) -> ThreadPoolExecutor:
    """Give the threads of this process: those of a parent do not run in a child."""
    return ThreadPoolExecutor(min(_MOST_THREADS, _cores()), thread_name_prefix=f"regold-model-{process}")


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
