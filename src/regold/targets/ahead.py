"""The side of the prefetch that lives on the event loop: which case is asked next, and what becomes of it."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future

from regold.model import Answer, Case, EndpointError, Fault, FaultKind, NotRunError, Target
from regold.targets.breaker import Breaker
from regold.targets.conversation import converse

Promises = dict[str, Future[Answer]]
"""The answers that are on their way or wait to be fetched, by case key."""


class Ahead:
    """Asks what is waited for first, then what was planned, in order and at most `window` cases ahead.

    There is one thread's worth of state here: everything but `asked` and `answered` is touched on the loop only.
    """

    def __init__(
        self,
        target: Target,
        promises: Promises,
        *,
        concurrency: int,
        window: int,
        breaker: Breaker,
        clock: Callable[[], float],
        new_session: Callable[[], str],
        patience: float,
        on_answer: Callable[[Case, Answer], None] | None,
    ) -> None:
        self._target = target
        self._promises = promises
        self._concurrency = concurrency
        self._window = window
        self._breaker = breaker
        self._clock = clock
        self._new_session = new_session
        self._patience = patience
        self._on_answer = on_answer
        self._wanted: deque[tuple[Case, Future[Answer]]] = deque()
        self._planned: Sequence[Case] = ()
        self._left: set[str] = set()
        self._next = 0
        self._ahead_to = 0
        self._under_way: set[asyncio.Task[None]] = set()
        self._stopped: Fault | None = None
        self.asked = 0
        self.answered = 0

    def plan(self, cases: Sequence[Case]) -> None:
        """Ask these cases ahead from now on, instead of what is left of an earlier plan."""
        self._planned = cases
        self._left = {case.key for case in cases}
        self._next = 0
        self._ahead_to = self._window
        self._ask_on()

    def move_to(self, position: int) -> None:
        """Move the window: the case at this position of the plan is waited for."""
        self._ahead_to = max(self._ahead_to, position + 1 + self._window)
        self._ask_on()

    def want(self, case: Case, promise: Future[Answer]) -> None:
        """Ask a case that is waited for next, if its promise was not begun yet."""
        self._wanted.append((case, promise))
        self._ask_on()

    def stop(self, fault: Fault) -> None:
        """Ask nothing more and cancel what is under way; every case without an answer is not run, for `fault`."""
        self._stopped = self._stopped or fault
        for task in self._under_way:
            task.cancel()
        self._ask_on()

    async def close(self) -> None:
        """Wait for what was cancelled and close the target, neither for longer than `patience`."""
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=self._patience)
        try:
            async with asyncio.timeout(self._patience):
                await self._target.close()
        except Exception:
            # All answers are in: a target that cannot close must not cost the run its reports.
            logging.getLogger("regold").warning("the target could not be closed", exc_info=True)

    def _ask_on(self) -> None:
        while (self._stopped or len(self._under_way) < self._concurrency) and (taken := self._take()):
            case, promise = taken
            if promise.running() or promise.done():
                continue
            if self._stopped:
                promise.set_exception(NotRunError(self._stopped))
            else:
                self._begin(case, promise)

    def _take(self) -> tuple[Case, Future[Answer]] | None:
        if self._wanted:
            return self._wanted.popleft()
        while not self._stopped and self._next < min(self._ahead_to, len(self._planned)):
            case = self._planned[self._next]
            self._next += 1
            if case.key in self._left:
                return case, self._promises.setdefault(case.key, Future())
        return None

    def _begin(self, case: Case, promise: Future[Answer]) -> None:
        promise.set_running_or_notify_cancel()
        self._left.discard(case.key)
        self.asked += 1
        task = asyncio.create_task(self._ask(case, promise))
        self._under_way.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._under_way.discard(task)
        if (fault := self._breaker.fault) and not self._stopped:
            self.stop(fault)
        self._ask_on()

    async def _ask(self, case: Case, promise: Future[Answer]) -> None:
        """Keep the promise, whatever happens."""
        try:
            promise.set_result(await self._answer(case))
            self.answered += 1
        except asyncio.CancelledError:
            promise.set_exception(self._why_cancelled())
        except BaseException as error:  # noqa: BLE001 - goes to the thread that waits for it
            promise.set_exception(error)

    async def _answer(self, case: Case) -> Answer:
        answer = await converse(
            self._target,
            case,
            session=self._new_session(),
            clock=self._clock,
            call_ended=self._breaker.call_ended,
        )
        if self._on_answer:
            self._on_answer(case, answer)
        return answer

    def _why_cancelled(self) -> NotRunError | EndpointError:
        if self._stopped:
            return NotRunError(self._stopped)
        return EndpointError(Fault(kind=FaultKind.ENDPOINT, message="the target cancelled its own call"))
