"""Channels that a test can break, and a memory in a real folder."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from regold.alerts import Memory, Message, Refusal
from regold.history.whole import write_whole


class LightsOutError(BaseException):
    """The end of the process, at the worst moment."""


@dataclass
class Listener:
    """Takes messages, or refuses them, or hears one and takes the process down before it can say so."""

    name: str = "webhook"
    refusal: Refusal | None = None
    refuse_first: int = 0
    deadly: bool = False
    heard: list[Message] = field(default_factory=list)
    calls: int = 0

    def send(self, message: Message) -> Refusal | None:
        self.calls += 1
        if self.refusal and (not self.refuse_first or self.calls <= self.refuse_first):
            return self.refusal
        self.heard.append(message)
        if self.deadly:
            raise LightsOutError
        return None

    @property
    def ids(self) -> list[str]:
        """The messages as they came, without those that came before."""
        return list(dict.fromkeys(message.id for message in self.heard))


def memory_in(folder: Path) -> Memory:
    return Memory(history=folder, write_whole=write_whole)
