"""Asks a bot that is a Python function in this process.

A class of your own is not wrapped here: an object with `ask` and `close` is a Target as it stands.
"""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TypeGuard

from regold.errors import ConfigError
from regold.model import Answer, EndpointError, Fault, FaultKind, Question
from regold.targets.faults import snippet
from regold.targets.pace import Pace
from regold.targets.settings import CallableSettings
from regold.targets.threads import Threads
from regold.targets.world import World

_PARTS = {"text", "confidence", "sources", "handoff"}
_EXPECTED = "it must give text, an Answer, or a mapping with `text` and perhaps `confidence`, `sources`, `handoff`"


class CallableTarget:
    """A Target over `bot(query, session)` or `bot(question)`, plain or async.

    A plain function runs in a thread, so that several can be under way. It cannot be killed when its time is up:
    its case is an endpoint error at once, while its thread works on unseen until the function returns or the
    process ends.
    """

    def __init__(self, settings: CallableSettings, bot: Callable[..., object], *, world: World) -> None:
        """Look at what the bot takes; it is not called yet.

        Raises:
            ConfigError: `bot` cannot be called with what we have.
        """
        self._limit = settings.wire.timeout
        self._bot = bot
        self._takes_question = _takes_question(bot, settings.path)
        self._is_async = inspect.iscoroutinefunction(bot) or inspect.iscoroutinefunction(type(bot).__call__)
        self._pace = Pace(settings.wire.concurrency, settings.wire.rate, world)
        self._threads = Threads()
        self._clock = world.clock

    async def ask(self, question: Question) -> Answer:
        """Give the bot's answer, or raise EndpointError: it raised, took too long, or gave what is no answer."""
        __tracebackhide__ = True
        async with self._pace.slot():
            begun = self._clock()
            answer = _answer(await self._said_in_time(question))
            return replace(answer, latency=self._clock() - begun)

    async def close(self) -> None:
        """Let the threads end."""
        self._threads.close()

    async def _said_in_time(self, question: Question) -> object:
        __tracebackhide__ = True
        timer = asyncio.timeout(self._limit)
        try:
            async with timer:
                return await self._said(question)
        except EndpointError:
            raise
        except (Exception, SystemExit) as error:
            if timer.expired():
                message = f"the bot gave no answer within {self._limit:g} s; raise `timeout` in [tool.regold.target]"
                raise EndpointError(Fault(kind=FaultKind.TIMEOUT, message=message)) from error
            message = f"the bot raised {type(error).__name__}: {snippet(str(error))}"
            raise EndpointError(Fault(kind=FaultKind.ENDPOINT, message=message)) from error

    async def _said(self, question: Question) -> object:
        said = self._call(question) if self._is_async else await self._threads.run(lambda: self._call(question))
        return await said if inspect.isawaitable(said) else said

    def _call(self, question: Question) -> object:
        if self._takes_question:
            return self._bot(question)
        return self._bot(question.query, question.session)


def _takes_question(bot: object, path: str) -> bool:
    place = f"[tool.regold] target.path = {path!r}"
    if not callable(bot):
        raise ConfigError(f"{place}: is {type(bot).__name__}, not a function; name a function")
    try:
        signature = inspect.signature(bot)
    except ValueError:  # some functions written in C do not tell
        return False
    if list(signature.parameters) == ["question"]:
        return True
    try:
        signature.bind("query", "session")
    except TypeError:
        raise ConfigError(f"{place}: takes {signature}; a bot takes (query, session) or (question)") from None
    return False


def _answer(said: object) -> Answer:
    if isinstance(said, Answer):
        return said
    if isinstance(said, str):
        return Answer(text=said)
    if isinstance(said, Mapping):
        return _from_mapping(said)
    raise _bad(f"the bot gave {type(said).__name__}")


def _from_mapping(said: Mapping[object, object]) -> Answer:
    text, confidence = said.get("text"), said.get("confidence")
    sources, handoff = said.get("sources"), said.get("handoff")
    if unknown := [repr(key) for key in said if key not in _PARTS]:
        raise _bad(f"the bot gave a mapping with {snippet(', '.join(unknown))}")
    if not isinstance(text, str):
        raise _bad(f"the bot gave a mapping whose text is {type(text).__name__}")
    if not (confidence is None or _is_share(confidence)):
        raise _bad(f"the bot gave confidence {snippet(repr(confidence))}, not a number from 0 to 1")
    if not (sources is None or _are_texts(sources)):
        raise _bad("the bot gave sources that are not a list of texts")
    if not (handoff is None or isinstance(handoff, bool)):
        raise _bad(f"the bot gave handoff {snippet(repr(handoff))}, not True or False")
    return Answer(
        text=text,
        confidence=None if confidence is None else float(confidence),
        sources=None if sources is None else tuple(sources),
        handoff=handoff,
    )


def _is_share(value: object) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1


def _are_texts(value: object) -> TypeGuard[list[str] | tuple[str, ...]]:
    return isinstance(value, list | tuple) and all(isinstance(item, str) for item in value)


def _bad(what: str) -> EndpointError:
    return EndpointError(Fault(kind=FaultKind.BAD_BODY, message=f"{what}; {_EXPECTED}"))
