"""How an incident moves: each move with what it needs, or why it is refused and which step is missing.

Every move is a pure function of the incident and the time; the timestamps and the timeline are kept here alone.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from regold.errors import IncidentError
from regold.incidents.record import (
    Action,
    Containment,
    Event,
    EventType,
    Incident,
    Resolution,
    Status,
    Verification,
)
from regold.incidents.verification import needed, said

LINKED = (Resolution.DUPLICATE, Resolution.MERGED)
"""The resolutions that link to another incident; such an incident never becomes a case."""

_STEPS = tuple(Status)


def acknowledge(incident: Incident, at: datetime) -> Incident:
    """Move from triage to active: somebody is on it and knows how bad it is."""
    _need_step(incident, Status.ACTIVE)
    if incident.severity is None:
        raise _refused(incident, "its severity is not known", f"regold incident set {incident.id} --severity SEVERITY")
    stamps = replace(incident.timestamps, acknowledged_at=incident.timestamps.acknowledged_at or at)
    text = f"Taken up as {incident.severity}."
    return _moved(replace(incident, timestamps=stamps, status=Status.ACTIVE), at, EventType.ACKNOWLEDGED, text)


def contain(incident: Incident, action: Action, at: datetime, expires_at: datetime | None = None) -> Incident:
    """Move from active to contained: the topic is limited by this action, until `expires_at` where it ends by itself.

    An incident that is contained already gets one containment more.
    """
    if incident.status is not Status.CONTAINED:
        _need_step(incident, Status.CONTAINED)
    if expires_at is not None and expires_at <= at:
        raise _refused(incident, "the containment would be over already", "choose a later end")
    one = Containment(action=action, applied_at=at, expires_at=expires_at)
    stamps = replace(incident.timestamps, contained_at=incident.timestamps.contained_at or at)
    incident = replace(incident, containment=(*incident.containment, one), timestamps=stamps, status=Status.CONTAINED)
    return _moved(incident, at, EventType.CONTAINED, f"Contained: {action}.")


def fix_deployed(incident: Incident, at: datetime) -> Incident:
    """Note when the fix went live; the step of the incident stays."""
    stamps = replace(incident.timestamps, fix_deployed_at=at)
    return _moved(replace(incident, timestamps=stamps), at, EventType.FIX_DEPLOYED, "The fix went live.")


def communicated(incident: Incident, at: datetime, text: str) -> Incident:
    """Note that somebody was told; the first time counts."""
    stamps = replace(incident.timestamps, communicated_at=incident.timestamps.communicated_at or at)
    return _moved(replace(incident, timestamps=stamps), at, EventType.COMMUNICATED, text)


def verify(incident: Incident, verification: Verification, at: datetime) -> Incident:
    """Move from contained to fix_verified by right answers in a row, as many as the severity asks for.

    A verification that did not pass is kept in the record, and the incident stays where it is.
    """
    _need_step(incident, Status.FIX_VERIFIED)
    enough = needed(incident.severity)
    fix = replace(incident.fix, verification=replace(verification, at=verification.at or at))
    incident = replace(incident, fix=fix)
    if not verification.passed:
        return _moved(incident, at, EventType.NOTE, "The fix was tried and does not hold.")
    if verification.repeats < enough:
        missing = f"{enough - verification.repeats} more right answers in a row ({said(verification.repeats)})"
        raise _refused(incident, f"{incident.severity or 'unknown'} severity needs {missing}", "ask again")
    stamps = replace(incident.timestamps, verified_at=at)
    text = f"Fix verified. {said(verification.repeats)}."
    return _moved(replace(incident, timestamps=stamps, status=Status.FIX_VERIFIED), at, EventType.VERIFIED, text)


def lift(incident: Incident, at: datetime) -> Incident:
    """Take every containment off; refused before the fix is verified."""
    if not incident.contained_by:
        raise _refused(incident, "no containment is on", f"regold incident show {incident.id}")
    if incident.status is not Status.FIX_VERIFIED:
        raise _refused(
            incident, "its fix is not verified, so its containment stays", _command(incident, _next(incident))
        )
    lifted = tuple(replace(one, lifted_at=at) if one.is_on else one for one in incident.containment)
    stamps = replace(incident.timestamps, containment_lifted_at=at)
    incident = replace(incident, containment=lifted, timestamps=stamps)
    return _moved(incident, at, EventType.CONTAINMENT_LIFTED, "Containment lifted.")


def close(incident: Incident, resolution: Resolution, at: datetime, duplicate_of: str | None = None) -> Incident:
    """Close an incident: as fixed behind every other step and with a proven case, else from wherever it stands.

    While a containment is on nothing is closed: it would stay on with nobody watching it.
    """
    if incident.status is Status.CLOSED:
        raise _refused(
            incident, f"it is closed already ({incident.resolution})", f"regold incident reopen {incident.id}"
        )
    if resolution is Resolution.FIXED:
        _need_step(incident, Status.CLOSED)
    other = duplicate_of or incident.duplicate_of
    if resolution in LINKED and (other is None or other == incident.id):
        how = f"regold incident close {incident.id} --as {resolution} --duplicate-of INC-YYYY-NNNN"
        raise _refused(incident, "it must name the other incident", how)
    if incident.contained_by:
        raise _refused(incident, "its containment is still on", f"regold incident set {incident.id} --lifted")
    if resolution is Resolution.FIXED and not incident.prevention.case_ids:
        raise _refused(incident, "it has no proven case", f"regold incident convert {incident.id}")
    stamps = replace(incident.timestamps, closed_at=at)
    linked = other if resolution in LINKED else incident.duplicate_of
    text = f"Closed: {resolution}{f' ({linked})' if resolution in LINKED else ''}."
    closed = replace(incident, status=Status.CLOSED, resolution=resolution, duplicate_of=linked, timestamps=stamps)
    return _moved(closed, at, EventType.CLOSED, text)


def reopen(incident: Incident, at: datetime, reason: str = "Reopened.") -> Incident:
    """Open a closed incident again: it keeps its cases and marks them regressed; the fix is to be verified anew."""
    if incident.status is not Status.CLOSED:
        raise _refused(incident, f"it is {incident.status}, not closed", f"regold incident show {incident.id}")
    return _moved(opened_again(incident, at), at, EventType.REOPENED, reason)


def opened_again(incident: Incident, at: datetime) -> Incident:
    """Give a closed incident as it is when open again, without a word about it in the timeline."""
    held = incident.timestamps
    stamps = replace(
        held,
        fix_deployed_at=None,
        verified_at=None,
        containment_lifted_at=None,
        closed_at=None,
        reopened_at=tuple(sorted({*held.reopened_at, at})),
    )
    cases = tuple(dict.fromkeys((*incident.prevention.regressed, *incident.prevention.case_ids)))
    return replace(
        incident,
        status=Status.ACTIVE,
        resolution=None,
        duplicate_of=None,
        timestamps=stamps,
        fix=replace(incident.fix, verification=Verification()),
        prevention=replace(incident.prevention, regressed=cases),
    )


def noted(incident: Incident, at: datetime, text: str, kind: EventType = EventType.NOTE) -> Incident:
    """Add a line to the timeline."""
    return _moved(incident, at, kind, text)


def in_order(events: tuple[Event, ...]) -> tuple[Event, ...]:
    """Give events by time, each once; those of one time in the order in which steps follow each other."""
    kinds = list(EventType)
    return tuple(sorted(set(events), key=lambda event: (event.at, kinds.index(event.type), event.text)))


def next_step(incident: Incident) -> str:
    """Give what is to be typed next, or that nothing is left to do."""
    if incident.status is not Status.CLOSED:
        if incident.status is Status.TRIAGE and incident.severity is None:
            return f"regold incident set {incident.id} --severity SEVERITY --status active"
        if incident.status is Status.FIX_VERIFIED and incident.contained_by:
            return f"regold incident lift {incident.id}, or by hand: regold incident set {incident.id} --lifted"
        return _command(incident, _next(incident))
    if incident.resolution is Resolution.FIXED and not incident.prevention.case_ids:
        return f"it has no proven case; regold incident convert {incident.id}"
    return "nothing is left to do"


def _need_step(incident: Incident, wanted: Status) -> None:
    """Refuse a move that leaves a step out; which one is missing is told with the command for it."""
    if incident.status is Status.CLOSED:
        raise _refused(incident, "it is closed", f"regold incident reopen {incident.id}")
    at, goal = _STEPS.index(incident.status), _STEPS.index(wanted)
    if goal <= at:
        raise _refused(incident, f"it is {incident.status} already", f"regold incident show {incident.id}")
    if goal > at + 1:
        missing = _next(incident)
        raise _refused(incident, f"it is {incident.status}; the step {missing} is missing", _command(incident, missing))


def _next(incident: Incident) -> Status:
    return _STEPS[min(_STEPS.index(incident.status) + 1, len(_STEPS) - 1)]


def _command(incident: Incident, step: Status) -> str:
    """Give what to type for a step."""
    options = {
        Status.ACTIVE: "--status active",
        Status.CONTAINED: "--contained escalate|require_approval|raise_threshold|note",
        Status.FIX_VERIFIED: f"--verified {needed(incident.severity)}",
    }
    asks = {Status.CONTAINED: "contain", Status.FIX_VERIFIED: "verify"}
    if step in options:
        first = f"regold incident {asks[step]} {incident.id}, or by hand: " if step in asks else ""
        return f"{first}regold incident set {incident.id} {options[step]}"
    return f"regold incident close {incident.id} --as fixed"


def _moved(incident: Incident, at: datetime, kind: EventType, text: str) -> Incident:
    return replace(incident, timeline=in_order((*incident.timeline, Event(at=at, type=kind, text=text))))


def _refused(incident: Incident, why: str, advice: str) -> IncidentError:
    return IncidentError(f"{incident.id}: not done: {why}; {advice}")
