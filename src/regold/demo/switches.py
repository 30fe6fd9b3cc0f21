"""How a demo endpoint is to behave: the settings and the reading of `200ms` and `429:0.2`; no behaviour of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from regold.errors import ConfigError

DURATION = re.compile(r"(\d+(?:\.\d+)?)\s*(ms|s|)")


class FaultName(StrEnum):
    """The ways in which the demo endpoint can fail on purpose."""

    SERVER_ERROR = "500"
    TOO_MANY = "429"
    HANG = "hang"
    RESET = "reset"
    TRUNCATED = "truncated"
    HTML = "html"
    EMPTY = "empty"
    ERROR_OBJECT = "error-object"


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultShare:
    """A fault and the share of calls, from 0 to 1, that meet it."""

    name: FaultName
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Switches:
    """How a demo endpoint behaves; times in seconds, shares from 0 to 1.

    Every answer takes `latency` and up to `jitter` more. `noise` is the share of reworded answers, of which one in
    four is wrong. With a `token` the endpoint demands it as a bearer token. The file `flags` limits it on topics.
    """

    latency: float = 0.0
    jitter: float = 0.0
    noise: float = 0.0
    seed: int = 0
    faults: tuple[FaultShare, ...] = ()
    token: str | None = None
    flags: Path | None = None


def seconds(text: str) -> float:
    """Read `200ms`, `1.5s` or `2` (seconds); raises ConfigError for anything else."""
    found = DURATION.fullmatch(text.strip())
    if found is None:
        raise ConfigError(f"{text!r} is not a duration; write it like 200ms or 1.5s")
    return float(found[1]) / (1000 if found[2] == "ms" else 1)


def share(text: str) -> float:
    """Read a share from 0 to 1; raises ConfigError for anything else."""
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise ConfigError(f"{text!r} is not a share; write a number from 0 to 1, like 0.1 for one in ten")
    return value


def fault_share(text: str) -> FaultShare:
    """Read `KIND:SHARE`, or `KIND` alone for every call; raises ConfigError for anything else."""
    name, _, part = text.partition(":")
    if name not in list(FaultName):
        raise ConfigError(f"{name!r} is no fault of the demo endpoint; there are {', '.join(FaultName)}")
    return FaultShare(name=FaultName(name), share=share(part or "1"))
