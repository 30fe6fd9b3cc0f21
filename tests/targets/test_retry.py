"""The arithmetic of waits and of the retry budget."""

from __future__ import annotations

import socket
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regold.model import FaultKind
from regold.targets.faults import NEVER, connect_fault
from regold.targets.retry import LONGEST_BACK_OFF, RetryBudget, back_off, retry_after

NOW = datetime(2026, 5, 12, 8, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        (" 5 ", 5),
        ("0", 0),
        ("Tue, 12 May 2026 08:01:30 GMT", 90),
        ("Tuesday, 12-May-26 08:01:30 GMT", 90),
        ("Tue May 12 08:01:30 2026", 90),
        ("Tue, 12 May 2026 07:00:00 GMT", 0),
        ("soon", 0),
        ("", 0),
        ("-5", 0),
        ("1.5", 0),
        ("\u0663", 0),
    ],
)
def test_retry_after_is_read_in_both_forms(value: str, seconds: float) -> None:
    assert retry_after(value, NOW) == seconds


@given(st.text())
def test_any_retry_after_gives_a_wait_that_is_not_negative(value: str) -> None:
    assert retry_after(value, NOW) >= 0


@given(st.integers(0, 10), st.floats(0, 1, exclude_max=True))
def test_the_back_off_lies_between_nothing_and_its_cap(retry: int, chance: float) -> None:
    assert 0 <= back_off(retry, lambda: chance) <= min(LONGEST_BACK_OFF, 2**retry)


def test_the_budget_allows_ten_retries_and_one_more_for_each_ten_calls() -> None:
    budget = RetryBudget()
    assert [budget.spend() for _ in range(11)] == [True] * 10 + [False]
    for _ in range(10):
        budget.call_begins()
    assert [budget.spend() for _ in range(2)] == [True, False]


def test_a_name_that_does_not_exist_is_final_and_a_resolver_in_trouble_is_not() -> None:
    missing = connect_fault(socket.gaierror(socket.EAI_NONAME, "Name or service not known"), "bot.example.com")
    troubled = connect_fault(socket.gaierror(socket.EAI_AGAIN, "Temporary failure"), "bot.example.com")
    assert missing.fault.kind is troubled.fault.kind is FaultKind.DNS
    assert missing.tries == NEVER
    assert troubled.tries > NEVER
