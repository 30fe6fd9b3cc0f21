"""Runs a command as a whole process and tells what it used; no row knows how that is found out."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Used:
    """Wall and CPU in seconds, memory at its peak in MiB, and what was written to standard output."""

    wall: float
    cpu: float
    peak: float
    output: str = ""


class FailedError(Exception):
    """A process that is measured must do its work: one that failed says nothing."""


def python(*arguments: str, cwd: Path = ROOT, good: Sequence[int] = (0,)) -> Used:
    """Run Python with these arguments and wait for it; raises FailedError unless it ends with a `good` exit code.

    A bare pytest loads no plugins but those it is told to: what else is installed is not measured. Compiled modules
    are kept, as they are anywhere but where that is switched off.
    """
    environment = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTHONPATH": str(ROOT)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    began = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, *arguments], cwd=cwd, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as process:
        assert process.stdout
        output = process.stdout.read().decode()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in good:
        raise FailedError(f"{' '.join(arguments)} ended with {process.returncode}:\n{output[-3000:]}")
    return Used(wall=wall, cpu=usage.ru_utime + usage.ru_stime, peak=usage.ru_maxrss / 1024, output=output)


def regold(project: Path, good: Sequence[int] = (0,)) -> Used:
    """Run the golden suites of a project with Regold as pytest's only plugin."""
    return python("-m", "pytest", "-q", "-p", "regold.pytest_plugin", "suites", cwd=project, good=good)


def noop(project: Path) -> Used:
    """Run the same suites as items that do nothing."""
    return python("-m", "pytest", "-q", "-p", "benchmarks.noop_plugin", "suites", cwd=project)


def median(runs: Sequence[Used]) -> Used:
    """Give the medians of several runs."""
    return Used(
        wall=statistics.median(run.wall for run in runs),
        cpu=statistics.median(run.cpu for run in runs),
        peak=statistics.median(run.peak for run in runs),
        output=runs[-1].output,
    )
