"""A containment counts when the live endpoint obeys it, on its topic and there alone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from regold.errors import IncidentError
from regold.incidents import Incident, lifecycle
from regold.incidents.record import Action
from regold.session.probing import Probed, neighbours, probe
from tests.incidents.making import BAD, GOOD, incident, later
from tests.session.incidents import HANDED, Says, project


def contained(action: Action) -> Incident:
    return lifecycle.contain(lifecycle.acknowledge(incident(), later(1)), action, later(2))


def lifted() -> Incident:
    one = contained(Action.ESCALATE)
    return replace(one, containment=(replace(one.containment[0], lifted_at=later(3)),))


def probed(root: Path, one: Incident, said: Says) -> Probed:
    with project(root, said) as (config, _):
        return probe(config, one, repeats=1)


@pytest.mark.parametrize(
    ("action", "said", "passed"),
    [
        (Action.ESCALATE, HANDED, True),
        (Action.ESCALATE, GOOD, False),
        (Action.ESCALATE, f"{HANDED} {BAD}", False),
        (Action.REQUIRE_APPROVAL, HANDED, True),
        (Action.REQUIRE_APPROVAL, GOOD, False),
        (Action.RAISE_THRESHOLD, HANDED, True),
        (Action.RAISE_THRESHOLD, BAD, False),
        (Action.NOTE, BAD, True),
    ],
)
def test_a_limit_holds_or_it_does_not(tmp_path: Path, action: Action, said: str, *, passed: bool) -> None:
    found = probed(tmp_path, contained(action), Says(said))
    assert found.passed is passed, found.troubles
    assert (found.kind, found.action, found.neighbours) == ("applied", action, 1)


def test_a_single_wording_that_gets_through_is_told(tmp_path: Path) -> None:
    query = incident().what_was_wrong.query or ""
    found = probed(tmp_path, contained(Action.ESCALATE), Says(HANDED, **{query: BAD}))
    assert [(one.query, one.answer) for one in found.troubles] == [(query, BAD)]
    assert "says again what was wrong" in found.troubles[0].why


def test_a_limit_on_every_topic_is_too_much(tmp_path: Path) -> None:
    found = probed(tmp_path, contained(Action.ESCALATE), Says(HANDED, **{"What does shipping cost?": HANDED}))
    assert [one.why for one in found.troubles] == ["the topic shipping is limited too, which is too much"]


@pytest.mark.parametrize(("said", "passed"), [(GOOD, True), (BAD, False), (HANDED, False)])
def test_after_it_was_lifted_the_answers_are_right_again(tmp_path: Path, said: str, *, passed: bool) -> None:
    found = probed(tmp_path, lifted(), Says(said))
    assert (found.kind, found.passed) == ("lifted", passed)


def test_an_endpoint_that_does_not_answer_proves_nothing(tmp_path: Path) -> None:
    found = probed(tmp_path, contained(Action.ESCALATE), Says(500))
    assert not found.passed
    assert "no answer: " in found.troubles[0].why


def test_what_was_never_contained_cannot_be_probed(tmp_path: Path) -> None:
    with pytest.raises(IncidentError, match="nothing is contained"):
        probed(tmp_path, incident(), Says(HANDED))


def test_topics_that_are_limited_themselves_are_no_neighbours(tmp_path: Path) -> None:
    with project(tmp_path, Says(HANDED)) as (config, _):
        assert neighbours(config, {"shipping"}) == ()
        found = probe(config, contained(Action.ESCALATE), limited={"shipping"}, repeats=1)
    assert found.passed
    assert "not known whether too much is limited" in found.notes[0]
