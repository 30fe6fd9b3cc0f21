"""How many calls may be under way and how fast they begin; gives way when the endpoint says it is asked too much."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from regold.targets.world import World

GOOD_CALLS = 20
"""Good calls after which one more is let through at once, after the endpoint had asked for less."""


class Pace:
    """A limit on calls at once that halves when pushed back and grows by one after 20 good calls.

    Additive increase and multiplicative decrease, as in TCP (Chiu and Jain, 1989). Calls that were already under
    way when the limit was halved do not halve it again: one burst of refusals is one sign.
    """

    def __init__(self, highest: int, rate: float | None, world: World) -> None:
        """`highest` is the limit at the start and ever; `rate` the calls begun per second, None for no limit."""
        self._highest = highest
        self._gap = 1 / rate if rate else 0.0
        self._world = world
        self._waiting: deque[asyncio.Future[None]] = deque()
        self._under_way = 0
        self._begun = 0
        self._heeded_from = 0
        self._good = 0
        self._next_start = 0.0
        self.limit = highest

    @asynccontextmanager
    async def slot(self) -> AsyncIterator[int]:
        """Wait for a place and for the rate; gives the number of the call, to be named in `pushed_back`."""
        await self._enter()
        try:
            await self._wait_for_rate()
            self._begun += 1
            yield self._begun
        finally:
            self._under_way -= 1
            self._let_in()

    def went_well(self) -> None:
        """Take note of a good call."""
        self._good += 1
        if self._good >= GOOD_CALLS:
            self._good = 0
            self.limit = min(self._highest, self.limit + 1)

    def pushed_back(self, call: int) -> None:
        """Take note that the endpoint asked for less at this call."""
        self._good = 0
        if call > self._heeded_from:
            self._heeded_from = self._begun
            self.limit = max(1, self.limit // 2)

    async def _enter(self) -> None:
        if self._under_way < self.limit and not self._waiting:
            self._under_way += 1
            return
        turn = asyncio.get_running_loop().create_future()
        self._waiting.append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self._under_way -= 1
                self._let_in()
            raise

    def _let_in(self) -> None:
        while self._waiting and self._under_way < self.limit:
            turn = self._waiting.popleft()
            if not turn.done():
                self._under_way += 1
                turn.set_result(None)

    async def _wait_for_rate(self) -> None:
        if not self._gap:
            return
        now = self._world.clock()
        start = max(now, self._next_start)
        self._next_start = start + self._gap
        if start > now:
            await self._world.sleep(start - now)
