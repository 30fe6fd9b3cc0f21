"""Measures how long 1,000 incidents take to be imported and converted, and the trends of 10,000 to be told.

Run `python -m benchmarks.incidents`. The vectors of goldens are kept from a first conversion in another folder, as on a
machine that has converted before. The trends are those of the command from the start of its process to its end: first
with every file read, then with the index that it keeps.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter, process_time, sleep, time

from benchmarks.processes import python
from benchmarks.rows import Figure
from benchmarks.speed import line
from regold.config import Config, Flags, load_config
from regold.incidents import Store, as_given, bring_in
from regold.incidents.sources import read_delivery
from regold.session.converting import Converter, convert_closed

INCIDENTS, FOR_TRENDS = 1_000, 10_000
NOW = datetime(2026, 11, 1, 9, 0, tzinfo=UTC)
_TOPICS = (
    "returns",
    "refunds",
    "shipping",
    "billing",
    "account",
    "warranty",
    "gift-cards",
    "loyalty",
    "plans",
    "privacy",
)
_THINGS = ("kettle", "grinder", "mug", "filter", "scale", "machine", "brush", "jug", "tray", "lamp")


def payloads(count: int) -> Iterator[bytes]:
    """Give deliveries whose questions and facts all differ."""
    for number in range(count):
        topic, thing = _TOPICS[number % 10], _THINGS[number // 10 % 10]
        right, wrong = 10 + number // 100, 50 + number // 100
        asked = f"How many days does {topic} support need for a {thing} of series {number // 100 + 1}?"
        yield json.dumps(
            {
                "external_id": f"T-{number}",
                "title": f"Wrong about a {thing}",
                "severity": ("critical", "high", "medium", "low")[number % 4],
                "state": "closed",
                "topic": topic,
                "query": asked,
                "answer": f"For a {thing} of series {number // 100 + 1} {topic} support needs {wrong} days.",
                "wrong_claims": [f"{wrong} days"],
                "correct_answer": f"For a {thing} of series {number // 100 + 1} {topic} support needs {right} days.",
                "document": f"kb/{topic}.md",
                "opened_at": (NOW - timedelta(hours=number + 9)).isoformat(),
                "closed_at": (NOW - timedelta(hours=number)).isoformat(),
            }
        ).encode()


def project(folder: Path) -> Config:
    folder.mkdir()
    (folder / "regold.toml").write_text("[tool.regold]\n", encoding="utf-8")
    (folder / "suites").mkdir()
    return load_config(folder, environment={}, flags=Flags())


def imported(config: Config, count: int) -> Store:
    store = Store(folder=config.root / config.incidents, root=config.root)
    reports = [read_delivery("json", payload) for payload in payloads(count)]
    bring_in(reports, store, lambda: as_given, redacted_by="before_import", now=NOW)
    return store


def converted(config: Config, store: Store) -> Counter[str]:
    return Counter(str(one.became) for one in convert_closed(Converter(config, store, NOW), store))


def timed(row: str, target: float, work: Callable[[], object]) -> Figure:
    wall, used = perf_counter(), process_time()
    done = work()
    detail = f"{process_time() - used:.1f} s of one core; {done if isinstance(done, Counter) else ''}"
    return Figure(row=row, what="seconds", value=perf_counter() - wall, unit="s", target=target, detail=detail)


def told(config: Config, row: str) -> Figure:
    """Give how long the command takes, its start included; beside it the time of one core."""
    used = python("-c", "from regold.cli import main; main()", "trends", cwd=config.root)
    return Figure(
        row=row, what="seconds", value=used.wall, unit="s", target=3.0, detail=f"{used.cpu:.1f} s of one core"
    )


def settle(store: Store) -> None:
    """Wait until the newest file is old enough to be kept in an index."""
    newest = max(store.path(name).stat().st_ctime for name in store.ids()[-1:])
    sleep(max(0.0, newest + 2.1 - time()))


def figures(folder: Path, count: int, many: int) -> Iterator[Figure]:
    first, second, third = (folder / name for name in ("first", "second", "third"))
    warm = project(first)
    converted(warm, imported(warm, count))
    config = project(second)
    shutil.copytree(warm.cache, config.cache, dirs_exist_ok=True)
    yield timed(f"{count:,} imported and converted", 60.0, lambda: converted(config, imported(config, count)))
    config = project(third)
    store = imported(config, many)
    settle(store)
    yield told(config, f"trends of {many:,}, every file read")
    yield told(config, f"trends of {many:,}, from the index")


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        for figure in figures(Path(name), INCIDENTS, FOR_TRENDS):
            print(line(figure), figure.detail, flush=True)


if __name__ == "__main__":
    main()
