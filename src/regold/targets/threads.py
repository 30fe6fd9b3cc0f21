"""Runs plain functions beside the event loop, in threads that never keep the process alive."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from queue import SimpleQueue
from typing import cast


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job:
    call: Callable[[], object]
    done: asyncio.Future[object]
    loop: asyncio.AbstractEventLoop


@dataclass(frozen=True, slots=True, kw_only=True)
class _Thread:
    jobs: SimpleQueue[_Job | None] = field(default_factory=SimpleQueue)

    def live(self) -> None:
        while job := self.jobs.get():
            _do(job)


class Threads:
    """As many threads as functions are under way at once, used again; unlike an executor's they are daemons.

    An executor's threads are waited for when the process ends, so one hanging function would hang it.
    """

    def __init__(self) -> None:
        self._idle: list[_Thread] = []

    async def run(self, call: Callable[[], object]) -> object:
        """Give what the function gives or raise what it raises; when cancelled, its thread is left behind."""
        __tracebackhide__ = True
        loop = asyncio.get_running_loop()
        thread = self._idle.pop() if self._idle else _started()
        job = _Job(call=call, done=loop.create_future(), loop=loop)
        thread.jobs.put(job)
        try:
            await asyncio.wait([job.done])
        except asyncio.CancelledError:
            thread.jobs.put(None)
            raise
        self._idle.append(thread)
        return job.done.result()

    def close(self) -> None:
        """Let the idle threads end."""
        while self._idle:
            self._idle.pop().jobs.put(None)


def _started() -> _Thread:
    thread = _Thread()
    threading.Thread(target=thread.live, name="regold-bot", daemon=True).start()
    return thread


def _do(job: _Job) -> None:
    try:
        keep = _keeper(job.done.set_result, job.call())
    except BaseException as error:  # noqa: BLE001 - goes to the loop that waits for it
        keep = _keeper(job.done.set_exception, cast("Exception", error))
    with suppress(RuntimeError):  # the loop is closed: nobody waits any more
        job.loop.call_soon_threadsafe(keep)


def _keeper(keep: Callable[[object], None], value: object) -> Callable[[], None]:
    raise NotImplementedError
