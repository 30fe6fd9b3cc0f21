"""Deliveries make the same records in whatever order and however often they come; what people changed stays theirs."""

from __future__ import annotations

import itertools
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regold.incidents import Effect, Imported, Incident, Store, as_given, bring_in
from regold.incidents.editing import Deeds, Facts, changed
from regold.incidents.record import Action, Resolution, Status, TrackerState
from regold.incidents.redaction import Redacted
from regold.incidents.sources.reported import Reported
from regold.model import Severity
from tests.incidents.making import NOON, later

OPENED = Reported(
    system="github",
    external_id="900",
    title="60 days",
    state=TrackerState.OPEN,
    digest="a" * 64,
    severity=Severity.HIGH,
    topic="returns",
    opened_at=NOON,
    updated_at=NOON,
)
TAKEN = replace(OPENED, state=TrackerState.ACKNOWLEDGED, digest="b" * 64, acknowledged_at=later(1), updated_at=later(1))
CLOSED = replace(
    OPENED,
    state=TrackerState.CLOSED,
    digest="c" * 64,
    title="60 days, fixed",
    resolution=Resolution.FIXED,
    closed_at=later(2),
    updated_at=later(2),
)
REOPENED = replace(OPENED, digest="d" * 64, reopened_at=later(3), updated_at=later(3))
ALL = (OPENED, TAKEN, CLOSED, REOPENED)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(folder=tmp_path / "incidents", root=tmp_path)


def brought(store: Store, *reports: Reported) -> list[Imported]:
    return bring_in(reports, store, lambda: as_given, redacted_by="before_import", now=NOON)


def only(store: Store) -> Incident:
    (one,) = store.read_all()[0]
    return one


def test_a_report_becomes_a_record_of_its_own_year(store: Store) -> None:
    (done,) = brought(store, OPENED)
    assert done.effect is Effect.CREATED
    made = only(store)
    assert (made.id, made.title, made.status, made.severity) == ("INC-2026-0001", "60 days", "triage", "high")
    assert made.source is not None
    assert (made.source.system, made.source.external_id, made.source.digest) == ("github", "900", "a" * 64)
    assert made.redaction is not None
    assert made.redaction.by == "before_import"


@pytest.mark.parametrize("order", list(itertools.permutations(range(4))))
def test_every_order_of_deliveries_gives_the_same_bytes(tmp_path: Path, order: tuple[int, ...]) -> None:
    straight, mixed = (Store(folder=tmp_path / name / "incidents", root=tmp_path / name) for name in ("a", "b"))
    brought(straight, *ALL)
    for at in order:
        brought(mixed, ALL[at])
    name = "INC-2026-0001.yaml"
    assert (mixed.folder / name).read_bytes() == (straight.folder / name).read_bytes()


@given(st.lists(st.sampled_from(ALL), min_size=1, max_size=8))
def test_the_same_delivery_again_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, reports: list[Reported]
) -> None:
    root = tmp_path_factory.mktemp("project")
    store = Store(folder=root / "incidents", root=root)
    brought(store, *reports)
    before = (store.folder / "INC-2026-0001.yaml").read_bytes()
    assert {one.effect for one in brought(store, *reports)} == {Effect.UNCHANGED}
    assert (store.folder / "INC-2026-0001.yaml").read_bytes() == before


def test_the_same_id_of_another_system_is_another_incident(store: Store) -> None:
    brought(store, OPENED, replace(OPENED, system="gitlab"))
    assert store.ids() == ["INC-2026-0001", "INC-2026-0002"]


def test_a_tracker_closes_and_reopens(store: Store) -> None:
    brought(store, OPENED, CLOSED)
    assert (only(store).status, only(store).resolution) == (Status.CLOSED, Resolution.FIXED)
    assert only(store).timestamps.closed_at == later(2)
    brought(store, REOPENED)
    assert (only(store).status, only(store).resolution) == (Status.ACTIVE, None)
    assert only(store).timestamps.reopened_at == (later(3),)


def test_what_a_person_changed_stays_and_the_rest_is_brought_up_to_date(store: Store) -> None:
    brought(store, OPENED)
    store.change("INC-2026-0001", lambda one: changed(one, Facts(topic="refunds"), Deeds(), NOON))
    brought(store, replace(CLOSED, topic="shipping"))
    assert (only(store).topic, only(store).title) == ("refunds", "60 days, fixed")


def test_a_tracker_never_closes_what_is_still_limited(store: Store) -> None:
    brought(store, OPENED)
    deeds = Deeds(active=True, contained=Action.ESCALATE)
    store.change("INC-2026-0001", lambda one: changed(one, Facts(), deeds, later(1)))
    brought(store, CLOSED)
    assert only(store).status is Status.CONTAINED
    assert only(store).source is not None
    assert only(store).source.state is TrackerState.CLOSED  # type: ignore[union-attr]


def test_a_copy_is_linked_when_its_original_is_there(store: Store) -> None:
    copy = replace(CLOSED, external_id="901", resolution=Resolution.DUPLICATE, duplicate_of="900")
    brought(store, OPENED, copy)
    assert store.read("INC-2026-0002").duplicate_of == "INC-2026-0001"
    assert brought(store, replace(copy, external_id="902", duplicate_of="999"))[0].effect is Effect.CREATED
    assert store.read("INC-2026-0003").duplicate_of is None


def test_every_text_goes_through_a_door_of_its_own_incident(store: Store) -> None:
    doors: list[list[str]] = []

    def door() -> object:
        seen: list[str] = []
        doors.append(seen)

        def redact(text: str) -> Redacted:
            seen.append(text)
            return Redacted(text=text.replace("Anna", "Alex"), counts={"name": text.count("Anna")})

        return redact

    raw = replace(OPENED, title="Anna", description="Anna wrote")
    bring_in([raw, replace(raw, external_id="901")], store, door, redacted_by="regold", now=NOON)  # type: ignore[arg-type]
    assert len(doors) == 2
    for name in store.ids():
        assert b"Anna" not in (store.folder / f"{name}.yaml").read_bytes()
        redaction = store.read(name).redaction
        assert redaction is not None
        assert (redaction.by, redaction.counts) == ("regold", {"name": 2})


def test_a_text_that_is_too_long_is_cut_and_a_person_must_look(store: Store) -> None:
    brought(store, replace(OPENED, description="x" * 50_000))
    assert len(only(store).description or "") == 20_000
    assert only(store).review == ("a text was longer than 20,000 characters and was cut",)


def test_a_record_that_cannot_be_changed_is_refused_and_the_others_are_brought_in(store: Store) -> None:
    brought(store, OPENED)
    path = store.folder / "INC-2026-0001.yaml"
    path.write_text(path.read_text("utf-8") + "# mine\n", encoding="utf-8")
    first, second = brought(store, CLOSED, replace(OPENED, external_id="901"))
    assert (first.effect, second.effect) == (Effect.REFUSED, Effect.CREATED)
    assert "comments would be lost" in (first.why or "")


def test_a_report_without_any_time_is_of_this_year(store: Store) -> None:
    brought(store, replace(OPENED, opened_at=None, updated_at=None))
    assert store.ids() == ["INC-2026-0001"]
