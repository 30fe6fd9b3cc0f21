"""Decides when an endpoint is so broken that asking on makes no sense; pure counting, no clock and no network."""

from __future__ import annotations

from collections import Counter, deque

from regold.model import Fault, FaultKind

IN_A_ROW = 10
"""Call errors in a row that open it."""

LAST = 20
"""Calls looked back on; not before so many were made does their share count."""

SHARE = 0.5
"""Share of errors among the last calls above which it opens."""


class Breaker:
    """Opens after 10 call errors in a row, or when more than half of the last 20 calls failed; stays open.

    Nygard's circuit breaker (Release It!, 2007) without the half-open state: a run has no time to wait for an
    endpoint to come back, the next run finds out.
    """

    def __init__(self) -> None:
        self._calls = 0
        self._errors = 0
        self._in_a_row = 0
        self._last: deque[Fault | None] = deque(maxlen=LAST)
        self._fault: Fault | None = None

    @property
    def fault(self) -> Fault | None:
        """Why nothing is asked any more; None while it is closed."""
        return self._fault

    def call_ended(self, fault: Fault | None) -> None:
        """Take note of a call in the order in which they end; None for one that gave an answer.

        What a recording does not hold was never called for, so it says nothing about the endpoint.
        """
        if self._fault or (fault and fault.kind is FaultKind.NOT_RECORDED):
            return
        self._calls += 1
        self._errors += fault is not None
        self._in_a_row = self._in_a_row + 1 if fault else 0
        self._last.append(fault)
        if reason := self._reason():
            self._fault = Fault(kind=FaultKind.BREAKER, message=self._message(reason))

    def _reason(self) -> str | None:
        if self._in_a_row >= IN_A_ROW:
            return f"{self._in_a_row} endpoint errors in a row"
        failed = len(self._last) - self._last.count(None)
        if len(self._last) == LAST and failed > SHARE * LAST:
            return f"{failed} endpoint errors in the last {LAST} calls"
        return None

    def _message(self, reason: str) -> str:
        faults = [fault for fault in self._last if fault]
        kind, times = Counter(fault.kind for fault in faults).most_common(1)[0]
        messages = Counter(fault.message for fault in faults if fault.kind is kind)
        return (
            f"{reason} ({self._errors} of {self._calls} calls in all), so the rest is not asked; "
            f"most often {kind} ({times} of the last {len(faults)} errors): {messages.most_common(1)[0][0]}; "
            "mend that, see with `regold target check` that it works, and run again"
        )
