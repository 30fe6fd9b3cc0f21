"""What an endpoint is asked and what it says, or why there is no answer; whether that is right is no matter here."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


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
