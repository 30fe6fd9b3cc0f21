"""What many incidents say together, counted by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from regold.incidents import Incident, Trends
from regold.incidents import trends as of_briefs
from regold.incidents.brief import brief_of
from regold.incidents.record import (
    Action,
    Containment,
    Correct,
    Detection,
    DetectionMethod,
    Prevention,
    Probe,
    Resolution,
)
from regold.incidents.trends import spread
from regold.model import Severity
from tests.incidents.making import NOON, closed, incident, later


def trends(incidents: Sequence[Incident]) -> Trends:
    return of_briefs([brief_of(one) for one in incidents])


def contained_after(name: str, hours: float, severity: Severity = Severity.HIGH) -> Incident:
    made = incident(name, severity=severity)
    return replace(made, timestamps=replace(made.timestamps, contained_at=later(hours)))


def test_the_durations_are_told_by_severity_with_median_p85_and_n() -> None:
    many = [contained_after(f"INC-2026-{number:04}", number) for number in range(1, 21)]
    found = trends([*many, contained_after("INC-2026-0100", 50, Severity.LOW)])
    high, low = found.paces
    assert (high.severity, high.count, low.severity, low.count) == (Severity.HIGH, 20, Severity.LOW, 1)
    to_contain = high.steps["contain"]
    assert (to_contain.n, to_contain.median, to_contain.p85) == (20, 10.5 * 3600, 17 * 3600)
    assert high.steps["close"].n == 0


def test_copies_and_declined_ones_are_no_mistakes() -> None:
    others = [closed(incident(f"INC-2026-{number:04}"), resolution) for number, resolution in enumerate(Resolution, 1)]
    found = trends(others)
    assert (found.incidents, found.mistakes, found.open) == (6, 2, 0)


def test_an_incident_that_came_back_counts_once_however_often_it_did() -> None:
    twice = incident()
    twice = replace(twice, timestamps=replace(twice.timestamps, reopened_at=(NOON, later(1))))
    found = trends([twice, incident("INC-2026-0002")])
    assert (found.back.part, found.back.of) == (1, 2)


def test_only_a_probe_of_a_limit_that_passed_counts_as_contained() -> None:
    def with_probe(name: str, action: Action, *, passed: bool) -> Incident:
        probe = Probe(run="r", at=NOON, passed=passed, kind="applied")
        return replace(incident(name), containment=(Containment(action=action, applied_at=NOON, probes=(probe,)),))

    found = trends(
        [
            with_probe("INC-2026-0001", Action.ESCALATE, passed=True),
            with_probe("INC-2026-0002", Action.ESCALATE, passed=False),
            with_probe("INC-2026-0003", Action.NOTE, passed=True),
            incident("INC-2026-0004", severity=Severity.LOW),
        ]
    )
    assert (found.contained.part, found.contained.of) == (1, 3)


def test_the_shares_of_proven_and_of_proactively_detected_are_of_those_that_are_known() -> None:
    fixed = closed(incident("INC-2026-0001"))
    proven = replace(closed(incident("INC-2026-0002")), prevention=Prevention(case_ids=("s#c",)))
    noticed = replace(incident("INC-2026-0003"), detection=Detection(method=DetectionMethod.PROACTIVE_RUN))
    reported = replace(incident("INC-2026-0004"), detection=Detection(method=DetectionMethod.CUSTOMER_REPORT))
    found = trends([fixed, proven, noticed, reported])
    assert (found.proven.part, found.proven.of) == (1, 2)
    assert (found.proactive.part, found.proactive.of) == (1, 2)


def test_what_was_no_mistake_makes_no_theme() -> None:
    def again(name: str) -> Incident:
        return replace(incident(name), topic="b")

    assert len(trends([again("INC-2026-0001"), again("INC-2026-0002")]).themes) == 1
    assert trends([again("INC-2026-0001"), closed(again("INC-2026-0002"), Resolution.DECLINED)]).themes == ()


def test_where_a_model_gives_vectors_the_themes_are_by_meaning() -> None:
    both = [brief_of(incident("INC-2026-0001")), brief_of(incident("INC-2026-0002"))]
    found = of_briefs(both, lambda those: np.eye(len(those), dtype=np.float32))
    assert (found.by_meaning, found.themes) == (True, ())
    assert not of_briefs(both).by_meaning


def test_topics_without_an_article_are_told_most_first() -> None:
    def without(name: str, topic: str) -> Incident:
        return replace(incident(name), topic=topic, correct=Correct())

    found = trends([without("INC-2026-0001", "a"), without("INC-2026-0002", "b"), without("INC-2026-0003", "b")])
    assert found.without_article == (("b", 2), ("a", 1))


def test_no_incident_at_all_is_no_mistake() -> None:
    found = trends([])
    assert (found.incidents, found.paces, found.back.value, found.maturity.level) == (0, (), None, 1)


@given(st.lists(st.one_of(st.none(), st.floats(0, 1e9)), max_size=60))
def test_a_spread_is_of_known_durations_and_lies_among_them(seconds: list[float | None]) -> None:
    found, known = spread(seconds), [one for one in seconds if one is not None]
    assert found.n == len(known)
    if known:
        assert found.median is not None
        assert found.p85 in known
        assert sum(one <= found.p85 for one in known) >= 0.85 * len(known)


def test_a_time_that_runs_backwards_is_no_duration() -> None:
    made = incident()
    backwards = replace(made, timestamps=replace(made.timestamps, contained_at=NOON - timedelta(hours=1)))
    assert trends([backwards]).paces[0].steps["contain"].n == 0
