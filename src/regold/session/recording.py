"""Keeps what a run finds in its journal, one for each run; what it comes to is told in `conclusion`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from regold import history
from regold.config import Config
from regold.model import Case, Outcome, Run, Shard
from regold.session.conclusion import Finished, conclude
from regold.session.fingerprint import found_out, known_before
from regold.session.resuming import Unfinished


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
        shard: Shard | None = None,
        resumed: Unfinished | None = None,
    ) -> None:
        """Open the journal of a run over `cases`, which stand in `files`; `token` makes the run's id unique.

        `shard` is set when these cases are a part of a run. What a `resumed` run holds of them is written down first,
        so that this journal alone is the whole run; the other one stays as it is.
        """
        self._config = config
        self._clock = clock
        self._outcomes: dict[str, Outcome] = {}
        started = clock()
        self.run = Run(
            id=history.new_run_id(started, token),
            started_at=started,
            plan=tuple(case.key for case in cases),
            fingerprint=known_before(config, files),
            shard=shard or (resumed.shard if resumed else None),
            continues=resumed.id if resumed else None,
        )
        self._journal = history.Journal.create(config.history, self.run)
        for case in cases if resumed else ():
            if resumed and (known := resumed.outcome(case)):
                self.record(known)

    def record(self, outcome: Outcome) -> None:
        """Write down an outcome: the first decided one of a case counts, as when several workers were sent the same."""
        known = self._outcomes.get(outcome.case.key)
        if known is None or known.undecided:
            self._outcomes[outcome.case.key] = outcome
            self._journal.record(outcome)

    def outcome(self, case: Case) -> Outcome | None:
        """Give what became of a case so far."""
        return self._outcomes.get(case.key)

    def finish(self, models: Iterable[str] = (), whole: str = "") -> Finished:
        """Close the journal, compare with the baseline and decide.

        `models` are the ids of those that were loaded; `whole` names the plan that a part of a run belongs to, where
        it was not known before.
        """
        finished_at = self._clock()
        outcomes = tuple(self._outcomes.values())
        found = found_out(outcomes, models)
        self._journal.finish(finished_at, found=found, whole=whole)
        fingerprint = {**self.run.fingerprint, **found}
        run = replace(self.run, outcomes=outcomes, finished_at=finished_at, fingerprint=fingerprint)
        return conclude(run, self._config, journal_trouble=self._journal.trouble)
