"""A process that writes a journal: `python -m tests.history.writing FOLDER TOKEN COUNT [MAX_FILE_BYTES]`.

It prints the number of each outcome once `record` has returned, and its trouble at the end.
"""

from __future__ import annotations

import resource
import sys
from pathlib import Path

from regold.history import Journal
from tests.history.samples import NINE, a_run, an_outcome


def main(folder: str, token: str, count: str, max_bytes: str = "") -> None:
    if max_bytes:
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(max_bytes), int(max_bytes)))
    plan = tuple(f"returns#c{number}" for number in range(int(count)))
    journal = Journal.create(Path(folder), a_run(plan=plan, token=token))
    for number, key in enumerate(plan):
        journal.record(an_outcome(key))
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()
    journal.finish(NINE)
    sys.stdout.write(f"trouble: {journal.trouble}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
