"""Calls an endpoint carefully: in time, in bounds, at its pace, and again where that helps. Reads no answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from regold.model import Answer
from regold.targets.address import Address
from regold.targets.faults import CallError, redirect_fault, status_fault
from regold.targets.messages import Request, Response, seal
from regold.targets.pace import Pace
from regold.targets.pool import Pool
from regold.targets.retry import LONGEST_WAIT, RetryBudget, back_off, retry_after
from regold.targets.scrub import Scrubber
from regold.targets.settings import Secret, WireSettings
from regold.targets.world import World

if TYPE_CHECKING:
    import ssl

_PUSHED_BACK = {429, 503}


class Wire:
    """The way to one endpoint, with the headers of one target.

    `timeout` bounds each try by our own monotonic clock. A call with all its tries and the waits between them
    takes at most tries x timeout; the wait for a free place among the calls at once does not count.
    """

    def __init__(
        self,
        address: Address,
        settings: WireSettings,
        *,
        headers: Mapping[str, Secret],
        accept: str = "application/json",
        sends_json: bool = True,
        secrets: tuple[Secret, ...] = (),
        world: World,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        """`secrets` are those that are sent in another way than by headers.

        Raises:
            ConfigError: a header that cannot be sent.
        """
        self._address = address
        self._settings = settings
        self._world = world
        self._headers = seal(address, headers, accept=accept, sends_json=sends_json)
        in_url = (Secret(value) for _, value in parse_qsl(address.query))
        self._scrubber = Scrubber((*headers.values(), *secrets, *in_url))
        self._pool = Pool(address, settings, world=world, tls=tls)
        self._pace = Pace(settings.concurrency, settings.rate, world)
        self._budget = RetryBudget()

    async def call(self, request: Request, read: Callable[[Response], Answer]) -> Answer:
        """Give the answer that `read` finds in a good response, with its latency and the number of tries.

        Raises:
            CallError: the endpoint error of the last try; `read` may raise it too, and say whether to try again.
        """
        __tracebackhide__ = True
        self._budget.call_begins()
        left = self._settings.tries * self._settings.timeout
        tries = 1
        while True:
            result, took = await self._try(request, read, within=min(left, self._settings.timeout))
            if isinstance(result, Answer):
                return replace(result, tries=tries) if tries > 1 else result
            left -= took
            wait = self._wait_before_next(result, tries, left)
            if wait is None:
                raise _telling_tries(result, tries) from result.__cause__
            await self._world.sleep(wait)
            left -= wait
            tries += 1

    async def once(self, request: Request) -> Response:
        """Give the response to one try, whatever its status; raises CallError when there is none."""
        __tracebackhide__ = True
        return await self._send(request, within=self._settings.timeout)

    def status_fault(self, response: Response) -> CallError | None:
        """Give the fault that lies in the status of a response; None for a good one."""
        if response.ok:
            return None
        shown = str(self._address)
        if 300 <= response.status < 400:
            return redirect_fault(response.status, response.header(b"location"), shown=shown)
        wait = retry_after(response.header(b"retry-after"), self._world.now())
        body = response.body[:4096].decode("utf-8", "replace")
        return status_fault(response.status, body, shown=shown, wait=wait)

    async def close(self) -> None:
        """Let go of all connections."""
        await self._pool.close()

    async def _try(
        self, request: Request, read: Callable[[Response], Answer], *, within: float
    ) -> tuple[Answer | CallError, float]:
        __tracebackhide__ = True
        async with self._pace.slot() as number:
            begun = self._world.clock()
            try:
                response = await self._send(request, within=within)
                self._adapt(response, number)
                fault = self.status_fault(response)
                result = fault or replace(read(response), latency=response.latency, status=response.status)
            except CallError as error:
                result = error
            return result, self._world.clock() - begun

    async def _send(self, request: Request, *, within: float) -> Response:
        __tracebackhide__ = True
        begun = self._world.clock()
        response = await self._pool.send(request, self._headers, within=within)
        return self._scrubber.cleaned(replace(response, latency=self._world.clock() - begun))

    def _adapt(self, response: Response, number: int) -> None:
        if response.ok:
            self._pace.went_well()
        elif response.status in _PUSHED_BACK:
            self._pace.pushed_back(number)

    def _wait_before_next(self, error: CallError, tries: int, left: float) -> float | None:
        """Give the seconds before the next try, or None for no other try."""
        if tries >= min(error.tries, self._settings.tries):
            return None
        wait = min(max(error.wait, back_off(tries - 1, self._world.chance)), LONGEST_WAIT, left)
        return wait if wait < left and self._budget.spend() else None


def _telling_tries(error: CallError, tries: int) -> CallError:
    if tries == 1:
        return error
    return CallError(error.fault.kind, f"{error.fault.message} ({tries} tries)", status=error.status)
