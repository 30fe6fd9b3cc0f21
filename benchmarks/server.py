"""A loopback endpoint that answers after a fixed time and counts; so small that it is never what is measured.

Run `python -m benchmarks.server MILLISECONDS`; it says its port and lives until it is ended. `question 17` gets
`answer 17`. GET /stats tells how many questions came and how many were under way at once at most.
"""

from __future__ import annotations

import asyncio
import json
import re
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

HOST = "127.0.0.1"
NUMBER = re.compile(rb"question (\d+)")
LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)


@dataclass(slots=True)
class Counts:
    """What came so far."""

    requests: int = 0
    at_once: int = 0
    peak: int = 0


@dataclass(slots=True)
class Endpoint(asyncio.Protocol):
    """One kept connection; knows just enough HTTP to find where a request ends."""

    latency: float
    counts: Counts
    pending: bytes = b""
    transport: asyncio.Transport = field(init=False)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the way back."""
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        """Take every request that is whole."""
        self.pending += data
        while (end := self.pending.find(b"\r\n\r\n")) >= 0:
            length = LENGTH.search(self.pending, 0, end)
            whole = end + 4 + (int(length[1]) if length else 0)
            if len(self.pending) < whole:
                return
            request, self.pending = self.pending[:whole], self.pending[whole:]
            self.take(request)

    def take(self, request: bytes) -> None:
        """Answer when it is time."""
        if request.startswith(b"GET /stats"):
            self.send({"requests": self.counts.requests, "peak": self.counts.peak})
            return
        self.counts.requests += 1
        self.counts.at_once += 1
        self.counts.peak = max(self.counts.peak, self.counts.at_once)
        if self.latency:
            asyncio.get_running_loop().call_later(self.latency, self.answer, request)
        else:
            self.answer(request)

    def answer(self, request: bytes) -> None:
        """Give the answer with the number of the question."""
        self.counts.at_once -= 1
        number = NUMBER.search(request)
        self.send({"reply": {"text": f"answer {number[1].decode()}" if number else "not a question"}})

    def send(self, value: object) -> None:
        """Write one response."""
        body = json.dumps(value).encode()
        head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
        self.transport.write(head % len(body) + body)


@dataclass(frozen=True, slots=True)
class Running:
    """A server in a process of its own."""

    port: int

    @property
    def stats(self) -> Counts:
        """What the server counted so far."""
        with urllib.request.urlopen(f"http://{HOST}:{self.port}/stats") as response:
            told = json.load(response)
        return Counts(requests=told["requests"], peak=told["peak"])


@contextmanager
def running(milliseconds: float) -> Iterator[Running]:
    """Run a server while the context lasts."""
    command = [sys.executable, "-m", "benchmarks.server", str(milliseconds)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        try:
            yield Running(int(process.stdout.readline()))
        finally:
            process.terminate()


async def serve(latency: float) -> None:
    """Say the port and answer until the end."""
    counts = Counts()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Endpoint(latency, counts), HOST, 0, backlog=1024)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(float(sys.argv[1]) / 1000))
