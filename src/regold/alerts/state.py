"""What is remembered from one check to the next: who was told what, and what is not delivered yet; nouns only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from regold.alerts.message import Message, Worry
from regold.model import Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A case whose answers were wrong, until they are right again and everybody knows.

    `since` is the start of the first run that found it so. `wrong_runs` counts the runs with wrong answers,
    `right_runs` those in a row since in which the first answer was right, `runs_since_told` those since the last alert.
    `counted_at` is the end of the last run that counted: one that began before it is no further witness.
    `unstable`: it is usually wrong so often that it is to be repaired. `excused`: its failure is known.
    """

    case: str
    topic: str | None
    severity: Severity
    path: str
    line: int
    sentence: str
    since_run: str
    since: datetime
    counted_at: datetime
    wrong_runs: int = 0
    right_runs: int = 0
    told: bool = False
    runs_since_told: int = 0
    unstable: bool = False
    excused: bool = False
    question: str | None = None
    answer: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """The endpoint, while it gives no answers or did until now and nobody knows better."""

    sentence: str
    since_run: str
    since: datetime
    told: bool = False
    runs_since_told: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Concern:
    """An incident that somebody must look at, while that lasts; `runs_since_told` counts the checks since an alert."""

    incident: str
    worry: Worry
    severity: Severity
    sentence: str
    topic: str | None = None
    link: str | None = None
    runs_since_told: int = 0

    @property
    def key(self) -> str:
        """What tells it from another one."""
        return f"{self.incident}:{self.worry}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """A message and the names of the channels that have not taken it yet."""

    message: Message
    channels: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """All that is remembered. `run` is the last run that was looked at, `cases` holds the standings by key.

    `incidents` holds the concerns that were told, by key.
    """

    run: str | None = None
    cases: Mapping[str, Standing] = field(default_factory=dict)
    incidents: Mapping[str, Concern] = field(default_factory=dict)
    endpoint: Trouble | None = None
    owed: tuple[Owed, ...] = ()
