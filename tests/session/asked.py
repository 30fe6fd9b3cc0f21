"""A run as pytest makes one, asked and recorded without pytest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regold import suites
from regold.session import Recorder, Session

if TYPE_CHECKING:
    from datetime import datetime

    from regold.config import Config
    from regold.model import Run


def asked_run(config: Config, now: datetime) -> Run:
    """Ask all cases of the suites that have a golden, decide over each, and keep the run."""
    paths = [config.root / path for path in config.suites]
    cases = [case for case in suites.load_all(paths, config.root) if not case.to_review]
    files = [config.root / path for path in sorted({case.place.path for case in cases})]
    recorder = Recorder(config, cases, files=files, token=f"{now.minute:08x}", clock=lambda: now)
    session = Session(config, now=now)
    try:
        session.start(cases)
        outcomes = [session.outcome(case, session.answer(case)) for case in cases]
        settled = session.settle([outcome for outcome in outcomes if outcome.undecided])
    finally:
        session.close()
    for outcome in (*(outcome for outcome in outcomes if not outcome.undecided), *settled):
        recorder.record(outcome)
    return recorder.finish().run
