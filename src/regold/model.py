"""The nouns of Regold and the protocols between its wings: frozen values, no behaviour beyond reading them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Severity(StrEnum):
    """What a wrong answer would cost; the most severe first."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Zone(StrEnum):
    """Where a verdict lies: an unsure one is not accepted, and waits for a person or another judge."""

    ACCEPTED = "accepted"
    UNSURE = "unsure"
    REJECTED = "rejected"


class OutcomeKind(StrEnum):
    """What became of a case in a run."""

    PASSED = "passed"
    CHANGED = "changed"
    FLAKY = "flaky"
    SUSPECT = "suspect"
    ERROR = "error"
    NOT_RUN = "not_run"
    KNOWN_FAILURE = "known_failure"


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


class FaultKind(StrEnum):
    """Why a call gave no answer; the words are those of the fault table in the documentation."""

    REFUSED = "refused"
    DNS = "dns"
    TLS = "tls"
    RESET = "reset"
    TIMEOUT = "timeout"
    DEADLINE = "deadline"
    TOO_LARGE = "too_large"
    ENCODING = "encoding"
    BAD_BODY = "bad_body"
    NO_ANSWER = "no_answer"
    ENDPOINT = "endpoint"
    TRUNCATED = "truncated"
    REDIRECT = "redirect"
    STATUS = "status"
    CRASHED = "crashed"
    NOT_RECORDED = "not_recorded"
    BREAKER = "breaker"
    STOPPED = "stopped"


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """An earlier turn of the conversation that a question belongs to."""

    query: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a target is asked: one turn of one case, in a session that is new for each conversation."""

    case: str
    turn: int
    query: str
    session: str
    earlier: tuple[Exchange, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the endpoint said; None where the target does not read that part of the response.

    `latency` is the seconds of the call that succeeded, `tries` how many calls it took. `earlier` holds the
    answers to the earlier turns of a conversation, in order; `body` the raw response, never kept in history.
    `build` is what the endpoint called the build it runs, where the settings name a header for it.
    """

    text: str
    latency: float = 0.0
    confidence: float | None = None
    sources: tuple[str, ...] | None = None
    handoff: bool | None = None
    status: int | None = None
    tries: int = 1
    replayed: bool = False
    body: str = field(default="", repr=False)
    earlier: tuple[Answer, ...] = ()
    build: str | None = None

    @property
    def total_latency(self) -> float:
        """The seconds that the endpoint took for all turns of the conversation."""
        return self.latency + sum(answer.latency for answer in self.earlier)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Why there is no answer: an endpoint error, or the reason a case was not asked."""

    kind: FaultKind
    message: str


class EndpointError(Exception):
    """The endpoint gave no usable answer. Never a wrong answer, never a user's mistake."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(f"{fault.kind}: {fault.message}")
        self.fault = fault


class NotRunError(Exception):
    """The case was not asked: the breaker is open, the run's deadline passed, or the run was stopped."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.message)
        self.fault = fault


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A piece of a text by character offsets, end exclusive."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One reason for or against an answer, in one line, with the words it is about.

    `turn` is the index of the turn; spans point into that turn's entry of `Verdict.goldens` and into that
    turn's answer text.
    """

    check: str
    supports: bool
    message: str
    turn: int = 0
    golden_spans: tuple[Span, ...] = ()
    answer_spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The judge's decision on one answer, the deciding finding first.

    `score` is the probability that the answer is acceptable, from 0 to 1. `unsure` marks an answer that is not
    accepted only because the judge cannot tell: a person or another judge must decide. `goldens` holds for each turn
    the golden the answer was judged against, the nearest of several, or "" for a turn without one. `signals` holds
    the numbers the decision was made from, by name, of the turn that decided.
    """

    accepted: bool
    unsure: bool = False
    score: float
    findings: tuple[Finding, ...] = ()
    goldens: tuple[str, ...] = ()
    signals: Mapping[str, float] = field(default_factory=dict)

    @property
    def zone(self) -> Zone:
        """Where the decision lies."""
        if self.accepted:
            return Zone.ACCEPTED
        return Zone.UNSURE if self.unsure else Zone.REJECTED


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One of several answers that a case gave in a run, and whether it was right."""

    answer: Answer
    accepted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What the answers of a case whose first one was wrong say together.

    `odds`: how many times likelier these answers are if the answer changed than if all is as usual, at least 1; what
    earlier runs left of it is part of it. `usual_wrong` of `usual_asks` first answers of earlier runs were wrong.
    `since` is the id of the run in which the first answer began to be wrong, and stayed so. `unstable`: it is usually
    wrong so often that it cannot be told to have changed.
    """

    odds: float
    usual_wrong: int = 0
    usual_asks: int = 0
    since: str | None = None
    unstable: bool = False


class Culprit(StrEnum):
    """What is wrong when an answer and its golden disagree, by what the articles say.

    Both are stale when they agree, and the article was changed to say something else.
    """

    ANSWER_WRONG = "answer_wrong"
    GOLDEN_STALE = "golden_stale"
    ARTICLE_AMBIGUOUS = "article_ambiguous"
    CANNOT_TELL = "cannot_tell"
    BOTH_STALE = "both_stale"


@dataclass(frozen=True, slots=True, kw_only=True)
class Triangle:
    """Who is wrong and why, with the sentence of each of the three; "" where one says nothing of it.

    `article` is the id of the article that decides. `proposed` is the golden with the article's facts in the place of
    its own, only for a stale one; it is for review.
    """

    culprit: Culprit
    reason: str
    article_says: str = ""
    golden_says: str = ""
    answer_says: str = ""
    article: str = ""
    proposed: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one case in a run; `fault` is set for error and not_run, else answer and verdict are.

    These are the first answer and its verdict. When that was wrong, `asks` holds all answers of the case in this run,
    the first one first, and `evidence` what was made of them; a suspect case without evidence is not decided yet.
    `triangle` is what the articles say of a wrong answer, or of a right one that they no longer bear out; None where no
    articles are named in the settings.
    """

    case: Case
    kind: OutcomeKind
    answer: Answer | None = None
    verdict: Verdict | None = None
    fault: Fault | None = None
    asks: tuple[Ask, ...] = ()
    evidence: Evidence | None = None
    triangle: Triangle | None = None

    @property
    def golden_stale(self) -> bool:
        """Whether the articles bear out a changed answer, so that its golden is to be reviewed."""
        stale = self.triangle is not None and self.triangle.culprit is Culprit.GOLDEN_STALE
        return stale and self.kind is OutcomeKind.CHANGED

    @property
    def undecided(self) -> bool:
        """Whether the first answer was wrong and nothing was made of it yet."""
        return self.kind is OutcomeKind.SUSPECT and self.evidence is None


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


class Target(Protocol):
    """How the live endpoint is called. Lives on the one event loop of `targets`."""

    async def ask(self, question: Question) -> Answer:
        """Give the answer, or raise EndpointError with the fault."""
        ...

    async def close(self) -> None:
        """Let go of connections; called once."""
        ...


class Embedder(Protocol):
    """Turns texts into vectors whose dot product is their cosine similarity."""

    @property
    def id(self) -> str:
        """Name and version of the model, the key of everything cached from it."""
        ...

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Give one unit-length row for each text: shape (len(texts), dimensions)."""
        ...


class Entailment(Protocol):
    """Tells whether one text follows from another."""

    @property
    def id(self) -> str:
        """Name and version of the model, the key of everything kept from it."""
        ...

    def follows(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        """Give for each pair how surely the second text follows from the first, as log-odds: shape (len(pairs),)."""
        ...


Arbiter = Callable[[str, str, str], Finding | None]
"""A second opinion on an answer that the judge is unsure of, from query, golden and answer; None when it has none."""

Check = Callable[[Turn, Answer], Sequence[Finding]]
"""A user's own check: findings on one turn's answer; one that does not support the answer rejects it."""
