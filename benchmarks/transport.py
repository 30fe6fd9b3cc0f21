"""Measures what an HTTP client costs: the CPU of loading it once and of each call, on a trivial endpoint on loopback.

Run `python benchmarks/transport.py`. It tests nothing: it is the reason for the client that `regold.targets` uses.
Clients that are not installed are left out. On two cores, CPython 3.11, httpx 0.28, aiohttp 3.14:

    client                                   load     a call
    floor: raw asyncio streams                  -   0.043 ms
    regold.targets, the whole http target    8 ms   0.206 ms
    aiohttp, one session                   124 ms   0.115 ms
    httpx over an aiohttp transport        165 ms   0.149 ms
    httpx, one AsyncClient for each worker  86 ms   0.82 ms
    httpx, one AsyncClient                  86 ms   2.02 ms

Why the client is our own and not httpx over aiohttp, though that is fast once it is loaded: loading it takes longer
than the calls of a short run. The same http target on it took 0.28 ms a call and kept the fault table but for one row
(aiohttp takes a reset in a body without length for its end). By turns, whole processes, medians of seven and five:

    row of benchmarks.speed    own h11   httpx loaded, own h11   httpx over aiohttp   target
    200-at-200ms, to floor      1.23 x                  1.29 x               1.36 x   1.25 x
    1000-at-20ms, to floor      1.73 x                                       2.18 x   2 x
    start to end of one case    0.35 s                                       0.52 s   -
"""

from __future__ import annotations

import asyncio
import json
import multiprocessing
import statistics
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from importlib.util import find_spec
from multiprocessing.connection import Connection as Pipe

from regold.model import Question
from regold.targets import HttpSettings, Secret, WireSettings, open_target

AT_ONCE = 32
CALLS = 4000
ROUNDS = 3

BODY = json.dumps(
    {"reply": {"text": "Within 30 days.", "confidence": 0.9, "sources": [{"id": "kb/returns.md"}], "handoff": False}}
).encode()
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(BODY)
HEADERS = {"Content-Type": "application/json", "Accept-Encoding": "gzip"}

Call = Callable[[int], Awaitable[object]]
Client = Callable[[int], AbstractAsyncContextManager[Call]]


class Endpoint(asyncio.Protocol):
    """Answers every request alike; knows just enough HTTP to find where one ends."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Start with an empty request."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._pending = b""

    def data_received(self, data: bytes) -> None:
        """Answer every request that is whole."""
        self._pending += data
        while (end := self._pending.find(b"\r\n\r\n")) >= 0:
            _, found, rest = self._pending[:end].lower().partition(b"content-length:")
            whole = end + 4 + (int(rest.split(b"\r\n", 1)[0]) if found else 0)
            if len(self._pending) < whole:
                return
            self._pending = self._pending[whole:]
            self._transport.write(HEAD + BODY)


def serve(pipe: Pipe) -> None:
    async def main() -> None:
        server = await asyncio.get_running_loop().create_server(Endpoint, "127.0.0.1", 0)
        pipe.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(main())


def question_body(number: int) -> bytes:
    return json.dumps({"message": f"question {number}", "session": str(number)}).encode()


@asynccontextmanager
async def floor(port: int) -> AsyncIterator[Call]:
    """Raw asyncio streams that read no more HTTP than they must."""
    idle: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []

    async def call(number: int) -> object:
        reader, writer = idle.pop() if idle else await asyncio.open_connection("127.0.0.1", port)
        body = question_body(number)
        writer.write(b"POST /chat HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
        head = await reader.readuntil(b"\r\n\r\n")
        answer = await reader.readexactly(int(head.rpartition(b":")[2]))
        idle.append((reader, writer))
        return json.loads(answer)

    yield call
    for _, writer in idle:
        writer.close()


@asynccontextmanager
async def regold(port: int) -> AsyncIterator[Call]:
    """All of the http target: template, deadline, caps, retries, five JMESPath paths."""
    target = open_target(
        HttpSettings(
            url=f"http://127.0.0.1:{port}/chat",
            headers={"Authorization": Secret("Bearer not-a-real-key")},
            answer="reply.text",
            confidence="reply.confidence",
            sources="reply.sources[].id",
            handoff="reply.handoff",
            error="error.message",
            wire=WireSettings(concurrency=AT_ONCE),
        )
    )

    async def call(number: int) -> object:
        return await target.ask(Question(case="a#b", turn=0, query=f"question {number}", session=str(number)))

    yield call
    await target.close()


@asynccontextmanager
async def aiohttp(port: int) -> AsyncIterator[Call]:
    from aiohttp import ClientSession, DummyCookieJar, TCPConnector

    connector = TCPConnector(limit=AT_ONCE)
    async with ClientSession(connector=connector, auto_decompress=False, cookie_jar=DummyCookieJar()) as session:

        async def call(number: int) -> object:
            url = f"http://127.0.0.1:{port}/chat"
            async with asyncio.timeout(30), session.post(url, data=question_body(number), headers=HEADERS) as response:
                return json.loads(await response.read())

        yield call


@asynccontextmanager
async def httpx_over_aiohttp(port: int) -> AsyncIterator[Call]:
    """Use the request and response of httpx without its client and pool; errors are not even translated."""
    import httpx
    from aiohttp import ClientResponse, ClientSession, DummyCookieJar, TCPConnector

    class Body(httpx.AsyncByteStream):
        def __init__(self, response: ClientResponse) -> None:
            self.response = response

        async def __aiter__(self) -> AsyncIterator[bytes]:
            async for piece in self.response.content.iter_any():
                yield piece

    class Transport(httpx.AsyncBaseTransport):
        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            headers = [(name.decode(), value.decode()) for name, value in request.headers.raw]
            response = await session.request(request.method, str(request.url), data=request.content, headers=headers)
            return httpx.Response(response.status, headers=response.raw_headers, stream=Body(response))

    connector = TCPConnector(limit=AT_ONCE)
    async with ClientSession(connector=connector, auto_decompress=False, cookie_jar=DummyCookieJar()) as session:
        transport, url = Transport(), httpx.URL(f"http://127.0.0.1:{port}/chat")
        headers = httpx.Headers(HEADERS)

        async def call(number: int) -> object:
            request = httpx.Request("POST", url, headers=headers, content=question_body(number))
            async with asyncio.timeout(30):
                response = await transport.handle_async_request(request)
                return json.loads(await response.aread())

        yield call


@asynccontextmanager
async def httpx_by_worker(port: int) -> AsyncIterator[Call]:
    async with AsyncExitStack() as stack:
        idle = [await stack.enter_async_context(httpx_shared(port)) for _ in range(AT_ONCE)]

        async def call(number: int) -> object:
            one = idle.pop()
            answer = await one(number)
            idle.append(one)
            return answer

        yield call


@asynccontextmanager
async def httpx_shared(port: int) -> AsyncIterator[Call]:
    import httpx

    async with httpx.AsyncClient(limits=httpx.Limits(max_connections=AT_ONCE)) as client:

        async def call(number: int) -> object:
            url = f"http://127.0.0.1:{port}/chat"
            response = await client.post(url, content=question_body(number), headers=HEADERS)
            answer: object = response.json()
            return answer

        yield call


CLIENTS: dict[str, tuple[Client, tuple[str, ...]]] = {
    "floor: raw asyncio streams": (floor, ()),
    "regold.targets, the whole http target": (regold, ("h11",)),
    "aiohttp, one session": (aiohttp, ("aiohttp",)),
    "httpx over an aiohttp transport": (httpx_over_aiohttp, ("httpx", "aiohttp")),
    "httpx, one AsyncClient for each worker": (httpx_by_worker, ("httpx", "httpcore")),
    "httpx, one AsyncClient": (httpx_shared, ("httpx", "httpcore")),
}

LOAD = """
import asyncio, json, ssl, time
began = time.process_time()
import {modules}
print((time.process_time() - began) * 1000)
"""


def loading(modules: tuple[str, ...]) -> float:
    """Give the CPU milliseconds of loading modules in a fresh process, the median of the rounds."""
    if not modules:
        return 0.0
    command = [sys.executable, "-c", LOAD.format(modules=", ".join(modules))]
    return statistics.median(float(subprocess.check_output(command)) for _ in range(ROUNDS))


async def measure(client: Client, port: int) -> tuple[float, float]:
    """Give CPU milliseconds and wall milliseconds per call, the median of the rounds, after a warm-up."""
    async with client(port) as call:
        await ask_all(call, CALLS // 4)
        rounds = [await one_round(call) for _ in range(ROUNDS)]
    cpu, wall = zip(*rounds, strict=True)
    return statistics.median(cpu), statistics.median(wall)


async def one_round(call: Call) -> tuple[float, float]:
    cpu, wall = time.process_time(), time.perf_counter()
    await ask_all(call, CALLS)
    return (time.process_time() - cpu) * 1000 / CALLS, (time.perf_counter() - wall) * 1000 / CALLS


async def ask_all(call: Call, times: int) -> None:
    numbers = iter(range(times))

    async def worker() -> None:
        for number in numbers:
            await call(number)

    await asyncio.gather(*(worker() for _ in range(AT_ONCE)))


def main() -> None:
    ours, theirs = multiprocessing.Pipe()
    server = multiprocessing.Process(target=serve, args=(theirs,), daemon=True)
    server.start()
    port = ours.recv()
    print(f"{CALLS} calls, {AT_ONCE} at once, no latency; CPU of the client alone")
    for name, (client, needs) in CLIENTS.items():
        if all(map(find_spec, needs)):
            cpu, wall = asyncio.run(measure(client, port))
            print(f"{name:40} {loading(needs):4.0f} ms to load  {cpu:6.3f} ms a call  {1000 / wall:7.0f} calls/s")
    server.terminate()
    server.join()


if __name__ == "__main__":
    main()
