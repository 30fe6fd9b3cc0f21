"""What was done about a mistake: limits, words to people, causes, the fix, and what keeps it from coming back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Literal

from pydantic import Field, Strict

from regold.incidents.record.kinds import Action, EventType, MissedWhy
from regold.incidents.record.part import Count, Part
from regold.incidents.values import Instant
from regold.strict_yaml.fields import Address, Line, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe(Part):
    """A live check that a containment holds, or that it is gone; `run` is the id of the run that asked."""

    run: Line
    at: Instant
    passed: Annotated[bool, Strict()]
    kind: Literal["applied", "lifted"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Containment(Part):
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
class Message(Part):
    """A text to people: when it was drafted, when a person sent it, and what was sent."""

    drafted_at: Instant | None = None
    sent_at: Instant | None = None
    text: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Communication(Part):
    """What was told to colleagues, to the customers concerned and to everybody."""

    internal_briefing: Message = Message()
    customer_outreach: Message = Message()
    public_statement: Message = Message()


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged(Part):
    """The answer to one question about the cause, with what it rests on."""

    verdict: Line | None = None
    evidence: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RootCause(Part):
    """Was the knowledge base right, the right content found, rightly understood, and did the guardrails hold."""

    knowledge_base: Judged = Judged()
    retrieval: Judged = Judged()
    generation: Judged = Judged()
    guardrails: Judged = Judged()


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification(Part):
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
class Fix(Part):
    """What was mended, where, and the proof."""

    description: Text | None = None
    links: tuple[Address, ...] = ()
    verification: Verification = Verification()


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionItem(Part):
    """Something to be done so that it does not happen again; `due` is a day, YYYY-MM-DD."""

    title: Line
    owner: Line | None = None
    due: Annotated[str, Field(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")] | None = None
    type: Literal["detective", "preventative", "corrective"] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed(Part):
    """Why the suites let the mistake through, and past which case, suite#id, where there was one."""

    why: MissedWhy
    case: Line | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Prevention(Part):
    """The proven cases, suite#id, that keep the mistake from coming back unseen; `regressed` are those it came past.

    `missed` tells why the suites did not notice the mistake when it was made.
    """

    case_ids: tuple[Line, ...] = ()
    regressed: tuple[Line, ...] = ()
    missed: Missed | None = None
    action_items: tuple[ActionItem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Redaction(Part):
    """Who took customers' data out of the texts, and how much of which kind; never what was taken out."""

    by: Literal["regold", "before_import", "hand"]
    counts: Mapping[Line, Count] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Part):
    """One line of the timeline."""

    at: Instant
    type: EventType
    text: Text
