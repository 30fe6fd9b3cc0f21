"""Asks ahead in a background thread while its caller goes one by one: the door between synchronous code and targets."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, InvalidStateError
from contextlib import suppress
from functools import partial
from typing import TypeVar

from regold.model import Answer, Case, Fault, FaultKind, NotRunError, Target
from regold.targets.ahead import Ahead, Promises
from regold.targets.breaker import Breaker

T = TypeVar("T")

ENOUGH_AHEAD = 16
"""Cases asked ahead for each call at once: with a heavy tail a smaller window is the bottleneck (measured: at 32
calls at once a window of 32 takes 37 s where 512 takes 7.5 s)."""

PATIENCE = 5.0
"""Seconds a target gets to obey: to let go of its calls, and to close."""

_STOPPED = Fault(kind=FaultKind.STOPPED, message="the run was stopped before this case was asked")
_BLOCKED = Fault(
    kind=FaultKind.DEADLINE,
    message="the deadline of the run passed and the target does not let go of its event loop; "
    "`ask` must await what takes long, never block",
)


class Prefetch:
    """Gives the answers to cases, asked before they are waited for where that was planned.

    A target is made, used and closed on one event loop in one thread of its own. All methods are for one other
    thread. Each answer is handed out once: asking for a case again is a fresh call.
    """

    def __init__(
        self,
        make_target: Callable[[], Target],
        *,
        concurrency: int,
        window: int,
        deadline: float,
        breaker: Breaker,
        new_session: Callable[[], str],
        clock: Callable[[], float] = time.monotonic,
        patience: float = PATIENCE,
        on_answer: Callable[[Case, Answer], None] | None = None,
    ) -> None:
        """Nothing runs before `open`, `start` or `answer`.

        concurrency: cases under way at once, at least 1. window: cases asked ahead of the furthest one that was
        waited for, at least 0; under ENOUGH_AHEAD x concurrency, slow answers hold up the rest. deadline: seconds from
        opening after which nothing is asked any more. new_session: gives an id for each conversation. patience:
        seconds a target gets to let go of its calls, and to close. on_answer: called on the loop with each answer
        before it is handed out; it must be quick.
        """
        self._make_target = make_target
        self._deadline = deadline
        self._patience = patience
        self._step = max(1, window // 16, window - ENOUGH_AHEAD * concurrency)
        self._positions: Mapping[str, int] = {}
        self._moved_to = -1
        self._clock = clock
        self._promises: Promises = {}
        self._make_ahead = partial(
            Ahead,
            promises=self._promises,
            concurrency=concurrency,
            window=window,
            breaker=breaker,
            clock=clock,
            new_session=new_session,
            patience=patience,
            on_answer=on_answer,
        )
        self._ready: Future[Ahead] = Future()
        self._closing = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._ends_at = 0.0

    def open(self) -> None:
        """Start the thread and make the target, once; raises whatever making it raises."""
        __tracebackhide__ = True
        self._ahead()

    def start(self, cases: Sequence[Case]) -> None:
        """Begin to ask these cases ahead, in order, instead of what is left of an earlier start."""
        __tracebackhide__ = True
        self._positions = {case.key: position for position, case in enumerate(cases)}
        self._moved_to = -1
        self._tell(partial(self._ahead().plan, tuple(cases)))

    def answer(self, case: Case) -> Answer:
        """Wait for the answer to a case, started or not.

        Raises:
            EndpointError: the endpoint gave none.
            NotRunError: it is not asked: the breaker is open, the deadline passed, or `close` was called.
        """
        __tracebackhide__ = True
        ahead = self._ahead()
        promise = self._promises.setdefault(case.key, Future())
        self._move_window(ahead, case)
        begun = promise.running() or promise.done()
        if not begun and not self._tell(partial(ahead.want, case, promise)):
            _break(promise, NotRunError(_STOPPED))
        try:
            return self._kept(promise)
        finally:
            if promise.done():
                self._promises.pop(case.key, None)

    @property
    def asked(self) -> int:
        """Cases whose asking has begun, to show progress."""
        return self._seen.asked if self._seen else 0

    @property
    def answered(self) -> int:
        """Cases that got an answer, to show progress."""
        return self._seen.answered if self._seen else 0

    def close(self) -> None:
        """Cancel what is under way, close the target and end the thread; safe at any time and more than once.

        A target that neither lets itself be cancelled nor closed is left behind after 3 x patience, in a thread that
        does not keep the process alive.
        """
        if self._thread is not None:
            self._tell(self._closing.set)
            self._thread.join(3 * self._patience)

    @property
    def _seen(self) -> Ahead | None:
        return self._ready.result() if self._ready.done() and not self._ready.exception() else None

    def _ahead(self) -> Ahead:
        __tracebackhide__ = True
        if self._thread is None:
            self._ends_at = self._clock() + self._deadline
            self._loop = asyncio.new_event_loop()
            self._thread = threading.Thread(target=self._live, args=[self._loop], name="regold-targets", daemon=True)
            self._thread.start()
        return self._kept(self._ready)

    def _move_window(self, ahead: Ahead, case: Case) -> None:
        """Move the window in steps: two threads that take turns case by case cost each other more than the cases do."""
        position = self._positions.get(case.key, -1)
        if position - self._moved_to >= self._step:
            self._moved_to = position
            self._tell(partial(ahead.move_to, position))

    def _tell(self, what: Callable[[], None]) -> bool:
        """Have the loop do something soon; False when it is closed."""
        if self._loop is None:
            return False
        try:
            self._loop.call_soon_threadsafe(self._do, what)
        except RuntimeError:
            return False
        return True

    def _kept(self, promise: Future[T]) -> T:
        """Give what is promised; whatever becomes of the thread, not later than deadline and patience."""
        __tracebackhide__ = True
        left = max(0.0, self._ends_at - self._clock()) + self._patience
        try:
            return promise.result(min(left, threading.TIMEOUT_MAX))
        except TimeoutError:
            if promise.done():
                raise
            raise NotRunError(_BLOCKED) from None

    def _live(self, loop: asyncio.AbstractEventLoop) -> None:
        broken: BaseException = NotRunError(_STOPPED)
        try:
            with asyncio.Runner(loop_factory=lambda: loop) as runner:
                runner.run(self._serve(loop))
        except BaseException as error:  # noqa: BLE001 - goes to the thread that waits
            broken = error
        finally:
            self._break_promises(broken)

    async def _serve(self, loop: asyncio.AbstractEventLoop) -> None:
        ahead = self._make_ahead(self._make_target())
        loop.call_later(self._deadline, ahead.stop, _deadline_fault(self._deadline))
        self._ready.set_result(ahead)
        try:
            await self._closing.wait()
        finally:
            ahead.stop(_STOPPED)
            await ahead.close()
            self._break_promises(NotRunError(_STOPPED))

    def _do(self, what: Callable[[], None]) -> None:
        """Do what the other thread asked for; a bug in it is told to whoever waits for an answer."""
        try:
            what()
        except BaseException as bug:
            self._break_promises(bug)
            raise

    def _break_promises(self, error: BaseException) -> None:
        _break(self._ready, error)
        for promise in tuple(self._promises.values()):
            _break(promise, error)


def _break(promise: Future[T], error: BaseException) -> None:
    with suppress(InvalidStateError):  # it was kept
        promise.set_exception(error)


def _deadline_fault(deadline: float) -> Fault:
    return Fault(
        kind=FaultKind.DEADLINE,
        message=f"the run's deadline of {deadline:g} s passed before this case was answered; "
        "raise `deadline` in [tool.regold], or `concurrency` in [tool.regold.target]",
    )
