"""The flag of all limits: what holds, what is over, and which conversations it lets through."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from regold.incidents import Incident, lifecycle
from regold.incidents.limiting import FLAG, PROPOSED, flag_file, limits, probed, verifier_in
from regold.incidents.record import Action, Probe
from regold.model import Severity
from tests.incidents.making import incident, later


def contained(name: str, action: Action, topic: str = "returns", hours: float | None = None) -> Incident:
    active = lifecycle.acknowledge(replace(incident(name), topic=topic), later(1))
    return lifecycle.contain(active, action, later(2), later(hours) if hours else None)


def flag(*incidents: Incident, hours: float = 3) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(flag_file(limits(incidents, later(hours)), "check-"))["flags"][FLAG]
    return found


def test_the_severity_proposes_the_action() -> None:
    assert [PROPOSED[one] for one in Severity] == ["escalate", "require_approval", "raise_threshold", "note"]


def test_the_strongest_limit_of_a_topic_stands_first() -> None:
    held = limits([contained("INC-2026-0001", Action.NOTE), contained("INC-2026-0002", Action.ESCALATE)], later(3))
    assert [one.action for one in held] == ["escalate", "note"]
    assert flag(contained("INC-2026-0001", Action.NOTE))["targeting"]["if"][2:] == [
        {"==": [{"var": "topic"}, "returns"]}, "note", "none",
    ]  # fmt: skip


def test_a_limit_with_an_end_ends_by_itself_and_is_gone_from_the_next_file() -> None:
    one = contained("INC-2026-0001", Action.ESCALATE, hours=5)
    condition = flag(one)["targeting"]["if"][2]
    assert condition["and"][1] == {"<": [{"var": "$flagd.timestamp"}, int(later(5).timestamp())]}
    assert flag(one)["metadata"]["expires_at"] == later(5).isoformat()
    assert flag(one, hours=5)["targeting"] == {}


def test_what_was_lifted_or_has_no_topic_limits_nothing() -> None:
    one = contained("INC-2026-0001", Action.ESCALATE)
    lifted = replace(one, containment=(replace(one.containment[0], lifted_at=later(3)),))
    assert limits([lifted, replace(one, topic=None), incident("INC-2026-0003")], later(4)) == ()


def test_the_verifier_is_let_through_first_and_read_back() -> None:
    text = flag_file(limits([contained("INC-2026-0001", Action.ESCALATE)], later(3)), "check-")
    assert json.loads(text)["flags"][FLAG]["targeting"]["if"][:2] == [
        {"starts_with": [{"var": "targetingKey"}, "check-"]}, "none",
    ]  # fmt: skip
    assert verifier_in(text) == "check-"


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", '{"flags": {}}', '{"flags": 1}', '{"flags": {"ai-support-containment": []}}']
)
def test_a_file_that_is_not_ours_holds_no_verifier(text: str) -> None:
    assert verifier_in(text) is None


def test_a_topic_is_never_more_than_a_value_in_the_file() -> None:
    hostile = 'x"}], "escalate", {"var": "y'
    assert flag(contained("INC-2026-0001", Action.NOTE, hostile))["targeting"]["if"][2]["=="][1] == hostile


def test_a_probe_is_kept_with_the_containment_it_looked_at() -> None:
    one = contained("INC-2026-0001", Action.ESCALATE)
    seen = probed(one, Probe(run="r", at=later(3), passed=True, kind="applied"), "Probed.")
    assert [probe.run for probe in seen.containment[0].probes] == ["r"]
    assert seen.timeline[-1].text == "Probed."
    unseen = probed(one, Probe(run="r", at=later(3), passed=True, kind="lifted"), "Probed.")
    assert unseen.containment[0].probes == ()
