"""What a suite holds: a case with its turns, and what a good answer to each must hold."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """What a wrong answer would cost; the most severe first."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a case stands; line and column count from 1."""

    path: str
    line: int
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Expect:
    """The hard conditions beside the meaning; latency in seconds, confidence from 0 to 1."""

    contains: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    matches: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    min_confidence: float | None = None
    max_latency: float | None = None
    handoff: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One query and what a good answer to it must hold; no golden and no condition means: any answer.

    `record` says that the golden is still to be recorded and reviewed.
    """

    query: str
    golden: tuple[str, ...] = ()
    expect: Expect = Expect()
    record: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A web address that belongs to a case, with the name to show for it."""

    url: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quarantine:
    """Why a case may be wrong for a while: who mends what, and the last day of it as YYYY-MM-DD (UTC)."""

    owner: str
    reason: str
    until: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """The incident that a case was made from: its id, where it was reported, and the statements that were wrong."""

    incident: str
    url: str | None = None
    wrong_claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One question (one turn) or conversation (several) with what a good answer must hold.

    Each variant of a query is a case of its own: `variant_of` holds the id it came from, and `id` is that id
    with `.v1`, `.v2`, … behind it. `provenance` is not kept in history: it is the suite's alone.
    """

    id: str
    suite: str
    turns: tuple[Turn, ...]
    place: Place
    variant_of: str | None = None
    topic: str | None = None
    owner: str | None = None
    severity: Severity = Severity.MEDIUM
    sources: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    quarantine: Quarantine | None = None
    provenance: Provenance | None = field(default=None, compare=False)

    @property
    def key(self) -> str:
        """The name of this case in history, the same whatever file it stands in."""
        return f"{self.suite}#{self.id}"

    @property
    def to_review(self) -> bool:
        """Whether a golden of this case is still to be recorded and reviewed: until then it does not count."""
        return any(turn.record for turn in self.turns)
