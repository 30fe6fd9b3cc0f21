"""A receiver of webhooks on loopback that behaves as a test says, in a thread of its own."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from tests.targets.misbehaving import Behaviour, Endpoint, endpoint


@contextmanager
def receiver(*behaviours: Behaviour, tls: bool = False) -> Iterator[Endpoint]:
    """Run a receiver whose nth request meets the nth behaviour, and all further ones the last."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    serving = endpoint(*behaviours, tls=tls)
    try:
        yield asyncio.run_coroutine_threadsafe(serving.__aenter__(), loop).result(10)
    finally:
        asyncio.run_coroutine_threadsafe(serving.__aexit__(None, None, None), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()
