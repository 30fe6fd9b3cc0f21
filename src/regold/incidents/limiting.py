"""Which limit a severity asks for, and the limits of all incidents as one flag of OpenFeature; it writes nothing."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from regold.incidents.lifecycle import noted
from regold.incidents.record import Action, Containment, Incident, Probe
from regold.model import Severity

PROPOSED = {
    Severity.CRITICAL: Action.ESCALATE,
    Severity.HIGH: Action.REQUIRE_APPROVAL,
    Severity.MEDIUM: Action.RAISE_THRESHOLD,
    Severity.LOW: Action.NOTE,
}
"""What each severity asks for."""

FLAG = "ai-support-containment"
FILE = "containment.json"
"""The name of the flag, and of its file in the folder of incidents."""

SCHEMA = "https://flagd.dev/schema/v0/flags.json"
THRESHOLD = 0.8
"""The confidence under which nothing is answered while a threshold is raised."""

_NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """A limit on a topic that holds now, for one incident."""

    incident: str
    topic: str
    action: Action
    expires_at: datetime | None = None


def limits(incidents: Iterable[Incident], now: datetime) -> tuple[Limit, ...]:
    """Give the limits that hold now, the strongest first; one that is over, and one without a topic, is none."""
    found = [
        Limit(incident=incident.id, topic=incident.topic, action=one.action, expires_at=one.expires_at)
        for incident in incidents
        for one in incident.contained_by
        if incident.topic and not is_over(one, now)
    ]
    strongest = list(reversed(Action))
    return tuple(sorted(found, key=lambda one: (strongest.index(one.action), one.incident)))


def is_over(one: Containment, now: datetime) -> bool:
    """Tell whether a containment that nobody lifted has ended by itself."""
    return one.is_on and one.expires_at is not None and one.expires_at <= now


def flag_file(held: Iterable[Limit], verifier: str) -> str:
    """Give the file of the flag as flagd reads it (https://flagd.dev/reference/flag-definitions).

    Conversations whose targeting key begins with `verifier` are not limited: a fix is verified while all others are.
    A limit that has an end ends by itself, for flagd tells its rules the time.
    """
    held = tuple(held)
    rules: list[Any] = [{"starts_with": [{"var": "targetingKey"}, verifier]}, _NONE]
    for one in held:
        rules += [_condition(one), str(one.action)]
    ends = sorted(one.expires_at for one in held if one.expires_at)
    flag = {
        "state": "ENABLED",
        "variants": {_NONE: {"action": _NONE}, **{str(one): _variant(one) for one in Action}},
        "defaultVariant": _NONE,
        "targeting": {"if": [*rules, _NONE]} if held else {},
        "metadata": {
            "incident": ", ".join(dict.fromkeys(one.incident for one in held)),
            "expires_at": ends[0].isoformat() if ends else "",
            "verifier": verifier,
        },
    }
    return json.dumps({"$schema": SCHEMA, "flags": {FLAG: flag}}, indent=2, ensure_ascii=False) + "\n"


def verifier_in(text: str) -> str | None:
    """Give the verifier of a flag file; None for one that is not ours."""
    try:
        found = json.loads(text)["flags"][FLAG]["metadata"]["verifier"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return found if isinstance(found, str) and found else None


def probed(incident: Incident, probe: Probe, told: str) -> Incident:
    """Keep a probe with the containments it looked at: those that are on, or those that were lifted last."""
    last = max((one.lifted_at for one in incident.containment if one.lifted_at), default=None)

    def is_meant(one: Containment) -> bool:
        return one.is_on if probe.kind == "applied" else one.lifted_at is not None and one.lifted_at == last

    containment = tuple(
        replace(one, probes=(*one.probes, probe)) if is_meant(one) else one for one in incident.containment
    )
    return noted(replace(incident, containment=containment), probe.at, told)


def _condition(one: Limit) -> dict[str, Any]:
    about = {"==": [{"var": "topic"}, one.topic]}
    if one.expires_at is None:
        return about
    return {"and": [about, {"<": [{"var": "$flagd.timestamp"}, int(one.expires_at.timestamp())]}]}


def _variant(action: Action) -> dict[str, Any]:
    more = {"min_confidence": THRESHOLD} if action is Action.RAISE_THRESHOLD else {}
    return {"action": str(action), **more}
