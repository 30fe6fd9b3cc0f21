"""Makes a record of what a tracker reports, or brings one up to date, in whatever order the deliveries arrive.

Of two deliveries the newer one says how the incident stands; what either says that happened at a time is kept. What a
person has changed in the record since the last import stays as the person wrote it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Literal

from regold.errors import IncidentError
from regold.incidents.file import plain
from regold.incidents.lifecycle import in_order, opened_again
from regold.incidents.record import Event, EventType, Incident, Source, Status, TrackerState
from regold.incidents.redaction import Redact
from regold.incidents.sources.reported import Reported, rank
from regold.incidents.store import Store, number_of
from regold.incidents.telling import Told, told

_STEP = "status"


class Effect(StrEnum):
    """What an import did."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """The incident after an import, and what became of it; what was refused has a reason instead."""

    effect: Effect
    incident: Incident | None = None
    why: str | None = None


def bring_in(
    reports: Iterable[Reported],
    store: Store,
    redact: Callable[[], Redact],
    *,
    redacted_by: Literal["regold", "before_import"],
    now: datetime,
) -> list[Imported]:
    """Write what is reported into the folder of incidents, each a new file, a changed one, or nothing.

    Every text goes through a door first, which `redact` makes for each incident. `now` only names the year of an
    incident whose report has no time at all. An incident whose file cannot be changed is refused; the others are
    brought in all the same.
    """
    with store.alone():
        batch = _Batch(store, redact, redacted_by, now)
        return [batch.bring_in(one) for one in reports]


class _Batch:
    """Several imports into a folder that nobody else writes to meanwhile: it is looked through once."""

    def __init__(
        self, store: Store, redact: Callable[[], Redact], by: Literal["regold", "before_import"], now: datetime
    ) -> None:
        self._store, self._redact, self._by, self._now = store, redact, by, now
        self._named = store.by_external_id()
        self._last = store.last_numbers()

    def bring_in(self, reported: Reported) -> Imported:
        try:
            cleaned = told(reported, self._redact(), self._by, lambda name: self._of(reported.system, name))
            held = self._of(reported.system, reported.external_id)
            if held is None:
                return Imported(effect=Effect.CREATED, incident=self._add(reported, cleaned))
            before = self._store.read(held)
            after = self._store.put(held, lambda incident: joined(incident, cleaned))
            return Imported(effect=Effect.UNCHANGED if after == before else Effect.UPDATED, incident=after)
        except IncidentError as refused:
            return Imported(effect=Effect.REFUSED, why=str(refused))

    def _add(self, reported: Reported, cleaned: Told) -> Incident:
        year = (reported.opened_at or reported.updated_at or self._now).year
        made = self._store.add(
            lambda name: joined(Incident(id=name, title=cleaned.title), cleaned), year, self._last.get(year, 0) + 1
        )
        self._last[year] = number_of(made.id)[1]
        self._named.setdefault(reported.external_id, []).append(made.id)
        return made

    def _of(self, system: str, external_id: str) -> str | None:
        """Give the id of the incident that came from there, if any."""
        for name in self._named.get(external_id, ()):
            source = self._store.read(name).source
            if source and (source.system, source.external_id) == (system, external_id):
                return name
        return None


def joined(incident: Incident, cleaned: Told) -> Incident:
    """Give the incident with what is told: the same for the same deliveries, in whatever order they came."""
    reported, source = cleaned.reported, incident.source
    newest = source is None or reported.rank > rank(source.updated_at, source.state, source.digest)
    untouched = source is None or source.imported.get(_STEP) == _digest_of_step(incident)
    after = _with_times(incident, reported)
    if newest:
        after = _with_values(after, cleaned)
        after = _closed_or_open(after, reported, untouched=untouched)
    if untouched:
        after = _taken_up(after)
        return _remembering(after)
    return after


def _with_times(incident: Incident, reported: Reported) -> Incident:
    """Add what happened at which time; the earliest report and the earliest taking up count."""
    held = incident.timestamps
    stamps = replace(
        held,
        detected_at=_earliest(held.detected_at, reported.opened_at),
        acknowledged_at=_earliest(held.acknowledged_at, reported.acknowledged_at),
        reopened_at=tuple(sorted({*held.reopened_at, *_known(reported.reopened_at)})),
    )
    named = (
        (reported.opened_at, EventType.REPORTED, f"Reported in {reported.system}."),
        (reported.acknowledged_at, EventType.ACKNOWLEDGED, f"Taken up in {reported.system}."),
        (reported.closed_at, EventType.CLOSED, f"Closed in {reported.system}."),
        (reported.reopened_at, EventType.REOPENED, f"Reopened in {reported.system}."),
    )
    events = (Event(at=at, type=kind, text=text) for at, kind, text in named if at)
    return replace(incident, timestamps=stamps, timeline=in_order((*incident.timeline, *events)))


def _with_values(incident: Incident, cleaned: Told) -> Incident:
    """Put in what the tracker says, but for what a person has changed since."""
    held = incident.source.imported if incident.source else {}
    fresh, reported = Incident(id=incident.id, title=""), cleaned.reported
    ours = [name for name in cleaned.values if not incident.source or _untouched(name, incident, held, fresh)]
    values = {name: cleaned.values[name] for name in ours}
    digests = {name: _digest(value) for name, value in values.items() if value != getattr(fresh, name)}
    source = Source(
        system=reported.system,
        external_id=reported.external_id,
        key=cleaned.key,
        url=reported.url,
        digest=reported.digest,
        updated_at=reported.updated_at,
        state=reported.state,
        imported={name: one for name, one in held.items() if name not in ours} | digests,
    )
    return replace(incident, source=source, redaction=cleaned.redaction, **values)  # type: ignore[arg-type]


def _untouched(name: str, incident: Incident, imported: Mapping[str, str], fresh: Incident) -> bool:
    """Tell whether a value is as the last import left it."""
    value = getattr(incident, name)
    return imported[name] == _digest(value) if name in imported else bool(value == getattr(fresh, name))


def _closed_or_open(incident: Incident, reported: Reported, *, untouched: bool) -> Incident:
    """Close or open it as the tracker has done, as far as its own steps here allow.

    When a person has moved it on, a containment or a fix that is being verified holds the closing back, and a closed
    incident opens only for a reopening behind its closing.
    """
    if reported.state is TrackerState.CLOSED:
        free = incident.status in {Status.TRIAGE, Status.ACTIVE} and not incident.contained_by
        if not (untouched or free):
            return incident
        stamps = replace(incident.timestamps, closed_at=reported.closed_at)
        return replace(incident, status=Status.CLOSED, resolution=reported.resolution, timestamps=stamps)
    if incident.status is not Status.CLOSED:
        return incident
    closed_at = incident.timestamps.closed_at
    again = [at for at in incident.timestamps.reopened_at if closed_at is None or at >= closed_at]
    if not again and untouched:
        again = _known(reported.updated_at)
    return opened_again(incident, again[-1]) if again else incident


def _taken_up(incident: Incident) -> Incident:
    """Move an incident in triage on when the tracker says that somebody is on it."""
    state = incident.source.state if incident.source else None
    stamps = incident.timestamps
    taken = stamps.reopened_at or stamps.acknowledged_at or state is TrackerState.ACKNOWLEDGED
    return replace(incident, status=Status.ACTIVE) if incident.status is Status.TRIAGE and taken else incident


def _remembering(incident: Incident) -> Incident:
    """Keep with the source how far the tracker moved the incident, to notice when a person moves it."""
    assert incident.source is not None  # noqa: S101 - it came from there
    step = _digest_of_step(incident)
    imported = {name: one for name, one in incident.source.imported.items() if name != _STEP}
    imported |= {_STEP: step} if step else {}
    return replace(incident, source=replace(incident.source, imported=dict(sorted(imported.items()))))


def _digest_of_step(incident: Incident) -> str | None:
    """Give what tells how far an incident is; None while nobody has moved it."""
    step = [incident.status, incident.resolution, incident.timestamps.closed_at]
    return None if step == [Status.TRIAGE, None, None] else _digest(step)


def _digest(value: object) -> str:
    """Give 8 hex digits of a value of the record: enough to notice that a person changed it."""
    return sha256(json.dumps(plain(value), sort_keys=True).encode()).hexdigest()[:8]


def _earliest(*times: datetime | None) -> datetime | None:
    return min((at for at in times if at is not None), default=None)


def _known(at: datetime | None) -> list[datetime]:
    return [at] if at else []
