"""Moves happen in their order or are refused with the missing step; times and timeline keep themselves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regold.errors import IncidentError
from regold.incidents import Incident, lifecycle, needed
from regold.incidents.record import Action, EventType, Prevention, Resolution, Status, Verification
from regold.model import Severity
from tests.incidents.making import NOON, incident, later

Move = Callable[[Incident], Incident]


def verified(one: Incident, at: float = 3) -> Incident:
    enough = needed(one.severity)
    return lifecycle.verify(one, Verification(passed=True, repeats=enough, replayed=enough), later(at))


def proven(one: Incident) -> Incident:
    return replace(one, prevention=Prevention(case_ids=("incidents#x",)))


MOVES: dict[str, Move] = {
    "acknowledge": lambda one: lifecycle.acknowledge(one, later(1)),
    "contain": lambda one: lifecycle.contain(one, Action.ESCALATE, later(2), later(90)),
    "verify": verified,
    "lift": lambda one: lifecycle.lift(one, later(4)),
    "close": lambda one: lifecycle.close(proven(one), Resolution.FIXED, later(5)),
    "decline": lambda one: lifecycle.close(one, Resolution.DECLINED, later(5)),
    "reopen": lambda one: lifecycle.reopen(one, later(6)),
}
WHOLE = ("acknowledge", "contain", "verify", "lift", "close")


def after(*names: str, start: Incident | None = None) -> Incident:
    made = start or incident()
    for name in names:
        made = MOVES[name](made)
    return made


def refused(move: Move, made: Incident) -> str:
    with pytest.raises(IncidentError) as why:
        move(made)
    return str(why.value)


def test_the_whole_way_keeps_every_time_and_tells_it() -> None:
    done = after(*WHOLE)
    stamps = done.timestamps
    assert (done.status, done.resolution) == (Status.CLOSED, Resolution.FIXED)
    assert stamps.acknowledged_at == later(1)
    assert stamps.contained_at == later(2)
    assert stamps.verified_at == later(3)
    assert stamps.containment_lifted_at == later(4)
    assert stamps.closed_at == later(5)
    assert [event.type for event in done.timeline] == [
        EventType.ACKNOWLEDGED,
        EventType.CONTAINED,
        EventType.VERIFIED,
        EventType.CONTAINMENT_LIFTED,
        EventType.CLOSED,
    ]


@pytest.mark.parametrize(
    ("done", "move", "missing"),
    [
        ((), "contain", "the step active is missing"),
        ((), "verify", "the step active is missing"),
        ((), "close", "the step active is missing"),
        (("acknowledge",), "verify", "the step contained is missing"),
        (("acknowledge",), "close", "the step contained is missing"),
        (("acknowledge", "contain"), "close", "the step fix_verified is missing"),
        (("acknowledge", "contain"), "lift", "its fix is not verified"),
        (("acknowledge", "contain", "verify"), "close", "its containment is still on"),
        (("acknowledge", "contain"), "decline", "its containment is still on"),
        (("acknowledge",), "lift", "no containment is on"),
        (("acknowledge",), "acknowledge", "it is active already"),
        (("acknowledge",), "reopen", "not closed"),
        (WHOLE, "close", "it is closed already"),
        (WHOLE, "contain", "it is closed"),
    ],
)
def test_an_illegal_move_is_refused_with_the_step_that_is_missing(
    done: tuple[str, ...], move: str, missing: str
) -> None:
    message = refused(MOVES[move], after(*done))
    assert message.startswith("INC-2026-0001: not done: ")
    assert missing in message


def test_every_refusal_says_what_to_type() -> None:
    assert refused(MOVES["contain"], incident()).endswith("regold incident set INC-2026-0001 --status active")
    assert refused(MOVES["reopen"], incident()).endswith("regold incident show INC-2026-0001")
    assert refused(MOVES["lift"], after("acknowledge", "contain")).endswith("--verified 30")


def test_nobody_takes_up_what_nobody_weighed() -> None:
    assert "its severity is not known" in refused(MOVES["acknowledge"], incident(severity=None))


def test_closing_as_fixed_needs_a_proven_case() -> None:
    ready = after("acknowledge", "contain", "verify", "lift")
    message = refused(lambda one: lifecycle.close(one, Resolution.FIXED, later(5)), ready)
    assert "it has no proven case" in message


@pytest.mark.parametrize("severity", Severity)
def test_a_fix_needs_as_many_right_answers_as_its_severity_asks_for(severity: Severity) -> None:
    contained = after("acknowledge", "contain", start=incident(severity=severity))
    few = Verification(passed=True, repeats=needed(severity) - 1)
    assert "1 more right answers" in refused(lambda one: lifecycle.verify(one, few, later(3)), contained)
    assert verified(contained).status is Status.FIX_VERIFIED


def test_a_fix_that_does_not_hold_is_noted_and_moves_nothing() -> None:
    contained = after("acknowledge", "contain")
    tried = lifecycle.verify(contained, Verification(passed=False, repeats=2), later(3))
    assert tried.status is Status.CONTAINED
    assert tried.fix.verification.repeats == 2
    assert tried.timeline[-1].text == "The fix was tried and does not hold."


def test_a_copy_names_its_original_and_not_itself() -> None:
    def close(one: Incident, other: str | None) -> Incident:
        return lifecycle.close(one, Resolution.DUPLICATE, later(1), other)

    assert "must name the other incident" in refused(lambda one: close(one, None), incident())
    assert "must name the other incident" in refused(lambda one: close(one, one.id), incident())
    assert close(incident(), "INC-2026-0009").duplicate_of == "INC-2026-0009"


def test_a_reopened_incident_keeps_its_cases_as_regressed_and_starts_its_fix_anew() -> None:
    again = after(*WHOLE, "reopen")
    assert (again.status, again.resolution) == (Status.ACTIVE, None)
    assert again.prevention.case_ids == again.prevention.regressed == ("incidents#x",)
    assert again.timestamps.reopened_at == (later(6),)
    assert again.timestamps.verified_at is None
    assert again.fix.verification == Verification()
    assert after("contain", start=again).status is Status.CONTAINED


def test_a_containment_that_would_be_over_is_refused_and_a_second_one_is_added() -> None:
    active = after("acknowledge")
    assert "would be over already" in refused(
        lambda one: lifecycle.contain(one, Action.NOTE, later(2), later(1)), active
    )
    twice = after("contain", "contain", start=active)
    assert len(twice.contained_by) == 2
    assert after("verify", "lift", start=twice).contained_by == ()


def test_the_timeline_is_in_order_whenever_things_are_written_down() -> None:
    made = lifecycle.noted(after("acknowledge"), NOON, "First.")
    assert [event.text for event in made.timeline] == ["First.", "Taken up as high."]
    assert lifecycle.noted(made, NOON, "First.") == made


@pytest.mark.parametrize(
    ("done", "told"),
    [
        ((), "--status active"),
        (("acknowledge",), "--contained"),
        (("acknowledge", "contain"), "--verified 30"),
        (("acknowledge", "contain", "verify"), "--lifted"),
        (("acknowledge", "contain", "verify", "lift"), "close INC-2026-0001 --as fixed"),
        (WHOLE, "nothing is left to do"),
    ],
)
def test_the_next_step_is_always_told(done: tuple[str, ...], told: str) -> None:
    assert told in lifecycle.next_step(after(*done))


@given(st.lists(st.sampled_from(sorted(MOVES)), max_size=12))
def test_no_order_of_moves_leaves_a_step_out(names: list[str]) -> None:
    made = incident()
    for name in names:
        try:
            made = MOVES[name](made)
        except IncidentError:
            continue
        stamps = made.timestamps
        if made.status is Status.FIX_VERIFIED:
            assert stamps.verified_at is not None
            assert made.fix.verification.passed
        if made.status is Status.CLOSED:
            assert made.contained_by == ()
            assert made.resolution is not None
            if made.resolution is Resolution.FIXED:
                assert made.fix.verification.passed
                assert made.prevention.case_ids
        assert list(made.timeline) == sorted(made.timeline, key=lambda event: event.at)
