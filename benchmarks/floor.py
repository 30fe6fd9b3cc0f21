"""The least that N calls can take: raw sockets, kept connections, nothing judged and nothing written.

Run `python -m benchmarks.floor PORT CALLS CONNECTIONS`.
"""

from __future__ import annotations

import asyncio
import json
import socket
import sys
from collections.abc import Iterator

HEAD = b"POST /chat HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"


async def receive(sock: socket.socket) -> bytes:
    """Give the body of one response."""
    loop = asyncio.get_running_loop()
    data = b""
    while (end := data.find(b"\r\n\r\n")) < 0:
        data += await loop.sock_recv(sock, 65536)
    whole = end + 4 + int(data[:end].rpartition(b": ")[2])
    while len(data) < whole:
        data += await loop.sock_recv(sock, 65536)
    return data[end + 4 :]


async def call(sock: socket.socket, number: int) -> None:
    """Ask one question and look whether the answer is its own."""
    body = json.dumps({"message": f"question {number}", "session": str(number)}).encode()
    await asyncio.get_running_loop().sock_sendall(sock, HEAD % len(body) + body)
    assert json.loads(await receive(sock))["reply"]["text"] == f"answer {number}"


async def worker(port: int, numbers: Iterator[int]) -> None:
    """Ask over one connection until no question is left."""
    with socket.socket() as sock:
        sock.setblocking(False)
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        await asyncio.get_running_loop().sock_connect(sock, ("127.0.0.1", port))
        for number in numbers:
            await call(sock, number)


async def ask_all(port: int, calls: int, connections: int) -> None:
    """Ask all questions over that many connections."""
    numbers = iter(range(calls))
    await asyncio.gather(*(worker(port, numbers) for _ in range(connections)))


if __name__ == "__main__":
    asyncio.run(ask_all(*map(int, sys.argv[1:])))
