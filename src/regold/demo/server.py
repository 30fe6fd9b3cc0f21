"""The demo endpoint over HTTP: the generic JSON API and the OpenAI-compatible one, switches in between."""

from __future__ import annotations

import asyncio
import hmac
import json
from collections import OrderedDict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from aiohttp import web

from regold.demo.bot import Bot, Reply
from regold.demo.draws import Draws
from regold.demo.faults import error_body, faulty_response, struck, truncated_response
from regold.demo.flag import Flag
from regold.demo.noise import blurred
from regold.demo.openai import chunks, completion, conversation, models
from regold.demo.switches import FaultName

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from regold.demo.retrieval import Library
    from regold.demo.switches import Switches

    Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

MOST_SESSIONS = 10_000
MOST_MESSAGES = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """A reply on its way out and the fault that meets it, if any."""

    reply: Reply
    fault: FaultName | None


class Sessions:
    """The customer's earlier messages of each session; the sessions longest unused are forgotten."""

    def __init__(self) -> None:
        self._messages: OrderedDict[str, tuple[str, ...]] = OrderedDict()

    def earlier(self, session: str) -> tuple[str, ...]:
        """Give what was said before in this session, oldest first."""
        return self._messages.get(session, ())

    def add(self, session: str, message: str) -> None:
        """Remember one more message."""
        self._messages[session] = (*self.earlier(session), message)[-MOST_MESSAGES:]
        self._messages.move_to_end(session)
        if len(self._messages) > MOST_SESSIONS:
            self._messages.popitem(last=False)


class Endpoint:
    """One running demo endpoint: its bot, its sessions, its chances."""

    def __init__(self, library: Library, switches: Switches) -> None:
        self._library = library
        self._bot = Bot(library)
        self._switches = switches
        self._draws = Draws(switches.seed)
        self._sessions = Sessions()
        self._flag = Flag(switches.flags)

    def app(self) -> web.Application:
        """Give the web application; one for each server."""
        app = web.Application(middlewares=[self._guard])
        app.router.add_get("/health", self.health)
        app.router.add_get("/chat", self.chat)
        app.router.add_post("/chat", self.chat)
        app.router.add_get("/v1/models", self.models)
        app.router.add_post("/v1/chat/completions", self.completions)
        return app

    async def health(self, _request: web.Request) -> web.Response:
        """Say that the endpoint is up, how much it knows and how often it was asked."""
        return web.json_response({"status": "ok", "passages": self._library.index().size, "asked": self._draws.total})

    async def models(self, _request: web.Request) -> web.Response:
        """Name the only model there is."""
        return web.json_response(models())

    async def chat(self, request: web.Request) -> web.StreamResponse:
        """Answer on the generic API: a message and a session, by POST as JSON or by GET as parameters."""
        body = request.query if request.method == "GET" else await _json(request)
        message, session = _text(body, "message"), body.get("session")
        earlier = self._sessions.earlier(str(session)) if session else ()
        served = await self._serve(message, earlier, str(session or ""))
        if session:
            self._sessions.add(str(session), message)
        return await _send(request, served, _chat_body(served.reply))

    async def completions(self, request: web.Request) -> web.StreamResponse:
        """Answer on the OpenAI-compatible API, whole or as a stream of server-sent events."""
        body = await _json(request)
        try:
            messages = conversation(body)
        except ValueError as error:
            raise _refusal(web.HTTPBadRequest, str(error)) from None
        served = await self._serve(messages[-1], messages[:-1])
        if body.get("stream") is True and served.fault in (None, FaultName.EMPTY, FaultName.TRUNCATED):
            return await _stream(request, served)
        return await _send(request, served, completion(served.reply))

    async def _serve(self, message: str, earlier: tuple[str, ...], session: str = "") -> Served:
        chance = self._draws.next(message)
        fault = struck(self._switches.faults, chance)
        reply = self._bot.reply(message, earlier)
        reply = replace(reply, text=blurred(reply.text, self._switches.noise, chance))
        reply = self._flag.limited(reply, session)
        await asyncio.sleep(self._switches.latency + self._switches.jitter * chance.random())
        return Served(reply=replace(reply, text="") if fault is FaultName.EMPTY else reply, fault=fault)

    @web.middleware
    async def _guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        token = self._switches.token
        given = request.headers.get("Authorization", "")
        if (
            token is None
            or request.path == "/health"
            or hmac.compare_digest(given.encode(), f"Bearer {token}".encode())
        ):
            return await handler(request)
        return web.json_response(error_body("missing or wrong bearer token"), status=401)


async def _json(request: web.Request) -> Mapping[str, object]:
    try:
        body = await request.json()
    except ValueError:
        raise _refusal(web.HTTPBadRequest, "the body is not JSON") from None
    if not isinstance(body, dict):
        raise _refusal(web.HTTPBadRequest, "the body is not a JSON object")
    return body


def _text(body: Mapping[str, object], name: str) -> str:
    value = body.get(name)
    if not isinstance(value, str) or not value.strip():
        raise _refusal(web.HTTPBadRequest, f"{name!r} is missing or not a text")
    return value


def _refusal(status: type[web.HTTPBadRequest], message: str) -> web.HTTPBadRequest:
    return status(text=json.dumps(error_body(message)), content_type="application/json")


def _chat_body(reply: Reply) -> Mapping[str, object]:
    return {
        "reply": {
            "text": reply.text,
            "confidence": reply.confidence,
            "sources": [{"id": source.id, "title": source.title} for source in reply.sources],
            "handoff": reply.handoff,
        }
    }


async def _send(request: web.Request, served: Served, body: Mapping[str, object]) -> web.StreamResponse:
    if served.fault is FaultName.TRUNCATED:
        return await truncated_response(request, json.dumps(body).encode())
    if served.fault is not None and served.fault is not FaultName.EMPTY:
        return await faulty_response(served.fault, request)
    return web.json_response(body)


async def _stream(request: web.Request, served: Served) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-cache"})
    await response.prepare(request)
    events = chunks(served.reply)
    if served.fault is FaultName.TRUNCATED:
        events = events[: len(events) // 2]
    for event in events:
        await response.write(f"data: {event}\n\n".encode())
    if served.fault is FaultName.TRUNCATED and request.transport is not None:
        request.transport.close()
    return response
