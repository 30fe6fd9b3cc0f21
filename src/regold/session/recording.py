"""Keeps what a run found: its journal, the comparison with the baseline, the gate. One for each run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from regold import history
from regold.config import Config
from regold.model import Case, Change, Outcome, Run
from regold.session.fingerprint import found_out, known_before
from regold.session.gate import Gate, gate


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """A run that has ended, the run it was compared with, what differs, and what it means for the caller."""

    run: Run
    baseline: Run | None
    changes: tuple[Change, ...]
    gate: Gate


class Recorder:
    """Writes each outcome down as it comes and compares the whole with the last complete run at the end."""

    def __init__(
        self,
        config: Config,
        cases: Sequence[Case],
        *,
        files: Sequence[Path],
        token: str,
        clock: Callable[[], datetime],
    ) -> None:
        """Open the journal of a run over `cases`, which stand in `files`; `token` makes the run's id unique."""
        self._config = config
        self._clock = clock
        self._outcomes: dict[str, Outcome] = {}
        started = clock()
        self.run = Run(
            id=history.new_run_id(started, token),
            started_at=started,
            plan=tuple(case.key for case in cases),
            fingerprint=known_before(config, files),
        )
        self._journal = history.Journal.create(config.history, self.run)

    def record(self, outcome: Outcome) -> None:
        """Write down an outcome; the first of a case counts, as when several workers were sent the same one."""
        if outcome.case.key not in self._outcomes:
            self._outcomes[outcome.case.key] = outcome
            self._journal.record(outcome)

    def outcome(self, case: Case) -> Outcome | None:
        """Give what became of a case so far."""
        return self._outcomes.get(case.key)

    def finish(self, models: Iterable[str] = ()) -> Finished:
        """Close the journal, compare with the baseline and decide; `models` are the ids of those that were loaded."""
        finished_at = self._clock()
        outcomes = tuple(self._outcomes.values())
        found = found_out(outcomes, models)
        self._journal.finish(finished_at, found=found)
        fingerprint = {**self.run.fingerprint, **found}
        run = replace(self.run, outcomes=outcomes, finished_at=finished_at, fingerprint=fingerprint)
        baseline = history.baseline(self._config.history, run)
        return Finished(
            run=run,
            baseline=baseline,
            changes=history.compare(baseline, run),
            gate=gate(run, journal_trouble=self._journal.trouble, allow_replay=self._config.allow_replay),
        )
