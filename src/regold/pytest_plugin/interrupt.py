"""SIGTERM ends a run in order, as Ctrl-C does: the journal is closed and the reports are written."""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

TERMINATED = 128 + signal.SIGTERM
"""The exit code that shells give a process ended by SIGTERM."""


@contextmanager
def terminated_in_order() -> Iterator[None]:
    """Turn SIGTERM into the end of the pytest session while the context lasts; only the main thread may."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, _end_session)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _end_session(_signal: int, _frame: FrameType | None) -> None:
    pytest.exit("terminated by SIGTERM", returncode=TERMINATED)
