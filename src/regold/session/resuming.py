"""An unfinished run to go on with: what it holds is taken over, and only what it lacks is asked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from regold import history
from regold.errors import ConfigError
from regold.model import OutcomeKind
from regold.session.fingerprint import known_before

if TYPE_CHECKING:
    from regold.config import Config
    from regold.model import Case, Outcome, Run, Shard

STANDING = ("settings", "judge", "embedding", "knowledge")
"""What must be the same for both halves of a run; a case that was edited since is asked anew by itself."""

_LACKING = {OutcomeKind.ERROR, OutcomeKind.NOT_RUN}


class Unfinished:
    """A run that lacks the answers of some cases of its plan."""

    def __init__(self, run: Run) -> None:
        """Hold what a run knows."""
        self._run = run
        self._known = {one.case.key: one for one in run.outcomes if one.kind not in _LACKING}

    @property
    def id(self) -> str:
        """The id of the run."""
        return self._run.id

    @property
    def shard(self) -> Shard | None:
        """The part of a run that it is."""
        return self._run.shard

    @property
    def lacks(self) -> int:
        """How many cases of its plan have no answer, or a wrong one that is not decided over."""
        return sum(key not in self._known or self._known[key].undecided for key in set(self._run.plan))

    def planned(self, case: Case) -> bool:
        """Tell whether a case belongs to the run."""
        return case.key in self._run.plan

    def outcome(self, case: Case) -> Outcome | None:
        """Give what is known of a case; None when it is to be asked, as when it was edited since."""
        known = self._known.get(case.key)
        if known is None or (known.case.turns, known.case.severity) != (case.turns, case.severity):
            return None
        return replace(known, case=case)


def unfinished(config: Config, name: str) -> Unfinished:
    """Give the run that is named (an id, its beginning, or `latest`), to go on with.

    Raises HistoryError when there is no such run, ConfigError when it lacks nothing or was made with other settings.
    """
    run = history.read(history.find(config.history, name))
    found = Unfinished(run)
    if not found.lacks:
        raise ConfigError(f"run {run.id} lacks nothing, there is nothing to resume; `regold run` asks anew")
    today = known_before(config, ())
    other = [one for one in STANDING if run.fingerprint.get(one) != today.get(one)]
    if other:
        raise ConfigError(
            f"run {run.id} was made with other {' and '.join(other)}; half of a run cannot be resumed with these, "
            "`regold run` asks anew"
        )
    return found
