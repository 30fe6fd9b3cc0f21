"""What a case made of an incident would hold, and what is missing in the record for that. Nothing is judged here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from regold.incidents.conversion.claims import excluded, statements
from regold.incidents.conversion.rewording import other_queries
from regold.incidents.lifecycle import LINKED
from regold.incidents.record import Exchange, Incident, Resolution, Status
from regold.model import Severity
from regold.text.normalise import normalise

SUITE = "incidents"
"""The name of the suite that all cases of incidents belong to, each with the incident's id as its own."""

_OURS = 3
_MOST_VARIANTS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A case that is not tried yet; `bad` is the recorded wrong answer, `statements` the sentences wrong in it.

    `earlier` is the conversation that led to the query; the case asks its questions first.

    `golden` is None when the correct answer is not known: such a draft can be written down, never proven.
    """

    incident: str
    query: str
    earlier: tuple[Exchange, ...] = ()
    bad: str = ""
    golden: str | None = None
    claims: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()
    severity: Severity | None = None
    topic: str | None = None
    document: str | None = None
    url: str | None = None
    closed_at: datetime | None = None

    @property
    def key(self) -> str:
        """The name of the case in history."""
        return f"{SUITE}#{self.incident}"


def never(incident: Incident) -> str | None:
    """Give why no case is ever made of an incident as it stands; None where one can be."""
    if incident.status is not Status.CLOSED or incident.resolution is Resolution.FIXED:
        return None
    if incident.resolution in LINKED:
        return f"it is {incident.resolution} ({incident.duplicate_of or 'of an incident that is not here'})"
    return f"it was closed as {incident.resolution}, not as fixed"


def gaps(incident: Incident) -> tuple[str, ...]:
    """Give what is missing in the record for a proven case, each with what to do; nothing when all is there."""
    return tuple(_gaps(incident))


def drafted(incident: Incident, copies: Sequence[Incident] = ()) -> Draft | None:
    """Give what a case of this incident would hold; None when not even the question is known.

    The questions of `copies`, incidents that are duplicates of it, become variants behind our own wordings; not where
    a conversation led to either, for what is asked then means something only behind it.
    """
    wrong, golden = incident.what_was_wrong, incident.correct.answer
    if wrong.query is None:
        return None
    bad, right = wrong.answer or "", golden or ""
    alike = (one.what_was_wrong for one in copies)
    asked = (one.query for one in alike if not wrong.earlier and not one.earlier)
    return Draft(
        incident=incident.id,
        query=wrong.query,
        earlier=wrong.earlier,
        bad=bad,
        golden=golden,
        claims=wrong.wrong_claims,
        excludes=excluded(wrong.wrong_claims, bad, right),
        statements=statements(wrong.wrong_claims, bad, right),
        variants=_variants(wrong.query, [one for one in asked if one]),
        severity=incident.severity,
        topic=incident.topic,
        document=incident.correct.source.document,
        url=incident.source.url if incident.source else None,
        closed_at=incident.timestamps.closed_at,
    )


def _gaps(incident: Incident) -> Iterator[str]:
    wrong, right, name = incident.what_was_wrong, incident.correct, incident.id
    if incident.redaction is None:
        yield (
            "nobody says that its texts are free of customers' data: "
            f"regold incident redact {name}, or take them out and regold incident set {name} --already-redacted"
        )
    for reason in incident.review:
        yield f"a person must look at it ({reason}): then regold incident set {name} --reviewed"
    for known, what, option in (
        (wrong.query, "what the customer asked", "--query"),
        (wrong.answer, "what the AI answered", "--answer"),
        (right.answer, "what the correct answer is", "--correct"),
    ):
        if known is None:
            private = "" if option == "--correct" else " --already-redacted"
            yield f"it does not say {what}: regold incident set {name} {option} TEXT{private}"
    if wrong.answer and right.answer and normalise(wrong.answer) == normalise(right.answer):
        yield f"the bad answer and the correct one are the same: regold incident set {name} --correct TEXT"


def _variants(query: str, asked: Sequence[str]) -> tuple[str, ...]:
    every = (*other_queries(query)[:_OURS], *asked)
    plain = {normalise(one): one for one in reversed(every)}
    kept = dict.fromkeys(one for one in every if plain[normalise(one)] == one and one.strip() != query.strip())
    return tuple(kept)[:_MOST_VARIANTS]
