"""What a run means for whoever called it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from regold.model import Answer, Case, Fault, FaultKind, Outcome, OutcomeKind, Place, Run, Turn
from regold.session import gate

PASSED, CHANGED, ERROR, NOT_RUN = OutcomeKind.PASSED, OutcomeKind.CHANGED, OutcomeKind.ERROR, OutcomeKind.NOT_RUN


def run(*kinds: OutcomeKind, replayed: bool = False) -> Run:
    return Run(
        id="r",
        started_at=datetime(2026, 11, 23, tzinfo=UTC),
        plan=tuple(f"s#c{number}" for number in range(len(kinds))),
        outcomes=tuple(outcome(number, kind, replayed=replayed) for number, kind in enumerate(kinds)),
    )


def outcome(number: int, kind: OutcomeKind, *, replayed: bool) -> Outcome:
    case = Case(id=f"c{number}", suite="s", turns=(Turn(query="q", golden=("a",)),), place=Place(path="s", line=1))
    if kind in {ERROR, NOT_RUN}:
        fault = Fault(kind=FaultKind.BREAKER if kind is NOT_RUN else FaultKind.TIMEOUT, message="stopped asking")
        return Outcome(case=case, kind=kind, fault=fault)
    return Outcome(case=case, kind=kind, answer=Answer(text="a", replayed=replayed))


@pytest.mark.parametrize(
    ("kinds", "code"),
    [
        ([PASSED] * 3, 0),
        ([PASSED, CHANGED], 1),
        ([PASSED, ERROR], 10),
        ([CHANGED, ERROR, NOT_RUN], 1),
        ([PASSED] * 19 + [ERROR], 0),
        ([PASSED] * 18 + [ERROR] * 2, 10),
        ([PASSED] * 99 + [NOT_RUN], 10),
    ],
    ids=["good", "changed", "error", "changed wins", "5 % of errors", "more than 5 %", "not run"],
)
def test_the_exit_code_follows_from_the_outcomes(kinds: list[OutcomeKind], code: int) -> None:
    assert gate(run(*kinds), journal_trouble=None, allow_replay=False).exit_code == code


def test_every_doubt_is_told_also_beside_wrong_answers() -> None:
    decided = gate(run(CHANGED, ERROR, NOT_RUN), journal_trouble="disk full", allow_replay=False)
    told = "\n".join(decided.reasons)
    assert "1 wrong answer" in told
    assert "endpoint error" in told
    assert "stopped asking" in told
    assert "disk full" in told


def test_a_journal_that_is_not_whole_makes_the_run_untrusted() -> None:
    assert gate(run(PASSED), journal_trouble="disk full", allow_replay=False).exit_code == 10


def test_replayed_answers_pass_only_when_asked_for() -> None:
    assert gate(run(PASSED, replayed=True), journal_trouble=None, allow_replay=False).exit_code == 10
    assert gate(run(PASSED, replayed=True), journal_trouble=None, allow_replay=True).exit_code == 0
