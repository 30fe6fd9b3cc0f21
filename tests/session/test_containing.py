"""A limit reaches the endpoint before the record says so: by the flag's file, or by a signed webhook."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from regold.alerts import AlertSettings
from regold.alerts.webhook import signature
from regold.errors import ConfigError, IncidentError
from regold.incidents import Incident, Store, lifecycle
from regold.incidents.limiting import FLAG
from regold.incidents.record import Action, Verification
from regold.model import Severity
from regold.secret import Secret
from regold.session.containing import Limiter, proposed, steps, verifier
from tests.alerts.receiving import receiver
from tests.incidents.making import incident, later
from tests.session.incidents import stored
from tests.targets.misbehaving import says

ID = "INC-2026-0001"


def active(one: Incident) -> Incident:
    return lifecycle.acknowledge(replace(one, severity=Severity.LOW), later(1))


def limiter(store: Store, hours: float = 2, alert: AlertSettings | None = None) -> Limiter:
    return Limiter(store, now=later(hours), token="check-", alert=alert)


def flag(store: Store) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((store.folder / "containment.json").read_text("utf-8"))["flags"][FLAG]
    return found


def verified(store: Store, name: str = ID) -> None:
    seen = Verification(passed=True, repeats=5)
    store.change(name, lambda one: lifecycle.verify(one, seen, later(3)))


def test_the_flag_is_written_and_the_record_follows(tmp_path: Path) -> None:
    store = stored(tmp_path, active)
    contained = limiter(store).contain(ID, Action.ESCALATE, None)
    assert contained == store.read(ID)
    assert contained.status == "contained"
    assert "escalate" in flag(store)["targeting"]["if"]
    assert flag(store)["metadata"]["incident"] == ID


def test_lifting_takes_the_incident_out_and_leaves_the_others(tmp_path: Path) -> None:
    store = stored(tmp_path, active)
    store.create(lambda name: active(replace(incident(name), topic="shipping")), 2026)
    for name in (ID, "INC-2026-0002"):
        limiter(store).contain(name, Action.ESCALATE, None)
    with pytest.raises(IncidentError, match="its fix is not verified"):
        limiter(store, 3).lift(ID)
    assert flag(store)["metadata"]["incident"] == f"{ID}, INC-2026-0002"
    verified(store)
    assert limiter(store, 4).lift(ID).contained_by == ()
    assert flag(store)["metadata"]["incident"] == "INC-2026-0002"


def test_the_verifier_stays_the_same_in_every_new_file(tmp_path: Path) -> None:
    store = stored(tmp_path, active)
    assert verifier(store) is None
    limiter(store).contain(ID, Action.NOTE, None)
    Limiter(store, now=later(3), token="other-").contain(ID, Action.ESCALATE, None)
    assert verifier(store) == "check-"


def test_a_flag_that_cannot_be_written_leaves_the_record_alone(tmp_path: Path) -> None:
    store = stored(tmp_path, active)
    (store.folder / "containment.json").mkdir()
    with pytest.raises(IncidentError, match="nothing is limited"):
        limiter(store).contain(ID, Action.ESCALATE, None)
    assert store.read(ID).status == "active"


def test_a_refused_move_and_a_missing_topic_write_no_flag(tmp_path: Path) -> None:
    store = stored(tmp_path)
    with pytest.raises(IncidentError, match="the step active is missing"):
        limiter(store).contain(ID, Action.ESCALATE, None)
    store.change(ID, lambda one: replace(active(one), topic=None))
    with pytest.raises(IncidentError, match="no topic to limit"):
        limiter(store).contain(ID, Action.ESCALATE, None)
    assert not (store.folder / "containment.json").exists()


@pytest.mark.parametrize("at", [later(3), later(6)])
def test_the_flag_is_current_until_somebody_changes_the_records_or_the_file(tmp_path: Path, at: datetime) -> None:
    store = stored(tmp_path, active)
    limiter(store).contain(ID, Action.ESCALATE, later(5))
    assert Limiter(store, now=at, token="").is_current()
    store.change(ID, lambda one: lifecycle.contain(one, Action.NOTE, later(2)))
    assert not Limiter(store, now=at, token="").is_current()


def test_the_webhook_is_told_of_both_and_each_is_signed(tmp_path: Path) -> None:
    store, secret = stored(tmp_path, active), Secret("key")
    with receiver(says("")) as here:
        alert = AlertSettings(webhook=Secret(here.url), secret=secret)
        limiter(store, alert=alert).contain(ID, Action.ESCALATE, later(30))
        verified(store)
        limiter(store, 4, alert=alert).lift(ID)
    first, second = here.requests
    assert (first.json["type"], first.json["topic"], first.json["action"]) == (
        "containment.applied",
        "returns",
        "escalate",
    )
    assert first.json["expires_at"] == later(30).isoformat()
    assert (second.json["type"], second.json["action"]) == ("containment.lifted", "none")
    for one in (first, second):
        named = (one.headers["webhook-id"], one.headers["webhook-timestamp"])
        assert one.headers["webhook-signature"] == signature(secret, *named, one.body)
    assert not (store.folder / "containment.json").exists()


def test_a_webhook_that_refuses_or_is_not_set_limits_nothing(tmp_path: Path) -> None:
    store = stored(tmp_path, active)
    with receiver(says("", status=500)) as here, pytest.raises(IncidentError, match="did not take it") as told:
        limiter(store, alert=AlertSettings(webhook=Secret(here.url))).contain(ID, Action.ESCALATE, None)
    assert here.url not in str(told.value)
    with pytest.raises(ConfigError, match="no address to post to"):
        limiter(store, alert=AlertSettings()).contain(ID, Action.ESCALATE, None)
    assert store.read(ID).status == "active"


def test_what_the_severity_asks_for_is_proposed_and_told_in_steps() -> None:
    assert proposed(incident()) is Action.REQUIRE_APPROVAL
    assert "let a person approve every answer" in next(steps(incident(), Action.REQUIRE_APPROVAL))
    with pytest.raises(IncidentError, match="its severity is not known"):
        proposed(replace(incident(), severity=None))
