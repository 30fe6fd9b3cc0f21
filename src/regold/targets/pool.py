"""Keeps connections to one endpoint open between calls, and bounds each try in time; knows no status and no retry.

Why h11, the parser that httpx uses, and not httpx: its pool looks through all connections for every call, at 32 calls
at once 2 ms of CPU a call where all of ours takes 0.2 ms; over aiohttp it is as fast, but loading both takes 165 ms,
more than all the calls of a short run (benchmarks/transport.py has the figures).
"""

from __future__ import annotations

import asyncio
import ssl

from regold.model import FaultKind
from regold.targets.address import Address
from regold.targets.connection import Connection
from regold.targets.faults import ONCE_MORE, CallError, connect_fault
from regold.targets.messages import Request, Response, SealedHeaders
from regold.targets.settings import WireSettings
from regold.targets.world import World

IDLE_LIMIT = 4.0
"""Seconds an unused connection is kept: below the 5 after which uvicorn and Node.js close theirs."""


class Pool:
    """The connections of one target, as many as there are calls at once; the last used is used first."""

    def __init__(
        self, address: Address, settings: WireSettings, *, world: World, tls: ssl.SSLContext | None = None
    ) -> None:
        """`tls` replaces the authorities that are trusted: by default the system's and certifi's."""
        self._address = address
        self._settings = settings
        self._world = world
        self._tls = (tls or trusted_authorities()) if address.secure else None
        self._idle: list[Connection] = []
        self._open: set[Connection] = set()

    async def send(self, request: Request, headers: SealedHeaders, *, within: float) -> Response:
        """Give the response to one request within that many seconds, from connecting to the last byte.

        Raises CallError: timeout when nothing came, deadline when not all came, or the fault of the call.
        """
        __tracebackhide__ = True
        connection: Connection | None = None
        try:
            async with asyncio.timeout(within):
                connection = self._take_idle()
                if connection is not None:
                    response = await self._on_kept(connection, request, headers)
                    if response is not None:
                        return response
                connection = await self._dial()
                return await connection.exchange(request, headers)
        except TimeoutError:
            raise self._late(connection, within) from None
        finally:
            self._give_back(connection)

    async def close(self) -> None:
        """Drop all connections and wait until they are gone."""
        gone = [connection.lost for connection in self._open]
        for connection in tuple(self._open):
            connection.abort()
        await asyncio.gather(*gone)
        self._idle.clear()
        self._open.clear()

    async def _on_kept(self, connection: Connection, request: Request, headers: SealedHeaders) -> Response | None:
        """Ask on a kept connection; None when the endpoint had already let go of it, which is no fault."""
        __tracebackhide__ = True
        try:
            return await connection.exchange(request, headers)
        except CallError as error:
            if error.fault.kind is FaultKind.RESET and not connection.received:
                self._give_back(connection)
                return None
            raise

    def _take_idle(self) -> Connection | None:
        fresh_after = self._world.clock() - IDLE_LIMIT
        while self._idle:
            connection = self._idle.pop()
            if connection.reusable and connection.idle_since >= fresh_after:
                return connection
            connection.abort()
            self._open.discard(connection)
        return None

    async def _dial(self) -> Connection:
        host, limit = self._address.host, self._settings.connect_timeout
        try:
            async with asyncio.timeout(limit):
                _, connection = await asyncio.get_running_loop().create_connection(
                    lambda: Connection(self._settings, self._address.authority),
                    host,
                    self._address.port,
                    ssl=self._tls,
                    happy_eyeballs_delay=0.25,
                )
        except TimeoutError:
            raise CallError(
                FaultKind.TIMEOUT, f"no connection to {self._address.authority} within {limit:g} s", tries=ONCE_MORE
            ) from None
        except OSError as error:
            raise connect_fault(error, self._address.authority) from error
        self._open.add(connection)
        return connection

    def _give_back(self, connection: Connection | None) -> None:
        if connection is None:
            return
        if connection.reusable:
            connection.idle_since = self._world.clock()
            self._idle.append(connection)
        else:
            connection.abort()
            self._open.discard(connection)

    def _late(self, connection: Connection | None, within: float) -> CallError:
        if connection is not None and connection.received:
            return CallError(
                FaultKind.DEADLINE,
                f"{self._address} began to answer but had not finished after {within:.3g} s (`timeout`)",
            )
        return CallError(
            FaultKind.TIMEOUT, f"{self._address} did not answer within {within:.3g} s (`timeout`)", tries=ONCE_MORE
        )


def trusted_authorities() -> ssl.SSLContext:
    """Trust the system's authorities, or those of SSL_CERT_FILE, and Mozilla's, for machines that have none."""
    import certifi  # noqa: PLC0415 - only a secure endpoint needs it

    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context
