"""A fix is verified by right answers in a row, drawn from the live endpoint, and by nothing else."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from regold.errors import IncidentError
from regold.incidents import Incident, lifecycle
from regold.incidents.record import Action, Correct
from regold.model import Severity
from regold.session.verifying import Verified, verify
from tests.incidents.making import BAD, GOOD, incident, later
from tests.session.incidents import HANDED, Says, project

QUERY = incident().what_was_wrong.query or ""


def contained(severity: Severity = Severity.LOW) -> Incident:
    active = lifecycle.acknowledge(incident(severity=severity), later(1))
    return lifecycle.contain(active, Action.ESCALATE, later(2))


def verified(root: Path, said: Says, one: Incident | None = None) -> tuple[Verified, int]:
    with project(root, said) as (config, bot):
        found = verify(config, one or contained(), now=later(3), session="check-")
        assert all(session.startswith("check-") for session in bot.sessions)
        return found, len(bot.asked)


@pytest.mark.parametrize(("severity", "answers"), [(Severity.LOW, 5), (Severity.HIGH, 30)])
def test_as_many_right_answers_as_the_severity_asks_for_and_no_call_more(
    tmp_path: Path, severity: Severity, answers: int
) -> None:
    found, asked = verified(tmp_path, Says(GOOD), contained(severity))
    assert (found.proof.passed, found.proof.clean, asked) == (True, answers, answers)
    assert found.replayed + found.variations == answers
    assert found.replayed
    assert found.variations


def test_what_was_seen_moves_the_incident_on(tmp_path: Path) -> None:
    found, _ = verified(tmp_path, Says(GOOD))
    after = lifecycle.verify(contained(), found.record("run", later(3)), later(3))
    assert (after.status, after.fix.verification.repeats) == ("fix_verified", 5)


def test_the_first_wrong_answer_ends_it(tmp_path: Path) -> None:
    found, asked = verified(tmp_path, Says(GOOD, **{QUERY: BAD}), contained(Severity.HIGH))
    assert (found.proof.passed, found.proof.bad, found.replayed) == (False, 0, 1)
    assert asked < 30
    assert found.bad is not None
    assert found.bad.query == QUERY
    assert "says again what was wrong" in found.why


def test_a_mistake_that_comes_back_later_is_found(tmp_path: Path) -> None:
    def second(times: int) -> str:
        return GOOD if times < 2 else BAD

    found, _ = verified(tmp_path, Says(second), contained(Severity.HIGH))
    assert found.proof.bad is not None
    assert found.proof.clean >= 2


def test_an_answer_that_is_handed_to_a_person_proves_no_fix(tmp_path: Path) -> None:
    found, _ = verified(tmp_path, Says(HANDED))
    assert not found.proof.passed
    assert "still contained" in found.why


def test_an_endpoint_that_does_not_answer_decides_nothing(tmp_path: Path) -> None:
    found, _ = verified(tmp_path, Says(500))
    assert found.fault is not None
    assert (found.proof.passed, found.proof.bad) == (False, None)


def test_nothing_is_asked_before_the_step_or_without_a_correct_answer(tmp_path: Path) -> None:
    with pytest.raises(IncidentError, match="the step active is missing"):
        verified(tmp_path, Says(GOOD), incident())
    with pytest.raises(IncidentError, match="cannot be verified"):
        verified(tmp_path, Says(GOOD), replace(contained(), correct=Correct()))
