"""Measures what a long history costs: 100,000 recorded outcomes over 200 runs, against 2 s and 300 MB.

Run `python -m benchmarks.history`. Each figure comes from a process of its own.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import shutil
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from regold import history
from regold.model import Answer, Case, Finding, Outcome, OutcomeKind, Place, Run, Severity, Span, Turn, Verdict

RUNS = 200
CASES = 500
SECONDS = 2.0
MEBIBYTES = 300.0
START = datetime(2026, 5, 1, 6, tzinfo=UTC)
ANSWER = "You can return any item within {days} days of delivery. Open Orders, choose the item and print the label. "


def outcome(number: int, chance: random.Random) -> Outcome:
    """Give one outcome of ordinary size, wrong in one of a hundred."""
    right = chance.random() > 0.01
    golden = ANSWER.format(days=30) * 2
    text = ANSWER.format(days=30 if right else 60) * 2
    spans = tuple(Span(start=start, end=start + 7) for start in (30, 140))
    finding = Finding(check="facts", supports=right, message="30 days", golden_spans=spans, answer_spans=spans)
    case = Case(
        id=f"case-{number:03}",
        suite=f"suite-{number % 20:02}",
        turns=(Turn(query=f"How long do I have to return item {number}?", golden=(golden,)),),
        place=Place(path=f"suites/suite-{number % 20:02}.gold.yaml", line=number + 1),
        topic=f"topic-{number % 20:02}",
        owner="support-content",
        severity=Severity.HIGH,
    )
    return Outcome(
        case=case,
        kind=OutcomeKind.PASSED if right else OutcomeKind.CHANGED,
        answer=Answer(text=text, latency=chance.lognormvariate(0, 0.5), confidence=0.9, sources=("kb/returns.md",)),
        verdict=Verdict(
            accepted=right,
            score=0.9 if right else 0.1,
            findings=(finding, finding),
            goldens=(golden,),
            signals={"similarity": 0.912345, "fuzzy": 0.83, "facts": 2.0},
        ),
    )


def generate(folder: Path) -> None:
    """Write the journals of 200 daily runs."""
    chance = random.Random(4)
    for day in range(RUNS):
        started = START + timedelta(days=day)
        outcomes = tuple(outcome(number, chance) for number in range(CASES))
        run = Run(
            id=history.new_run_id(started, f"{day:08x}"),
            started_at=started,
            plan=tuple(found.case.key for found in outcomes),
            fingerprint={"suites": "0123456789abcdef", "settings": "0123456789abcdef", "judge": "1"},
        )
        journal = history.Journal.create(folder, run, sync_every=60)
        for found in outcomes:
            journal.record(found)
        journal.finish(started + timedelta(minutes=5))


def start(folder: Path) -> None:
    """Do what a run does with history before and after it asks."""
    plan = tuple(f"suite-{number % 20:02}#case-{number:03}" for number in range(CASES))
    started = START + timedelta(days=RUNS)
    run = Run(id=history.new_run_id(started, "ffffffff"), started_at=started, plan=plan)
    assert history.baseline(folder, run) is not None
    assert len(list(history.digests(folder, before=started))) == RUNS


def compare(folder: Path) -> None:
    """Do what `regold history compare` does."""
    newest, oldest = history.find(folder, "latest"), history.runs(folder)[-1].path
    history.compare(history.read(oldest), history.read(newest))


WORK = {"start": start, "compare": compare}


def measure(name: str, folder: Path) -> None:
    """Do the work in this process and print its seconds and the peak of its memory in MiB."""
    began = time.perf_counter()
    WORK[name](folder)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": time.perf_counter() - began, "mebibytes": peak}))


def report(title: str, name: str, folder: Path) -> bool:
    """Measure in a new process, print a line and tell whether both figures are within their bounds."""
    command = [sys.executable, "-m", "benchmarks.history", "--measure", name, str(folder)]
    found = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    met = bool(found["seconds"] < SECONDS and found["mebibytes"] < MEBIBYTES)
    figures = f"{found['seconds']:6.2f} s (< {SECONDS:g})  {found['mebibytes']:5.0f} MiB (< {MEBIBYTES:g})"
    print(f"{title:34}  {figures}  {'yes' if met else 'NO'}", flush=True)
    return met


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.history", description=__doc__)
    parser.add_argument("--measure", nargs=2, metavar=("WORK", "FOLDER"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        measure(options.measure[0], Path(options.measure[1]))
        return 0
    with TemporaryDirectory() as name:
        folder = Path(name) / "history"
        generate(folder)
        size = sum(path.stat().st_size for path in folder.iterdir()) / 2**20
        print(f"{RUNS * CASES:,} outcomes over {RUNS} runs, {size:.0f} MiB of journals")
        met = [report("first start, no digests yet", "start", folder), report("start", "start", folder)]
        met += [report("history compare", "compare", folder)]
        shutil.rmtree(folder / "digests")
    return 0 if all(met) else 1


if __name__ == "__main__":
    sys.exit(main())
