"""The alerts of one check from beginning to end: what is remembered, what is new, who was told; it runs nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from regold.alerts.delivery import Attempt, Channel, deliver, owing
from regold.alerts.memory import Memory
from regold.alerts.message import Message
from regold.alerts.state import State
from regold.alerts.telling import Rules, Seen, told


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a check had to tell, what became of it, and what is remembered now."""

    message: Message | None
    attempts: tuple[Attempt, ...]
    state: State

    @property
    def undelivered(self) -> tuple[Attempt, ...]:
        """What was tried and not taken."""
        return tuple(attempt for attempt in self.attempts if attempt.reason)


def alert(
    seen: Seen,
    rules: Rules,
    memory: Memory,
    channels: Sequence[Channel],
    *,
    now: datetime,
    sleep: Callable[[float], object],
) -> Report:
    """Tell what is new after a run, and what earlier ones could not deliver.

    What is to be told is on the disk before anything is sent, and stays there until every channel has taken it. One
    check of a history folder tells at a time. Raises HistoryError when that cannot be kept up.
    """
    with memory.alone():
        state, message = told(memory.read(), seen, rules, now)
        state = owing(state, message, channels)
        memory.write(state)
        state, attempts = deliver(state, channels, keep=memory.write, sleep=sleep)
    return Report(message=message, attempts=attempts, state=state)


def preview(seen: Seen, rules: Rules, memory: Memory, *, now: datetime) -> Report:
    """Give what would be told after a run; nothing is sent, and nothing is remembered of it."""
    before = memory.read()
    _, message = told(before, seen, rules, now)
    return Report(message=message, attempts=(), state=before)
