"""What happened, as far as it is known: who reported it and when, what was said, and whom it reached."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated

from pydantic import Field

from regold.incidents.record.kinds import DetectionMethod, TrackerState
from regold.incidents.record.part import Count, Part
from regold.incidents.values import Instant, Name
from regold.strict_yaml.fields import Address, Line, Slug, Text

MOST_EARLIER = 50
"""Of a longer conversation the turns nearest to the mistake are kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source(Part):
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
class Timestamps(Part):
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
class Detection(Part):
    """How the mistake was noticed."""

    method: DetectionMethod | None = None
    signals: tuple[Text, ...] = ()
    conversation_ids: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange(Part):
    """An earlier turn of the conversation: what the customer said, and what was answered where that is known."""

    query: Text
    answer: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistaken(Part):
    """What was asked and answered, and which statements of the answer were wrong.

    `earlier` is what was said before in the same conversation, in its order; nothing where the question stands alone.
    """

    earlier: Annotated[tuple[Exchange, ...], Field(max_length=MOST_EARLIER)] = ()
    query: Text | None = None
    answer: Text | None = None
    wrong_claims: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Article(Part):
    """The document that says how it is, and the words in it."""

    document: Line | None = None
    quote: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Correct(Part):
    """What the answer should have been, and where that stands."""

    answer: Text | None = None
    source: Article = Article()


@dataclass(frozen=True, slots=True, kw_only=True)
class Window(Part):
    """From when to when the endpoint could give the wrong answer."""

    start: Annotated[Instant | None, Field(alias="from")] = None
    end: Annotated[Instant | None, Field(alias="to")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Impact(Part):
    """How many customers got the wrong claim (`confirmed`), and how many asked something like it (`possible`)."""

    window: Window = Window()
    confirmed: Count | None = None
    possible: Count | None = None
