"""Running the demo endpoint: in the foreground until told to stop, or in a thread beside a test; no answers here."""

from __future__ import annotations

import asyncio
import signal
import threading
from contextlib import asynccontextmanager, contextmanager
from typing import TYPE_CHECKING

from aiohttp import web

from regold.demo.retrieval import Library
from regold.demo.server import Endpoint
from regold.demo.switches import Switches, fault_share
from regold.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator, Sequence
    from pathlib import Path

LOOPBACK = "127.0.0.1"
SHUTDOWN_SECONDS = 0.2
START_SECONDS = 30.0


def serve(
    knowledge: Path, switches: Switches, *, host: str = LOOPBACK, port: int = 0, announce: Callable[[str], None]
) -> None:
    """Serve until SIGTERM or SIGINT; `announce` gets the URL once it listens, port 0 picks a free one.

    Raises ConfigError when the folder holds no article or the address is taken.
    """
    asyncio.run(_serve(Endpoint(Library(knowledge), switches), host, port, announce))


@contextmanager
def running(
    knowledge: Path,
    *,
    latency: float = 0.0,
    jitter: float = 0.0,
    noise: float = 0.0,
    seed: int = 0,
    faults: Sequence[str] = (),
    token: str | None = None,
    flags: Path | None = None,
    port: int = 0,
) -> Iterator[str]:
    """Serve on loopback in a thread of this process while the block runs; gives the URL, without a slash at its end.

    The switches are those of `Switches`, the faults written like `429:0.2`. Leaving the block ends calls still
    under way. Raises ConfigError when the folder holds no article or the port is taken.
    """
    parts = tuple(fault_share(fault) for fault in faults)
    switches = Switches(latency=latency, jitter=jitter, noise=noise, seed=seed, faults=parts, token=token, flags=flags)
    thread = _ServerThread(Endpoint(Library(knowledge), switches), port)
    thread.start()
    try:
        yield thread.url()
    finally:
        thread.stop()


class _ServerThread(threading.Thread):
    def __init__(self, endpoint: Endpoint, port: int) -> None:
        super().__init__(name="regold-demo", daemon=True)
        self._endpoint = endpoint
        self._port = port
        self._ready = threading.Event()
        self._url = ""
        self._error: ConfigError | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._ended: asyncio.Event | None = None

    def run(self) -> None:
        try:
            asyncio.run(self._main())
        except ConfigError as error:
            self._error = error
        finally:
            self._ready.set()

    def url(self) -> str:
        if not self._ready.wait(START_SECONDS):
            raise RuntimeError(f"the demo endpoint did not listen within {START_SECONDS:g} seconds")
        if self._error is not None:
            raise self._error
        return self._url

    def stop(self) -> None:
        if self._loop is not None and self._ended is not None and self.is_alive():
            self._loop.call_soon_threadsafe(self._ended.set)
        self.join(START_SECONDS)

    async def _main(self) -> None:
        self._loop, self._ended = asyncio.get_running_loop(), asyncio.Event()
        async with _listening(self._endpoint, LOOPBACK, self._port) as self._url:
            self._ready.set()
            await self._ended.wait()


async def _serve(endpoint: Endpoint, host: str, port: int, announce: Callable[[str], None]) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    async with _listening(endpoint, host, port) as url:
        announce(url)
        await stop.wait()


@asynccontextmanager
async def _listening(endpoint: Endpoint, host: str, port: int) -> AsyncIterator[str]:
    runner = web.AppRunner(
        endpoint.app(), access_log=None, handler_cancellation=True, shutdown_timeout=SHUTDOWN_SECONDS
    )
    await runner.setup()
    try:
        site = web.TCPSite(runner, host, port)
        try:
            await site.start()
        except OSError as error:
            raise ConfigError(
                f"the demo endpoint cannot listen on {host}:{port} ({error.strerror}); choose another --port, "
                "or 0 for a free one"
            ) from error
        yield f"http://{host}:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()
