"""Drafts texts to people from a record: briefing, outreach, public statement, post-mortem. Nothing is ever sent.

A text is a template of `$names`, so that a project can have its own; every value is put through `encode` first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from enum import StrEnum
from string import Template

from regold.errors import IncidentError
from regold.incidents.durations import durations
from regold.incidents.record import Containment, Incident, Judged, Resolution, Status
from regold.incidents.templates import BRIEFING, OUTREACH, POSTMORTEM, STATEMENT
from regold.incidents.verification import said

Encode = Callable[[str], str]


class Letter(StrEnum):
    """The kinds of texts."""

    BRIEFING = "briefing"
    OUTREACH = "outreach"
    STATEMENT = "statement"
    POSTMORTEM = "postmortem"


OWN: Mapping[Letter, str] = {
    Letter.BRIEFING: BRIEFING,
    Letter.OUTREACH: OUTREACH,
    Letter.STATEMENT: STATEMENT,
    Letter.POSTMORTEM: POSTMORTEM,
}

_UNKNOWN = "not known yet"
_ACTIONS = {
    "note": "nothing is limited",
    "raise_threshold": "the AI answers on this topic only when it is surer than usual",
    "require_approval": "a person approves every answer on this topic",
    "escalate": "every question on this topic goes to a person",
}
QUESTIONS = {
    "knowledge_base": "Was the knowledge base right?",
    "retrieval": "Was the right content found?",
    "generation": "Was it understood rightly?",
    "guardrails": "Did the guardrails hold?",
}
"""What is asked about a cause, by the keys of the record."""


def draft(incident: Incident, letter: Letter, encode: Encode, template: str | None = None) -> str:
    """Give a text on an incident; raises IncidentError for a template with a name that is not known.

    `encode` makes plain words of a value: no text of a customer becomes markup.
    """
    values = values_of(incident, encode)
    form = Template(OWN[letter] if template is None else template)
    if not form.is_valid() or (strange := sorted(set(form.get_identifiers()) - set(values))):
        wrong = f"${strange[0]} is not known" if form.is_valid() else "a $ stands for itself only as $$"
        raise IncidentError(f"the template of the {letter} cannot be used: {wrong}; known: ${', $'.join(values)}")
    return form.substitute(values)


def values_of(incident: Incident, encode: Encode) -> dict[str, str]:
    """Give what the names in a template stand for."""

    def told(text: str | None) -> str:
        return encode(text) if text else _UNKNOWN

    wrong, right = incident.what_was_wrong, incident.correct
    claims = "; ".join(map(encode, wrong.wrong_claims)) or told(wrong.answer)
    return {
        "id": incident.id,
        "title": encode(incident.title),
        "topic": told(incident.topic),
        "severity": str(incident.severity or "unknown"),
        "status": _status(incident),
        "earlier": _earlier(incident, encode),
        "question": told(wrong.query),
        "answer": told(wrong.answer),
        "wrong": claims,
        "correct": told(right.answer),
        "document": told(right.source.document),
        "affected": _affected(incident),
        "window": _window(incident),
        "doing": _doing(incident),
        "say": _say(incident, encode),
        "prevents": _prevents(incident),
        "cases": ", ".join(map(encode, incident.prevention.case_ids)) or "no proven case yet",
        "timeline": _timeline(incident, encode),
        "durations": _durations(incident),
        "causes": "\n".join(_causes(incident, encode)),
        "actions": "\n".join(_actions(incident, encode)) or "- none yet",
        "fix": told(incident.fix.description),
        "verification": _verification(incident),
    }


def lasting(seconds: float | None) -> str:
    """Give a duration in words: 45 min, 3.5 h, 12 days."""
    if seconds is None:
        return "-"
    minutes = seconds / 60
    if minutes < 90:
        return f"{minutes:.0f} min"
    return f"{minutes / 60:.1f} h" if minutes < 48 * 60 else f"{minutes / 60 / 24:.0f} days"


def _status(incident: Incident) -> str:
    return f"{incident.status} ({incident.resolution})" if incident.resolution else str(incident.status)


def _affected(incident: Incident) -> str:
    impact = incident.impact
    if impact.confirmed is None and impact.possible is None:
        return _UNKNOWN
    parts = [f"{impact.confirmed} got the wrong answer"] if impact.confirmed is not None else []
    parts += [f"{impact.possible} asked something like it"] if impact.possible is not None else []
    return "; ".join(parts)


def _window(incident: Incident) -> str:
    start = incident.impact.window.start or incident.timestamps.started_at
    end = incident.impact.window.end or incident.timestamps.contained_at
    if start is None:
        return _UNKNOWN
    return f"{_day(start)} to {_day(end)}" if end else f"since {_day(start)}"


def _doing(incident: Incident) -> str:
    if incident.status is Status.CLOSED:
        return "it is fixed" if incident.resolution is Resolution.FIXED else f"it is closed ({incident.resolution})"
    limits = "; ".join(map(_limit, incident.contained_by)) or "nothing is limited yet"
    fix = "the fix is live and proven" if incident.status is Status.FIX_VERIFIED else "the fix is being worked on"
    return f"{limits}; {fix}"


def _limit(one: Containment) -> str:
    until = f" until {_day(one.expires_at)}" if one.expires_at else ""
    return f"{_ACTIONS[one.action]}{until}"


def _say(incident: Incident, encode: Encode) -> str:
    if incident.correct.answer is None:
        return "We are looking into this and will come back to you with the correct information."
    return encode(incident.correct.answer)


def _prevents(incident: Incident) -> str:
    asked = "the AI is asked this question again and again from now on, and every answer to it is checked"
    return asked if incident.prevention.case_ids else "this is being worked out"


def _earlier(incident: Incident, encode: Encode) -> str:
    said = incident.what_was_wrong.earlier
    lines = (f"customer: {encode(one.query)}{f'; AI: {encode(one.answer)}' if one.answer else ''}" for one in said)
    return "; ".join(lines) or "nothing"


def _timeline(incident: Incident, encode: Encode) -> str:
    return "\n".join(f"- {_minute(event.at)} {event.type}: {encode(event.text)}" for event in incident.timeline)


def _durations(incident: Incident) -> str:
    found = durations(incident)
    named = {"detect": found.detect, "contain": found.contain, "verify the fix": found.verify, "close": found.close}
    known = ((name, lasting(seconds) if seconds is not None else _UNKNOWN) for name, seconds in named.items())
    return "\n".join(f"- to {name}: {took}" for name, took in known)


def _causes(incident: Incident, encode: Encode) -> Iterator[str]:
    for name, question in QUESTIONS.items():
        judged: Judged = getattr(incident.root_cause, name)
        evidence = f" ({encode(judged.evidence)})" if judged.evidence else ""
        yield f"- {question} {encode(judged.verdict) if judged.verdict else _UNKNOWN}{evidence}"


def _actions(incident: Incident, encode: Encode) -> Iterator[str]:
    for item in incident.prevention.action_items:
        details = ", ".join(encode(one) for one in (item.type, item.owner, item.due) if one)
        yield f"- {encode(item.title)}{f' ({details})' if details else ''}"


def _verification(incident: Incident) -> str:
    found = incident.fix.verification
    if not found.passed:
        return "the fix is not verified"
    return said(found.repeats)


def _day(at: datetime) -> str:
    return at.strftime("%Y-%m-%d")


def _minute(at: datetime) -> str:
    return at.strftime("%Y-%m-%d %H:%M")
