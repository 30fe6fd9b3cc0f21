"""Whether and when a call that failed is tried again; it neither waits nor calls."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

LONGEST_BACK_OFF = 30.0
LONGEST_WAIT = 60.0
"""Seconds waited at most when the endpoint asks for more."""

_BUDGET_SHARE = 0.10
_BUDGET_START = 10


class RetryBudget:
    """Retries a run may spend: 10 % of its calls and 10 more, so that retries never become the load."""

    def __init__(self) -> None:
        self._calls = 0
        self._spent = 0

    def call_begins(self) -> None:
        """Take note of a new call."""
        self._calls += 1

    def spend(self) -> bool:
        """Take one retry out of the budget; False when there is none left."""
        if self._spent >= _BUDGET_START + _BUDGET_SHARE * self._calls:
            return False
        self._spent += 1
        return True


def back_off(retry: int, chance: Callable[[], float]) -> float:
    """Give the seconds before the nth retry (from 0): anywhere in 0..min(30, 2ⁿ).

    Full jitter: https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/.
    """
    return chance() * min(LONGEST_BACK_OFF, 2.0**retry)


def retry_after(value: str, now: datetime) -> float:
    """Give the seconds a Retry-After header asks for, in either form (RFC 9110, 10.2.3); 0 if it cannot be read."""
    text = value.strip()
    if text.isascii() and text.isdecimal():
        return float(text[:9])
    try:
        at = parsedate_to_datetime(text)
    except ValueError:
        return 0.0
    if at.tzinfo is None:
        at = at.replace(tzinfo=UTC)
    return max(0.0, (at - now).total_seconds())
