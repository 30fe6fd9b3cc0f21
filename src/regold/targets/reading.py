"""What one response was read as, setting by setting, for showing before anything is spent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from regold.model import Answer, Fault
from regold.targets.payload import kind_of

_PLAIN_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_MOST_SEEN = 400
_DEEPEST = 8
_MOST_SUGGESTED = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What one setting found: `found` names the kind of what is there, None for nothing or null.

    `problem` says why it cannot be used, None where all is well; `suggestions` are paths that would find
    something of the right kind, the likeliest first.
    """

    setting: str
    path: str
    found: str | None
    problem: str | None = None
    suggestions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One question's response as a target reads it; `fault` is what a run would make of it, else `answer` is set.

    `latency` in seconds; `shape` lists the top-level keys with the kind of their values; `notes` are remarks on an
    answer that is usable but odd.
    """

    status: int
    latency: float
    content_type: str
    answer: Answer | None
    fault: Fault | None
    parts: tuple[Part, ...] = ()
    shape: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def shape_of(value: object) -> tuple[str, ...]:
    """Give a line for each key at the top of a JSON value, or one for the value when it has none."""
    if isinstance(value, dict):
        return tuple(f"{name}: {kind_of(inner)}" for name, inner in list(value.items())[:_MOST_SEEN])
    return (kind_of(value),)


def suggestions(value: object, setting: str) -> tuple[str, ...]:
    """Give up to five JMESPath paths that could be meant by a setting, the likeliest first."""
    rated = [
        (-rating, number, path)
        for number, (path, inner) in enumerate(_walk(value))
        if path and (rating := _rating(setting, path, inner)) > 0
    ]
    return tuple(path for _, _, path in sorted(rated)[:_MOST_SUGGESTED])


def _rating(setting: str, path: str, value: object) -> float:
    """Rate how well a value would do: 0 for not at all; a name alike counts more than anything else."""
    named = 1_000_000.0 if setting in path.lower() else 0.0
    match setting, value:
        case "answer", str() if value:
            return named + len(value)
        case "confidence", float() | int() if not isinstance(value, bool) and 0 <= value <= 1:
            return named + 1
        case "handoff", bool():
            return named + 1
        case "sources", list() if value and all(isinstance(inner, str) for inner in value):
            return named + 1
        case "error", str() | dict() if value and named:
            return named
        case _:
            return 0


def _walk(value: object) -> Iterator[tuple[str, object]]:
    """Give paths and values breadth first, so that what lies near the top comes first; bounded."""
    queue: list[tuple[str, object, int]] = [("", value, 0)]
    seen = 0
    while queue and seen < _MOST_SEEN:
        path, inner, depth = queue.pop(0)
        seen += 1
        yield path, inner
        if depth < _DEEPEST:
            queue.extend((below, lower, depth + 1) for below, lower in _children(path, inner))


def _children(path: str, value: object) -> Iterator[tuple[str, object]]:
    if isinstance(value, dict):
        for name, inner in list(value.items())[:_MOST_SEEN]:
            quoted = name if _PLAIN_NAME.fullmatch(name) else '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'
            yield (f"{path}.{quoted}" if path else quoted), inner
    elif isinstance(value, list) and value:
        yield f"{path}[0]", value[0]
