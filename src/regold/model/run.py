"""All outcomes of one session, and how two such runs differ."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from regold.model.outcome import Outcome, OutcomeKind


class ChangeKind(StrEnum):
    """How a case differs between a baseline and a run; what needs a look first comes first."""

    BROKE = "broke"
    NEW = "new"
    STILL_WRONG = "still_wrong"
    GOLDEN_STALE = "golden_stale"
    TROUBLE = "trouble"
    UNSTEADY = "unsteady"
    REWORDED = "reworded"
    MENDED = "mended"
    ANSWERED = "answered"
    GONE = "gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shard:
    """The part of a run that one machine asks: `number` of `of`, counted from 1.

    `whole` names the plan of all parts together, "" where it is not known yet: only parts of one plan make one run.
    """

    number: int
    of: int
    whole: str = ""

    def __str__(self) -> str:
        return f"{self.number}/{self.of}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """All outcomes of one session, in the order they were reached. Times are in UTC.

    `plan` holds the keys of the cases that were chosen; `fingerprint` what a difference can be put down to
    (suites, settings, judge, models, builds of the endpoint), by name. `shard` is set for a part of a run, whose
    plan is that part's own. `continues` is the id of the run whose answers this one took over instead of asking again.
    """

    id: str
    started_at: datetime
    plan: tuple[str, ...]
    outcomes: tuple[Outcome, ...] = ()
    finished_at: datetime | None = None
    fingerprint: Mapping[str, str] = field(default_factory=dict)
    shard: Shard | None = None
    continues: str | None = None

    @property
    def complete(self) -> bool:
        """Whether every planned case was asked and the run was closed in order: only such a run is a baseline."""
        asked = {outcome.case.key for outcome in self.outcomes if outcome.kind is not OutcomeKind.NOT_RUN}
        return self.finished_at is not None and asked >= set(self.plan)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A case whose kind of outcome or wording differs between the baseline and a run; None where it is absent."""

    kind: ChangeKind
    key: str
    before: Outcome | None
    after: Outcome | None
