"""Whatever runs, refusals and sudden ends follow one another: what was told fits together and none of it is lost."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from regold.alerts import Memory, Message, Noticing, Refusal, Rules, Seen, alert
from regold.alerts.telling import REMINDER
from regold.model import OutcomeKind
from tests.alerts.listening import LightsOutError, Listener
from tests.alerts.samples import (
    CHANGED,
    GIFT_CARD,
    INVOICE,
    PASSED,
    SUSPECT,
    TROUBLE,
    WINDOW,
    a_run,
    an_outcome,
    in_numbers,
)

CASES = (WINDOW, GIFT_CARD, INVOICE)
RULES = Rules(noticing=Noticing(sentence=in_numbers))
DOWN = Refusal(reason="it answered with status 500")

kinds = st.sampled_from([PASSED, CHANGED, CHANGED, *OutcomeKind])


class Checks(RuleBasedStateMachine):
    """One history folder and one listener; every check is a process of its own, as it only shares the folder."""

    def __init__(self) -> None:
        super().__init__()
        self._home = tempfile.TemporaryDirectory()
        self.memory = Memory(history=Path(self._home.name), write_whole=Path.write_bytes)  # no fsync: it takes minutes
        self.listener = Listener()
        self.runs = 0
        self.composed: list[Message] = []
        self.open: dict[str, int] = {}
        self.endpoint_open: int | None = None

    def teardown(self) -> None:
        self._home.cleanup()

    @rule(ends=st.tuples(kinds, kinds, kinds), trouble=st.sampled_from([None, None, None, TROUBLE]))
    def a_check(self, ends: tuple[OutcomeKind, ...], trouble: str | None) -> None:
        self.check(ends, trouble)

    @rule(kind=st.sampled_from([CHANGED, PASSED]), count=st.integers(2, 16))
    def the_same_for_days(self, kind: OutcomeKind, count: int) -> None:
        for _ in range(count):
            self.check((kind,) * 3, None)

    @rule()
    def the_listener_goes_down(self) -> None:
        self.listener.refusal = DOWN

    @rule()
    def the_listener_comes_back(self) -> None:
        self.listener.refusal = None

    @precondition(lambda self: self.listener.refusal is None)
    @rule(ends=st.tuples(kinds, kinds, kinds))
    def a_check_ends_right_after_it_was_heard(self, ends: tuple[OutcomeKind, ...]) -> None:
        self.listener.deadly = True
        with suppress(LightsOutError):
            self.check(ends, None)
        self.listener.deadly = False

    def check(self, ends: tuple[OutcomeKind, ...], trouble: str | None) -> None:
        self.runs += 1
        run = a_run(self.runs, *(an_outcome(kind, key) for kind, key in zip(ends, CASES, strict=True)))
        owed = {entry.message.id for entry in self.memory.read().owed}
        try:
            alert(
                Seen(run=run, trouble=trouble),
                RULES,
                self.memory,
                [self.listener],
                now=run.started_at,
                sleep=lambda _: None,
            )
        finally:
            known = {m.id: m for m in self.listener.heard} | {e.message.id: e.message for e in self.memory.read().owed}
            new = known.get(f"alert-{run.id}")
            assert set(known) <= {m.id for m in self.composed} | owed | {f"alert-{run.id}"}
            if new:
                self.composed.append(new)
            self.judge(new, dict(zip(CASES, ends, strict=True)), trouble)

    def judge(self, message: Message | None, ends: dict[str, OutcomeKind], trouble: str | None) -> None:
        """Compare what this run told with what it may tell, from what was told before."""
        told = {case.case: case.news.value for case in message.cases} if message else {}
        for key in self.open:
            self.open[key] += 1
        for key, what in told.items():
            assert trouble is None
            match what:
                case "failing":
                    assert key not in self.open
                    assert ends[key] in {CHANGED, SUSPECT}
                    self.open[key] = 0
                case "still_failing":
                    assert self.open[key] >= REMINDER
                    self.open[key] = 0
                case "recovered":
                    assert ends[key] is PASSED
                    del self.open[key]
                case _:
                    pytest.fail(f"nothing was removed: {what}")
        if trouble is None:
            overdue = [key for key, runs in self.open.items() if runs >= REMINDER and ends[key] is CHANGED]
            missed = [key for key in self.open if ends[key] is PASSED]
            assert (overdue, missed) == ([], [])
        self.judge_endpoint(message, trouble)

    def judge_endpoint(self, message: Message | None, trouble: str | None) -> None:
        what = message.endpoint.news.value if message and message.endpoint else None
        if trouble is None:
            assert what == (None if self.endpoint_open is None else "recovered")
            self.endpoint_open = None
        elif self.endpoint_open is None:
            assert what == "failing"
            self.endpoint_open = 0
        else:
            self.endpoint_open += 1
            assert what == ("still_failing" if self.endpoint_open == REMINDER else None)
            self.endpoint_open %= REMINDER

    @invariant()
    def what_was_heard_is_what_was_told_in_its_order_and_the_rest_is_still_owed(self) -> None:
        owed = [entry.message.id for entry in self.memory.read().owed]
        heard = self.listener.ids
        told = [message.id for message in self.composed]
        assert heard == told[: len(heard)]
        assert set(told) == set(heard) | set(owed)
        if self.listener.refusal is None and owed:
            assert len(owed) == len(set(owed))


TestChecks = Checks.TestCase
TestChecks.settings = settings(max_examples=30, stateful_step_count=20, deadline=None)
