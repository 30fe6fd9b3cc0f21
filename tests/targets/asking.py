"""Short ways to ask an endpoint in a test."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Any

from regold.model import Answer, EndpointError, Fault, Question
from regold.targets import HttpSettings, OpenAISettings, Secret, WireSettings, World
from regold.targets.http import HttpTarget
from regold.targets.openai import OpenAITarget
from tests.targets.misbehaving import Behaviour, Endpoint, endpoint


@dataclass
class Waits:
    """A sleep that takes no time, and remembers how long it should have been."""

    asked: list[float] = field(default_factory=list)
    chance: float = 0.5

    async def __call__(self, seconds: float) -> None:
        self.asked.append(seconds)
        await asyncio.sleep(0)

    @property
    def world(self) -> World:
        return World(sleep=self, chance=lambda: self.chance)


def question(query: str = "How long?", **more: Any) -> Question:
    values: dict[str, Any] = {"case": "returns#window", "turn": 0, "session": "s-1", **more}
    return Question(query=query, **values)


def http_settings(url: str, wire: WireSettings | None = None, **more: Any) -> HttpSettings:
    values: dict[str, Any] = {"answer": "reply.text", "wire": wire or WireSettings(timeout=2), **more}
    return HttpSettings(url=url, **values)


def openai_settings(url: str, wire: WireSettings | None = None, **more: Any) -> OpenAISettings:
    base = url.removesuffix("/chat") + "/v1"
    return OpenAISettings(url=base, model="m", wire=wire or WireSettings(timeout=2), **more)


@dataclass(frozen=True)
class Told:
    """What came of asking once: the answer or the fault, and what the endpoint saw."""

    answer: Answer | None
    error: EndpointError | None
    endpoint: Endpoint
    waits: list[float]

    @property
    def fault(self) -> Fault:
        assert self.error is not None, f"an answer came: {self.answer}"
        return self.error.fault

    @property
    def text(self) -> str:
        assert self.answer is not None, f"no answer came: {self.error}"
        return self.answer.text


def ask_http(*behaviours: Behaviour, wire: WireSettings | None = None, chance: float = 0.5, **more: Any) -> Told:
    """Ask one question of an endpoint that behaves so; waits between tries take no time."""

    async def test() -> Told:
        waits = Waits(chance=chance)
        async with endpoint(*behaviours) as server:
            target = HttpTarget(http_settings(server.url, wire, **more), world=waits.world)
            return await _told(target, server, waits)

    return asyncio.run(test())


def ask_openai(*behaviours: Behaviour, asked: Question | None = None, **more: Any) -> Told:
    """Ask one question of an endpoint of chat completions that behaves so."""

    async def test() -> Told:
        waits = Waits()
        async with endpoint(*behaviours) as server:
            target = OpenAITarget(openai_settings(server.url, **more), world=waits.world)
            return await _told(target, server, waits, asked)

    return asyncio.run(test())


async def _told(
    target: HttpTarget | OpenAITarget, server: Endpoint, waits: Waits, asked: Question | None = None
) -> Told:
    answer = error = None
    try:
        async with asyncio.timeout(15):
            answer = await target.ask(asked or question())
    except EndpointError as raised:
        error = raised
    finally:
        await target.close()
    return Told(answer, error, server, waits.asked)


KEY = Secret("Bearer sk-not-for-any-eyes-4711")
