"""What a run means for whoever called it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from regold.config import GateSettings
from regold.model import (
    Answer,
    Ask,
    Case,
    Culprit,
    Fault,
    FaultKind,
    Outcome,
    OutcomeKind,
    Place,
    Run,
    Severity,
    Triangle,
    Turn,
)
from regold.session import gate

PASSED, CHANGED, ERROR, NOT_RUN = OutcomeKind.PASSED, OutcomeKind.CHANGED, OutcomeKind.ERROR, OutcomeKind.NOT_RUN
FLAKY, SUSPECT, KNOWN_FAILURE = OutcomeKind.FLAKY, OutcomeKind.SUSPECT, OutcomeKind.KNOWN_FAILURE


DEFAULT = GateSettings()


def run(*kinds: OutcomeKind, replayed: bool = False, severity: Severity = Severity.HIGH) -> Run:
    return Run(
        id="r",
        started_at=datetime(2026, 11, 23, tzinfo=UTC),
        plan=tuple(f"s#c{number}" for number in range(len(kinds))),
        outcomes=tuple(
            outcome(number, kind, replayed=replayed, severity=severity) for number, kind in enumerate(kinds)
        ),
    )


def outcome(
    number: int, kind: OutcomeKind, *, replayed: bool = False, severity: Severity = Severity.HIGH, asks: int = 10
) -> Outcome:
    turns = (Turn(query="q", golden=("a",)),)
    case = Case(id=f"c{number}", suite="s", turns=turns, place=Place(path="s", line=1), severity=severity)
    if kind in {ERROR, NOT_RUN}:
        fault = Fault(kind=FaultKind.BREAKER if kind is NOT_RUN else FaultKind.TIMEOUT, message="stopped asking")
        return Outcome(case=case, kind=kind, fault=fault)
    answer = Answer(text="a", replayed=replayed)
    again = (Ask(answer=answer, accepted=False),) * asks if kind is SUSPECT else ()
    return Outcome(case=case, kind=kind, answer=answer, asks=again)


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
        ([FLAKY, SUSPECT, KNOWN_FAILURE], 0),
    ],
    ids=["good", "changed", "error", "changed wins", "5 % of errors", "more than 5 %", "not run", "told only"],
)
def test_the_exit_code_follows_from_the_outcomes(kinds: list[OutcomeKind], code: int) -> None:
    assert gate(run(*kinds), DEFAULT, journal_trouble=None, allow_replay=False).exit_code == code


@pytest.mark.parametrize(("severity", "code"), [("critical", 1), ("high", 1), ("medium", 0), ("low", 0)])
def test_changed_answers_fail_a_run_by_their_severity(severity: str, code: int) -> None:
    decided = gate(run(CHANGED, severity=Severity(severity)), DEFAULT, journal_trouble=None, allow_replay=False)
    assert decided.exit_code == code
    assert bool(decided.notes) == (code == 0)


def test_what_fails_a_run_is_what_the_settings_say() -> None:
    changed = run(CHANGED, severity=Severity.LOW)
    every = GateSettings(fail_on=tuple(Severity))
    assert gate(changed, every, journal_trouble=None, allow_replay=False).exit_code == 1
    assert gate(run(CHANGED), GateSettings(fail_on=()), journal_trouble=None, allow_replay=False).exit_code == 0


def test_changed_answers_that_fail_nothing_are_told_by_severity() -> None:
    mixed = tuple(outcome(number, CHANGED, severity=severity) for number, severity in enumerate(Severity))
    (note,) = gate(
        replace(run(*[CHANGED] * 4), outcomes=mixed), DEFAULT, journal_trouble=None, allow_replay=False
    ).notes
    assert note.startswith("2 wrong answers of severity medium, low told of and failing nothing")


def test_a_case_that_was_never_reached_makes_the_run_untrusted() -> None:
    stopped = replace(run(PASSED, PASSED), outcomes=run(PASSED).outcomes)
    decided = gate(stopped, DEFAULT, journal_trouble=None, allow_replay=False)
    assert decided.exit_code == 10
    assert decided.reasons == ("1 of 2 cases were never reached",)


def test_a_wrong_answer_that_could_not_be_asked_for_again_makes_the_run_untrusted() -> None:
    short = replace(run(SUSPECT), outcomes=(outcome(0, SUSPECT, asks=9),))
    decided = gate(short, DEFAULT, journal_trouble=None, allow_replay=False)
    assert decided.exit_code == 10
    assert decided.reasons == ("1 wrong answer could not be asked for again often enough",)


def test_every_doubt_is_told_also_beside_wrong_answers() -> None:
    decided = gate(run(CHANGED, ERROR, NOT_RUN), DEFAULT, journal_trouble="disk full", allow_replay=False)
    told = "\n".join(decided.reasons)
    assert "1 wrong answer" in told
    assert "endpoint error" in told
    assert "stopped asking" in told
    assert "disk full" in told


def test_a_journal_that_is_not_whole_makes_the_run_untrusted() -> None:
    assert gate(run(PASSED), DEFAULT, journal_trouble="disk full", allow_replay=False).exit_code == 10


def test_replayed_answers_pass_only_when_asked_for() -> None:
    assert gate(run(PASSED, replayed=True), DEFAULT, journal_trouble=None, allow_replay=False).exit_code == 10
    assert gate(run(PASSED, replayed=True), DEFAULT, journal_trouble=None, allow_replay=True).exit_code == 0


def test_a_golden_that_the_articles_show_to_be_stale_is_told_and_fails_nothing() -> None:
    told = Triangle(culprit=Culprit.GOLDEN_STALE, reason="the article says so")
    stale, wrong = replace(outcome(0, CHANGED), triangle=told), outcome(1, CHANGED)
    decided = gate(replace(run(CHANGED), outcomes=(stale,)), DEFAULT, journal_trouble=None, allow_replay=False)
    assert (decided.exit_code, decided.reasons) == (0, ())
    assert decided.notes == ("1 golden to review, no regression: the articles bear out the answers; `regold review`",)
    both = replace(run(CHANGED, CHANGED), outcomes=(stale, wrong))
    assert gate(both, DEFAULT, journal_trouble=None, allow_replay=False).reasons == ("1 wrong answer",)


@pytest.mark.parametrize("culprit", [one for one in Culprit if one is not Culprit.GOLDEN_STALE])
def test_whoever_else_is_wrong_the_run_fails(culprit: Culprit) -> None:
    wrong = replace(outcome(0, CHANGED), triangle=Triangle(culprit=culprit, reason="so"))
    decided = gate(replace(run(CHANGED), outcomes=(wrong,)), DEFAULT, journal_trouble=None, allow_replay=False)
    assert decided.exit_code == 1
