"""What is measured, row by row, with the target that each figure has to meet."""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks import processes, server
from benchmarks.processes import FailedError, Used, median
from benchmarks.project import http, in_process, write_project

CONCURRENCY = 32
TRIVIAL = 10_000
REWORDED = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One measured value and its target: at most that, or at least that where `more_is_better`."""

    row: str
    what: str
    value: float
    unit: str
    target: float
    more_is_better: bool = False
    detail: str = ""

    @property
    def met(self) -> bool:
        """Whether the target is met."""
        return self.value >= self.target if self.more_is_better else self.value <= self.target


Row = Callable[[str, int], Sequence[Figure]]
"""Measures one row; takes its name and how often to repeat."""


@contextmanager
def fresh_project(cases: int, target: str, *, embedding: str = "none") -> Iterator[Path]:
    """Give a project that has never run, so that no history is read."""
    with tempfile.TemporaryDirectory(prefix="regold-bench-") as folder:
        yield write_project(Path(folder) / "project", cases, target, embedding=embedding)


def asked(cases: int, milliseconds: float) -> Used:
    """Run Regold over HTTP; raises FailedError unless each case was asked once, in bounds."""
    with server.running(milliseconds) as endpoint, fresh_project(cases, http(endpoint.port, CONCURRENCY)) as project:
        used = processes.regold(project)
        stats = endpoint.stats
    if stats.requests != cases or stats.peak > CONCURRENCY:
        raise FailedError(f"{cases} cases made {stats.requests} calls, {stats.peak} at once")
    return used


def least(cases: int, milliseconds: float) -> Used:
    """Make the same calls with raw sockets and nothing else."""
    with server.running(milliseconds) as endpoint:
        return processes.python("-m", "benchmarks.floor", str(endpoint.port), str(cases), str(CONCURRENCY))


def to_floor(row: str, repeats: int, *, cases: int, milliseconds: float, target: float) -> Sequence[Figure]:
    """Compare the wall time of whole processes, floor and Regold by turns."""
    runs = [(least(cases, milliseconds), asked(cases, milliseconds)) for _ in range(repeats)]
    floor, ours = median([run[0] for run in runs]), median([run[1] for run in runs])
    detail = f"{ours.wall:.2f} s to {floor.wall:.2f} s, CPU {ours.cpu:.2f} s, {ours.peak:.0f} MiB"
    value = ours.wall / floor.wall
    return [Figure(row=row, what="wall to floor", value=value, unit="x", target=target, detail=detail)]


def throughput(row: str, repeats: int, *, cases: int, target: float) -> Sequence[Figure]:
    """Tell the cases a second of a whole process when the endpoint takes no time, and of each further case."""
    many = median([asked(cases, 0) for _ in range(repeats)])
    one = median([asked(1, 0) for _ in range(repeats)])
    further = (cases - 1) / (many.wall - one.wall)
    figure = partial(Figure, row=row, unit="/s", target=target, more_is_better=True)
    detail = f"{many.wall:.2f} s, of which {one.wall:.2f} s for a single case"
    return [
        figure(what="cases a second, start and end included", value=cases / many.wall, detail=detail),
        figure(what="cases a second, once under way", value=further, detail=detail),
    ]


def trivial(row: str, repeats: int) -> Sequence[Figure]:
    """Compare what each further case costs with a YAML item of bare pytest that does nothing, by turns."""
    pairs = [(_per_case(processes.regold), _per_case(processes.noop)) for _ in range(repeats)]
    ours, noop = median([pair[0] for pair in pairs]), median([pair[1] for pair in pairs])
    costs = f"{ours.wall * 1000:.3f} ms to {noop.wall * 1000:.3f} ms, of CPU {ours.cpu / noop.cpu:.2f} x"
    figure = partial(Figure, row=row)
    return [
        figure(what="cost per case to a no-op", value=ours.wall / noop.wall, unit="x", target=1.5, detail=costs),
        figure(what="peak memory", value=ours.peak, unit="MiB", target=150, detail=f"no-op {noop.peak:.0f} MiB"),
    ]


def _per_case(run: Callable[[Path], Used]) -> Used:
    """Give wall and CPU seconds of each further case, and the peak memory of many."""

    def used(cases: int) -> Used:
        with fresh_project(cases, in_process("exact")) as project:
            return run(project)

    one, many = used(1), used(TRIVIAL)
    further = TRIVIAL - 1
    return Used(wall=(many.wall - one.wall) / further, cpu=(many.cpu - one.cpu) / further, peak=many.peak)


def with_model(row: str, repeats: int) -> Sequence[Figure]:
    """Tell the memory when answers are worded otherwise than their goldens; whether they pass does not matter."""
    runs = []
    for _ in range(repeats):
        with fresh_project(REWORDED, in_process("reworded"), embedding="minilm") as project:
            runs.append(processes.regold(project, good=(0, 1)))
    used = median(runs)
    detail = f"{REWORDED} reworded answers, {used.wall * 1000 / REWORDED:.1f} ms each"
    return [Figure(row=row, what="peak memory", value=used.peak, unit="MiB", target=450, detail=detail)]


LOAD = """
import time
from pathlib import Path
from regold import suites
began = time.process_time()
found = len(suites.load_all([Path("suites")], Path.cwd()))
print(found, time.process_time() - began)
"""


def loading(row: str, repeats: int, *, cases: int, target: float) -> Sequence[Figure]:
    """Tell the CPU time of loading suites, without that of starting Python."""
    seconds = []
    for _ in range(repeats):
        with fresh_project(cases, in_process("exact")) as project:
            found, took = processes.python("-c", LOAD, cwd=project).output.split()
        if int(found) != cases:
            raise FailedError(f"{found} of {cases} cases were loaded")
        seconds.append(float(took))
    return [Figure(row=row, what="CPU of loading", value=statistics.median(seconds), unit="s", target=target)]


def importing(row: str, repeats: int) -> Sequence[Figure]:
    """Tell what the plugin costs a project without suites: the median of paired, interleaved runs."""
    pairs = max(15, repeats)
    with tempfile.TemporaryDirectory(prefix="regold-bench-") as name:
        folder = Path(name)
        (folder / "test_nothing.py").write_text("def test_nothing():\n    pass\n")
        bare = partial(processes.python, "-m", "pytest", "-q", cwd=folder)
        installed = partial(processes.python, "-m", "pytest", "-q", "-p", "regold.pytest_plugin", cwd=folder)
        bare(), installed()
        costs = [installed().wall - bare().wall for _ in range(pairs)]
    detail = f"median of {pairs} pairs"
    value = statistics.median(costs) * 1000
    return [Figure(row=row, what="wall over bare pytest", value=value, unit="ms", target=40, detail=detail)]


ROWS: Mapping[str, Row] = {
    "200-at-200ms": partial(to_floor, cases=200, milliseconds=200, target=1.25),
    "1000-at-200ms": partial(to_floor, cases=1_000, milliseconds=200, target=1.10),
    "5000-at-200ms": partial(to_floor, cases=5_000, milliseconds=200, target=1.10),
    "1000-at-20ms": partial(to_floor, cases=1_000, milliseconds=20, target=2.0),
    "1000-at-0ms": partial(throughput, cases=1_000, target=1_000),
    "10000-trivial": trivial,
    "with-model": with_model,
    "load-5000": partial(loading, cases=5_000, target=1.0),
    "load-10000": partial(loading, cases=10_000, target=2.0),
    "import": importing,
}
