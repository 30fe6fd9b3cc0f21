"""The record of an incident: what its file may hold, as frozen values. What may follow upon what is told elsewhere.

These dataclasses are the one source of what is accepted and of the JSON Schema: pydantic checks a file by them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated, ClassVar, Literal

from pydantic import Field, Strict

from regold.incidents.values import Instant, Name, SeverityOrUnknown
from regold.strict_yaml.fields import Address, Line, Slug, Text

ID = r"^INC-[0-9]{4}-[0-9]{4,6}$"


class Status(StrEnum):
    """How far an incident has been followed; each step needs the one before it."""

    TRIAGE = "triage"
    ACTIVE = "active"
    CONTAINED = "contained"
    FIX_VERIFIED = "fix_verified"
    CLOSED = "closed"


class Resolution(StrEnum):
    """Why an incident was closed."""

    FIXED = "fixed"
    DUPLICATE = "duplicate"
    MERGED = "merged"
    DECLINED = "declined"
    NOT_REPRODUCIBLE = "not_reproducible"
    ACCEPTED_RISK = "accepted_risk"


class DetectionMethod(StrEnum):
    """Who noticed the mistake; the earlier in this list, the better."""

    PROACTIVE_RUN = "proactive_run"
    LOG_SIGNAL = "log_signal"
    INTERNAL_REPORT = "internal_report"
    CUSTOMER_REPORT = "customer_report"
    MEDIA_REPORT = "media_report"


class ErrorType(StrEnum):
    """What kind of mistake the answer was."""

    INCORRECT = "incorrect"
    OUTDATED = "outdated"
    FABRICATED = "fabricated"
    CONTRADICTORY = "contradictory"
    INCOMPLETE = "incomplete"
    UNSAFE = "unsafe"
    PRIVACY = "privacy"
    WRONG_REFUSAL = "wrong_refusal"
    WRONG_ESCALATION = "wrong_escalation"
    WRONG_ACTION = "wrong_action"


class Action(StrEnum):
    """What limits the endpoint on a topic, from nothing to everything."""

    NOTE = "note"
    RAISE_THRESHOLD = "raise_threshold"
    REQUIRE_APPROVAL = "require_approval"
    ESCALATE = "escalate"


class TrackerState(StrEnum):
    """What the system that an incident came from says of it; the later in this list, the further."""

    OPEN = "open"
    ACKNOWLEDGED = "acknowledged"
    CLOSED = "closed"


class EventType(StrEnum):
    """What a line of the timeline is about."""

    REPORTED = "reported"
    ACKNOWLEDGED = "acknowledged"
    CONTAINED = "contained"
    COMMUNICATED = "communicated"
    FIX_DEPLOYED = "fix_deployed"
    VERIFIED = "verified"
    CONTAINMENT_LIFTED = "containment_lifted"
    CLOSED = "closed"
    REOPENED = "reopened"
    CHANGED = "changed"
    NOTE = "note"


class MissedWhy(StrEnum):
    """Why the suites let a mistake through."""

    NO_CASE = "no_case"
    TOO_LOOSE = "too_loose"
    SKIPPED = "skipped"
    QUARANTINED = "quarantined"
    GOLDEN_WRONG = "golden_wrong"
    OTHER_WORDING = "other_wording"


class _Part:
    """A mapping of the file; it takes no other keys than its own."""

    __slots__ = ()
    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Source(_Part):
    """Where the incident came from; `system` and `external_id` together name it once and for all.

    `digest` is the SHA-256 of the newest delivery, `updated_at` its own time, `state` what it said. `imported` holds
    for each key that the system gave a digest of the value as written: one that has been changed since is a
    person's, and stays.
    """

    system: Slug
    external_id: Name
    key: Line | None = None
    url: Address | None = None
    digest: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] | None = None
    updated_at: Instant | None = None
    state: TrackerState | None = None
    imported: Mapping[Line, Line] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Timestamps(_Part):
    """When what happened, in UTC; `reopened_at` holds every time."""

    started_at: Instant | None = None
    detected_at: Instant | None = None
    acknowledged_at: Instant | None = None
    contained_at: Instant | None = None
    communicated_at: Instant | None = None
    fix_deployed_at: Instant | None = None
    verified_at: Instant | None = None
    containment_lifted_at: Instant | None = None
    closed_at: Instant | None = None
    reopened_at: tuple[Instant, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Detection(_Part):
    """How the mistake was noticed."""

    method: DetectionMethod | None = None
    signals: tuple[Text, ...] = ()
    conversation_ids: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistaken(_Part):
    """What was asked and answered, and which statements of the answer were wrong."""

    query: Text | None = None
    answer: Text | None = None
    wrong_claims: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Article(_Part):
    """The document that says how it is, and the words in it."""

    document: Line | None = None
    quote: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Correct(_Part):
    """What the answer should have been, and where that stands."""

    answer: Text | None = None
    source: Article = Article()


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe(_Part):
    """A live check that a containment holds, or that it is gone; `run` is the id of the run that asked."""

    run: Line
    at: Instant
    passed: Annotated[bool, Strict()]
    kind: Literal["applied", "lifted"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Containment(_Part):
    """One limit on the endpoint: requested, applied, verified by a probe, lifted."""

    action: Action
    applied_at: Instant | None = None
    expires_at: Instant | None = None
    lifted_at: Instant | None = None
    probes: tuple[Probe, ...] = ()

    @property
    def is_on(self) -> bool:
        """Whether it limits the endpoint now."""
        return self.applied_at is not None and self.lifted_at is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Window(_Part):
    """From when to when the endpoint could give the wrong answer."""

    start: Annotated[Instant | None, Field(alias="from")] = None
    end: Annotated[Instant | None, Field(alias="to")] = None


Count = Annotated[int, Strict(), Field(ge=0)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Impact(_Part):
    """How many customers got the wrong claim (`confirmed`), and how many asked something like it (`possible`)."""

    window: Window = Window()
    confirmed: Count | None = None
    possible: Count | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Message(_Part):
    """A text to people: when it was drafted, when a person sent it, and what was sent."""

    drafted_at: Instant | None = None
    sent_at: Instant | None = None
    text: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Communication(_Part):
    """What was told to colleagues, to the customers concerned and to everybody."""

    internal_briefing: Message = Message()
    customer_outreach: Message = Message()
    public_statement: Message = Message()


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged(_Part):
    """The answer to one question about the cause, with what it rests on."""

    verdict: Line | None = None
    evidence: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RootCause(_Part):
    """Was the knowledge base right, the right content found, rightly understood, and did the guardrails hold."""

    knowledge_base: Judged = Judged()
    retrieval: Judged = Judged()
    generation: Judged = Judged()
    guardrails: Judged = Judged()


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification(_Part):
    """What asking the mended endpoint again gave.

    `replayed` answers to the failing query and `variations` answers to other wordings of it were looked at;
    `repeats` of them in a row were right.
    """

    run: Line | None = None
    at: Instant | None = None
    replayed: Count = 0
    variations: Count = 0
    passed: Annotated[bool, Strict()] = False
    repeats: Count = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Fix(_Part):
    """What was mended, where, and the proof."""

    description: Text | None = None
    links: tuple[Address, ...] = ()
    verification: Verification = Verification()


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionItem(_Part):
    """Something to be done so that it does not happen again; `due` is a day, YYYY-MM-DD."""

    title: Line
    owner: Line | None = None
    due: Annotated[str, Field(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")] | None = None
    type: Literal["detective", "preventative", "corrective"] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed(_Part):
    """Why the suites let the mistake through, and past which case, suite#id, where there was one."""

    why: MissedWhy
    case: Line | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Prevention(_Part):
    """The proven cases, suite#id, that keep the mistake from coming back unseen; `regressed` are those it came past.

    `missed` tells why the suites did not notice the mistake when it was made.
    """

    case_ids: tuple[Line, ...] = ()
    regressed: tuple[Line, ...] = ()
    missed: Missed | None = None
    action_items: tuple[ActionItem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Redaction(_Part):
    """Who took customers' data out of the texts, and how much of which kind; never what was taken out."""

    by: Literal["regold", "before_import", "hand"]
    counts: Mapping[Line, Count] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(_Part):
    """One line of the timeline."""

    at: Instant
    type: EventType
    text: Text


Id = Annotated[str, Field(pattern=ID)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident(_Part):
    """A mistake the endpoint made, from report to closing.

    `severity` is None where it is unknown. `duplicate_of` is the incident that this one is a copy of or was merged
    into. `review` holds the reasons why a person must look before a case is made of it.
    """

    schema_version: Literal["1"] = "1"
    id: Id
    title: Line
    source: Source | None = None
    severity: SeverityOrUnknown = None
    status: Status = Status.TRIAGE
    resolution: Resolution | None = None
    duplicate_of: Id | None = None
    topic: Line | None = None
    timestamps: Timestamps = Timestamps()
    detection: Detection = Detection()
    error_type: ErrorType | None = None
    description: Text | None = None
    what_was_wrong: Mistaken = Mistaken()
    correct: Correct = Correct()
    containment: tuple[Containment, ...] = ()
    impact: Impact = Impact()
    communication: Communication = Communication()
    root_cause: RootCause = RootCause()
    fix: Fix = Fix()
    prevention: Prevention = Prevention()
    redaction: Redaction | None = None
    review: tuple[Text, ...] = ()
    timeline: tuple[Event, ...] = ()

    @property
    def contained_by(self) -> tuple[Containment, ...]:
        """The containments that limit the endpoint now."""
        return tuple(one for one in self.containment if one.is_on)
