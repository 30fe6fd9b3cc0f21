"""libyaml's events as this room sees them. What they mean is decided by those who walk them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol, cast

import yaml

if TYPE_CHECKING:
    Kind = type[object]


class Mark(Protocol):
    """A place in a text; all three count from 0, in characters."""

    index: int
    line: int
    column: int


class Event(Protocol):
    """One event with the parts that a kind of event has; asking for another kind's part is a bug."""

    start_mark: Mark
    end_mark: Mark
    anchor: str | None
    tag: str | None
    value: str
    style: str | None
    flow_style: bool
    version: object
    tags: object


Step = Callable[[], Event]

DOCUMENT_START: Kind = yaml.DocumentStartEvent
MAPPING_START: Kind = yaml.MappingStartEvent
MAPPING_END: Kind = yaml.MappingEndEvent
SEQUENCE_START: Kind = yaml.SequenceStartEvent
SEQUENCE_END: Kind = yaml.SequenceEndEvent
SCALAR: Kind = yaml.ScalarEvent
ALIAS: Kind = yaml.AliasEvent
STREAM_END: Kind = yaml.StreamEndEvent


def steps(text: str) -> Step:
    """Give a function that gives the next event each time, and raises yaml.YAMLError where the text is not YAML."""
    return cast("Step", yaml.CSafeLoader(text).get_event)
