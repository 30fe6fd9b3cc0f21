"""Hands messages to channels, each until the channel has taken it; what a channel is made of is its own business."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Protocol

from regold.alerts.message import Message
from regold.alerts.state import Owed, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why a channel did not take a message, without its address; `passing`: it may well take it in a moment."""

    reason: str
    passing: bool = False


class Channel(Protocol):
    """A way to tell somebody. Its name is kept in history and stays the same from run to run."""

    @property
    def name(self) -> str:
        """What it is called, without a secret."""
        ...

    def send(self, message: Message) -> Refusal | None:
        """Send a message and wait, for a bounded time, until it is taken: None, or else why it is not."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """What became of one message at one channel; `reason` is None when it was taken."""

    message: str
    channel: str
    reason: str | None = None


WAITS = (1.0, 3.0)
"""Seconds before a channel that refused for a moment is tried again."""


def owing(state: State, message: Message | None, channels: Sequence[Channel]) -> State:
    """Give the state in which a message is owed to every channel, and nothing to channels that are no longer there."""
    names = tuple(channel.name for channel in channels)
    owed = [replace(entry, channels=tuple(n for n in entry.channels if n in names)) for entry in state.owed]
    owed += [Owed(message=message, channels=names)] if message else []
    return replace(state, owed=tuple(entry for entry in owed if entry.channels))


def deliver(
    state: State, channels: Sequence[Channel], *, keep: Callable[[State], None], sleep: Callable[[float], object]
) -> tuple[State, tuple[Attempt, ...]]:
    """Send to each channel what it is owed, the oldest first, and give what is owed then.

    After a message that it did not take, a channel gets no later one: a recovery never comes before its alert. `keep`
    is called with the state after every message that was taken, so that the end of this process sends one of them
    twice at most.
    """
    attempts: list[Attempt] = []
    for channel in channels:
        for entry in state.owed:
            if channel.name not in entry.channels:
                continue
            refusal = tried(partial(channel.send, entry.message), sleep)
            attempts.append(_attempt(entry.message, channel, refusal))
            if refusal:
                break
            state = _taken(state, entry.message.id, channel.name)
            keep(state)
    return state, tuple(attempts)


def tried(call: Callable[[], Refusal | None], sleep: Callable[[float], object]) -> Refusal | None:
    """Make a call, and make it again when it was refused for a moment; give None when it was taken, else why not."""
    refusal = call()
    for wait in WAITS:
        if refusal is None or not refusal.passing:
            break
        sleep(wait)
        refusal = call()
    return refusal


def _attempt(message: Message, channel: Channel, refusal: Refusal | None) -> Attempt:
    return Attempt(message=message.id, channel=channel.name, reason=refusal.reason if refusal else None)


def _taken(state: State, message: str, channel: str) -> State:
    owed = [
        replace(entry, channels=tuple(name for name in entry.channels if name != channel))
        if entry.message.id == message
        else entry
        for entry in state.owed
    ]
    return replace(state, owed=tuple(entry for entry in owed if entry.channels))
