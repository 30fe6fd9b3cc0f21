"""Endpoints on loopback that misbehave in every way of the fault table, on raw sockets."""

from __future__ import annotations

import asyncio
import gzip
import json
import socket
import ssl
import struct
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

CERTIFICATE = Path(__file__).with_name("self_signed_for_tests.pem")

Behaviour = Callable[[asyncio.StreamWriter], Awaitable[None]]
GOOD_BODY = b'{"reply": {"text": "Within 30 days."}}'


@dataclass
class Endpoint:
    """What a test can know of its endpoint: where it is, and what it was sent."""

    url: str = ""
    connections: int = 0
    requests: list[Received] = field(default_factory=list)
    at_once: int = 0
    most_at_once: int = 0
    sent: int = 0


@dataclass(frozen=True)
class Received:
    """A request as it came in."""

    line: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@asynccontextmanager
async def endpoint(*behaviours: Behaviour, tls: bool = False) -> AsyncIterator[Endpoint]:
    """Run an endpoint whose nth request meets the nth behaviour, and all further ones the last."""
    state = Endpoint()
    tasks: set[asyncio.Task[None]] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        tasks.add(task)
        state.connections += 1
        try:
            await _serve(reader, writer, behaviours, state)
            writer.close()
            await writer.wait_closed()
        except (ConnectionError, asyncio.CancelledError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.transport.abort()
            tasks.discard(task)

    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=_server_context() if tls else None)
    port = server.sockets[0].getsockname()[1]
    state.url = f"{'https' if tls else 'http'}://127.0.0.1:{port}/chat"
    try:
        yield state
    finally:
        server.close()
        for task in tuple(tasks):
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await asyncio.sleep(0)


async def _serve(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, behaviours: tuple[Behaviour, ...], state: Endpoint
) -> None:
    while not writer.is_closing():
        first = await reader.readexactly(1)
        if not first.isalpha():
            writer.write(head(400, Connection="close"))
            return
        state.requests.append(await _receive(first, reader))
        state.at_once += 1
        state.most_at_once = max(state.most_at_once, state.at_once)
        try:
            await behaviours[min(len(state.requests), len(behaviours)) - 1](writer)
            await writer.drain()
        finally:
            state.at_once -= 1


async def _receive(first: bytes, reader: asyncio.StreamReader) -> Received:
    start = (first + await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    line, *rest = start.strip().split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (text.partition(":") for text in rest)}
    body = await reader.readexactly(int(headers.get("content-length", 0)))
    return Received(line, headers, body)


def _server_context() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    return context


def run(test: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Run an async test on a loop of its own, at most 20 seconds."""

    async def bounded() -> None:
        async with asyncio.timeout(20):
            await test()

    asyncio.run(bounded())


def free_port() -> int:
    """Give a port of loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def head(status: int = 200, **headers: str) -> bytes:
    """Give a status line and headers; underscores in names stand for hyphens."""
    lines = [f"HTTP/1.1 {status} Whatever", *(f"{name.replace('_', '-')}: {value}" for name, value in headers.items())]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


def says(body: bytes | str = GOOD_BODY, status: int = 200, **headers: str) -> Behaviour:
    """Answer in good order."""
    data = body.encode() if isinstance(body, str) else body

    async def behave(writer: asyncio.StreamWriter) -> None:
        kind = {"Content_Type": "application/json", **headers}
        writer.write(head(status, Content_Length=str(len(data)), **kind) + data)

    return behave


def sends(data: bytes, *, then_closes: bool = False) -> Behaviour:
    """Send these very bytes."""

    async def behave(writer: asyncio.StreamWriter) -> None:
        writer.write(data)
        if then_closes:
            await writer.drain()
            writer.close()

    return behave


def waits(seconds: float, behaviour: Behaviour) -> Behaviour:
    """Behave so only after a while."""

    async def behave(writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(seconds)
        await behaviour(writer)

    return behave


async def closes(writer: asyncio.StreamWriter) -> None:
    """Close without an answer."""
    writer.close()


async def hangs(writer: asyncio.StreamWriter) -> None:
    """Never answer."""
    await asyncio.sleep(3600)


def falls_silent(data: bytes) -> Behaviour:
    """Send these bytes and then nothing more."""

    async def behave(writer: asyncio.StreamWriter) -> None:
        writer.write(data)
        await asyncio.sleep(3600)

    return behave


def resets(after: bytes = b"") -> Behaviour:
    """Drop the connection hard, after having sent some bytes."""

    async def behave(writer: asyncio.StreamWriter) -> None:
        writer.write(after)
        await writer.drain()
        await asyncio.sleep(0.02 if after else 0)
        connection = writer.get_extra_info("socket")
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        writer.transport.abort()

    return behave


def drips(data: bytes, before: bytes = b"", every: float = 0.02) -> Behaviour:
    """Send bytes one by one, for ever."""

    async def behave(writer: asyncio.StreamWriter) -> None:
        writer.write(before)
        while True:
            for byte in data:
                writer.write(bytes([byte]))
                await writer.drain()
                await asyncio.sleep(every)

    return behave


def floods(data: bytes, before: bytes = b"") -> Behaviour:
    """Send the same bytes as fast as they are taken, for ever."""
    many = data * (65536 // len(data) + 1)

    async def behave(writer: asyncio.StreamWriter) -> None:
        writer.write(before)
        while True:
            writer.write(many)
            await writer.drain()

    return behave


def gzip_bomb(unpacked: int) -> bytes:
    """Give a gzip of this many spaces around a good body."""
    return gzip.compress(b" " * unpacked + GOOD_BODY)


def closes_kept(body: bytes = GOOD_BODY) -> Behaviour:
    """Answer in good order and then let go of the connection without saying so beforehand."""

    async def behave(writer: asyncio.StreamWriter) -> None:
        await says(body)(writer)
        await writer.drain()
        writer.close()

    return behave
