"""Runs plain functions beside the event loop, in threads that never keep the process alive."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from queue import SimpleQueue

Returned = tuple[object, BaseException | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job:
    call: Callable[[], object]
    returned: asyncio.Future[Returned]
    loop: asyncio.AbstractEventLoop


Jobs = SimpleQueue[_Job | None]


class Threads:
    """As many threads as functions are under way at once, used again; unlike an executor's they are daemons.

    An executor's threads are waited for when the process ends, so one hanging function would hang it.
    """

    def __init__(self) -> None:
        self._idle: list[Jobs] = []

    async def run(self, call: Callable[[], object]) -> object:
        """Give what the function gives or raise what it raises; when cancelled, its thread is left behind."""
        __tracebackhide__ = True
        loop = asyncio.get_running_loop()
        job = _Job(call=call, returned=loop.create_future(), loop=loop)
        thread = self._idle.pop() if self._idle else _started()
        thread.put(job)
        try:
            value, error = await job.returned
        except asyncio.CancelledError:
            thread.put(None)
            raise
        self._idle.append(thread)
        if error:
            raise error
        return value

    def close(self) -> None:
        """Let the idle threads end."""
        while self._idle:
            self._idle.pop().put(None)


def _started() -> Jobs:
    jobs: Jobs = SimpleQueue()
    threading.Thread(target=_work, args=[jobs], name="regold-bot", daemon=True).start()
    return jobs


def _work(jobs: Jobs) -> None:
    while job := jobs.get():
        returned = _called(job.call)
        with suppress(RuntimeError):  # the loop is closed: nobody waits any more
            job.loop.call_soon_threadsafe(_keep, job.returned, returned)


def _called(call: Callable[[], object]) -> Returned:
    try:
        return call(), None
    except BaseException as error:  # noqa: BLE001 - is raised again on the loop
        return None, error


def _keep(promise: asyncio.Future[Returned], returned: Returned) -> None:
    if not promise.done():
        promise.set_result(returned)
