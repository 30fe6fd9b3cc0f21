"""What tests of every part need of the machine they run on."""

from __future__ import annotations

import signal
from collections.abc import Iterator

import pytest
from hypothesis import settings

settings.register_profile("regold", deadline=None)  # on two busy cores the clock says nothing about an example
settings.load_profile("regold")


@pytest.fixture
def ctrl_c_is_heard() -> Iterator[None]:
    """Jobs in the background are started with SIGINT ignored, and would hand that on to what the tests start."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)
