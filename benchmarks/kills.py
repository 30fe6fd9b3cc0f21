"""Kills runs with SIGKILL at random moments and counts the acknowledged answers that are lost, against none.

Run `python -m benchmarks.kills [--times 200]`. Each run is a process of its own that records answers as a run of pytest
does, and says each one that it has written.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.history import START, outcome
from regold.errors import HistoryError
from regold.history import Journal, find, read
from regold.model import Run

ANSWERS = 100_000
LATEST = 0.25
"""Seconds after its first answer within which a run is killed."""


def record(folder: Path, token: str) -> None:
    """Record answers until somebody ends this process, and say each."""
    chance = random.Random(token)
    run = Run(id=f"20260501T060000Z-{token}", started_at=START, plan=tuple(f"suite#{number}" for number in range(9)))
    journal = Journal.create(folder, run)
    for number in range(ANSWERS):
        journal.record(outcome(number, chance))
        print(number, flush=True)


def killed(folder: Path, token: str, wait: float) -> int:
    """Give how many answers a run acknowledged before it was killed."""
    command = [sys.executable, "-m", "benchmarks.kills", "--record", token, "--folder", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        process.stdout.readline()
        time.sleep(wait)
        process.kill()
        return 1 + sum(line.endswith("\n") for line in process.stdout)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=200, help="how many runs are killed (200)")
    parser.add_argument("--record", metavar="TOKEN", help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.record:
        record(options.folder, options.record)
        return 0
    chance, told, kept, unread = random.Random(1), 0, 0, 0
    lost = 0
    with TemporaryDirectory() as name:
        for number in range(options.times):
            folder = Path(name) / str(number)
            acknowledged = killed(folder, f"{number:08x}", chance.uniform(0, LATEST))
            try:
                found = len(read(find(folder, f"20260501T060000Z-{number:08x}")).outcomes)
            except HistoryError:
                found, unread = 0, unread + 1
            told, kept, lost = told + acknowledged, kept + found, lost + max(0, acknowledged - found)
    print(f"{options.times} kills: {told:,} answers acknowledged, {kept:,} read back")
    print(f"lost {lost} (0), journals that cannot be read {unread} (0): {'yes' if not lost + unread else 'NO'}")
    return int(bool(lost or unread))


if __name__ == "__main__":
    sys.exit(main())
