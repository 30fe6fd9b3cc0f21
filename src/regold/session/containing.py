"""Limits the endpoint on a topic and takes the limit off again: by the flag in its file, or by a signed webhook."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from regold.errors import ConfigError, IncidentError
from regold.incidents import Incident, Store, lifecycle
from regold.incidents.limiting import FILE, FLAG, PROPOSED, THRESHOLD, flag_file, limits, verifier_in
from regold.incidents.record import Action
from regold.reports import write_whole

if TYPE_CHECKING:
    from pathlib import Path

    from regold.alerts import AlertSettings

FORMAT = 1


class Mode(StrEnum):
    """How a limit reaches the endpoint."""

    FLAG = "flag"
    WEBHOOK = "webhook"
    MANUAL = "manual"


def proposed(incident: Incident) -> Action:
    """Give the action that the severity asks for; raises IncidentError where it is not known."""
    if incident.severity is None:
        raise IncidentError(
            f"{incident.id}: its severity is not known, so no action can be proposed; give --action, or "
            f"regold incident set {incident.id} --severity SEVERITY"
        )
    return PROPOSED[incident.severity]


def steps(incident: Incident, action: Action) -> Iterator[str]:
    """Give what a person has to do where no program can."""
    topic = incident.topic or "(name the topic first)"
    what = {
        Action.NOTE: "nothing is limited; tell those who read the answers to look out for it",
        Action.RAISE_THRESHOLD: f"answer nothing under a confidence of {THRESHOLD:g}; hand such questions to a person",
        Action.REQUIRE_APPROVAL: "let a person approve every answer before the customer sees it",
        Action.ESCALATE: "hand every question to a person",
    }
    yield f"1. On the topic {topic}: {what[action]}."
    yield f"2. Write it down: regold incident set {incident.id} --contained {action}"
    yield f"3. See that it holds: regold incident probe {incident.id}"


class Limiter:
    """Applies and lifts the limits of a project; records change only when the endpoint was told."""

    def __init__(self, store: Store, *, now: datetime, token: str, alert: AlertSettings | None = None) -> None:
        """`token` names conversations that are not limited, where the flag's file holds none yet.

        With `alert` each change is posted to the webhook of these settings, without it the flag's file is written.
        """
        self._store = store
        self._now = now
        self._token = token
        self._alert = alert

    @property
    def path(self) -> Path:
        """The file of the flag."""
        return self._store.folder / FILE

    def contain(self, name: str, action: Action, until: datetime | None) -> Incident:
        """Limit the topic of an incident; raises IncidentError for a move that may not be, or an untold endpoint."""
        incident = self._store.read(name)
        after = lifecycle.contain(incident, action, self._now, until)
        if not incident.topic:
            raise IncidentError(f"{name}: not done: it has no topic to limit; regold incident set {name} --topic TOPIC")
        self._tell(after, "containment.applied", str(action), until)
        return self._store.change(name, lambda one: lifecycle.contain(one, action, self._now, until))

    def lift(self, name: str) -> Incident:
        """Take every limit of an incident off; refused before its fix is verified."""
        after = lifecycle.lift(self._store.read(name), self._now)
        self._tell(after, "containment.lifted", "none", None)
        return self._store.change(name, lambda one: lifecycle.lift(one, self._now))

    def is_current(self) -> bool:
        """Tell whether the flag's file says what the records say; one that is not there is used by nobody."""
        if not self.path.exists():
            return True
        incidents, text = self._store.read_all()[0], self.path.read_text("utf-8")
        ends = (one.expires_at for incident in incidents for one in incident.contained_by if one.expires_at)
        before = (end - timedelta(seconds=1) for end in ends)  # it was written before one of them was over
        return any(text == self._text(incidents, at) for at in (self._now, *before))

    def _tell(self, after: Incident, kind: str, action: str, until: datetime | None) -> None:
        if self._alert is not None:
            _post(self._alert, self._now, {**_event(after, kind, action, until), "timestamp": self._now.isoformat()})
            return
        others = [one for one in self._store.read_all()[0] if one.id != after.id]
        try:
            write_whole(self.path, self._text([*others, after], self._now))
        except OSError as error:
            raise IncidentError(f"{self.path}: cannot be written ({error.strerror}); nothing is limited") from None

    def _text(self, incidents: list[Incident], at: datetime) -> str:
        return flag_file(limits(incidents, at), verifier(self._store) or self._token)


def verifier(store: Store) -> str | None:
    """Give what conversations begin with that the flag does not limit; None where no flag is used."""
    path = store.folder / FILE
    try:
        return verifier_in(path.read_text("utf-8")) if path.is_file() else None
    except (OSError, UnicodeDecodeError) as error:
        raise IncidentError(f"{path}: cannot be read ({error}); take it away, and contain again") from None


def _event(incident: Incident, kind: str, action: str, until: datetime | None) -> dict[str, object]:
    return {
        "format": FORMAT,
        "type": kind,
        "flag": FLAG,
        "incident": incident.id,
        "topic": incident.topic,
        "action": action,
        "expires_at": until.isoformat() if until else None,
    }


def _post(alert: AlertSettings, at: datetime, event: dict[str, object]) -> None:
    """Post an event by Standard Webhooks 1.0; raises IncidentError when it is not taken."""
    __tracebackhide__ = True
    from regold.alerts import webhook  # noqa: PLC0415 - only a webhook needs it

    if alert.webhook is None:
        raise ConfigError("[tool.regold.alert] webhook: no address to post to; set it, or use --mode flag or manual")
    body = json.dumps(event).encode("ascii")
    name, stamp = f"{event['incident']}.{event['action']}.{int(at.timestamp())}", str(int(at.timestamp()))
    headers = {"Content-Type": "application/json", "webhook-id": name, "webhook-timestamp": stamp}
    if alert.secret:
        headers["webhook-signature"] = webhook.signature(alert.secret, name, stamp, body)
    refusal = webhook.call("POST", alert.webhook, headers=headers, body=body, timeout=webhook.TIMEOUT)
    if refusal:
        raise IncidentError(f"{event['incident']}: not done: the webhook did not take it: {refusal.reason}")
