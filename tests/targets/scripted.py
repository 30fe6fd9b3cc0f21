"""Targets that do as a test says, and a prefetch over one that is always closed in the end."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any

from regold.model import Answer, Case, EndpointError, Fault, FaultKind, Place, Question, Turn
from regold.targets import Breaker, Prefetch

Ask = Callable[[Question], Awaitable[Answer]]


def a_case(number: int, *queries: str) -> Case:
    turns = tuple(Turn(query=query) for query in queries or (f"question {number}",))
    return Case(id=f"c{number}", suite="many", turns=turns, place=Place(path="many.gold.yaml", line=number + 1))


def cases(count: int) -> list[Case]:
    return [a_case(number) for number in range(count)]


def broken(message: str = "down", kind: FaultKind = FaultKind.REFUSED) -> EndpointError:
    return EndpointError(Fault(kind=kind, message=message))


async def echo(question: Question) -> Answer:
    """What most tests need of an endpoint: an answer that can be told from the others."""
    await asyncio.sleep(0)
    return Answer(text=f"answer to {question.query}", latency=0.25)


async def hang(question: Question) -> Answer:
    await asyncio.Event().wait()
    raise AssertionError("nobody sets that event")


class Scripted:
    """A target over one function, which remembers what was asked and how many calls were under way at once."""

    def __init__(self, ask: Ask = echo) -> None:
        self.script = ask
        self.questions: list[Question] = []
        self.at_once = self.most_at_once = 0
        self.cancelled: list[str] = []
        self.closed = 0

    @property
    def asked(self) -> list[str]:
        return [question.query for question in self.questions]

    async def ask(self, question: Question) -> Answer:
        self.questions.append(question)
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            return await self.script(question)
        except asyncio.CancelledError:
            self.cancelled.append(question.query)
            raise
        finally:
            self.at_once -= 1

    async def close(self) -> None:
        self.closed += 1


@contextmanager
def asking(target: Scripted, **more: Any) -> Iterator[Prefetch]:
    values: dict[str, Any] = {
        "concurrency": 4,
        "window": 100,
        "deadline": 20.0,
        "breaker": Breaker(),
        "new_session": iter(f"session-{number}" for number in range(10_000)).__next__,
        **more,
    }
    prefetch = Prefetch(lambda: target, **values)
    try:
        yield prefetch
    finally:
        prefetch.close()
