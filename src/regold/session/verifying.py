"""Verifies a fix on the live endpoint: as many right answers in a row as its severity asks for, and no wrong one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from regold.errors import IncidentError
from regold.incidents import Incident, Proof, lifecycle, needed, proof
from regold.incidents.conversion import gaps
from regold.incidents.record import Verification
from regold.model import Fault
from regold.session.questions import Heard, asking, claims_of, questions

if TYPE_CHECKING:
    from datetime import datetime

    from regold.config import Config


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What verifying a fix showed; `fault` ended it before anything was decided, `bad` was the first wrong answer."""

    proof: Proof
    replayed: int
    variations: int
    fault: Fault | None = None
    bad: Heard | None = None
    why: str = ""
    wordings: int = 0

    def record(self, run: str, at: datetime) -> Verification:
        """Give it as it stands in the record of the incident."""
        return Verification(
            run=run,
            at=at,
            replayed=self.replayed,
            variations=self.variations,
            passed=self.proof.passed,
            repeats=self.proof.clean,
        )


def verify(config: Config, incident: Incident, *, now: datetime, session: str = "") -> Verified:
    """Ask the failing question and its other wordings in turns until enough answers were right, or one was wrong.

    Conversations begin with `session`, by which a flag lets them through. Raises IncidentError, before anything is
    asked, where the incident cannot be verified as it stands.
    """
    enough = needed(incident.severity)
    lifecycle.verify(incident, Verification(at=now, passed=True, repeats=enough), now)
    missing = gaps(incident)
    if missing or incident.correct.answer is None:
        what = missing[0] if missing else "what the correct answer is"
        raise IncidentError(f"{incident.id}: its fix cannot be verified: {what}")
    cases, claims = questions(incident), claims_of(incident)
    heard: list[Heard] = []
    with asking(config, session) as live:
        while len(heard) < enough:
            for one in live.ask(cases[: enough - len(heard)], claims):
                if one.fault:
                    return replace(_shown(incident, heard), fault=one.fault)
                heard.append(one)
                if not one.right or one.handed_off:
                    return _shown(incident, heard)
    return _shown(incident, heard)


def _shown(incident: Incident, heard: list[Heard]) -> Verified:
    found = proof([one.right and not one.handed_off for one in heard], incident.severity)
    bad = heard[found.bad] if found.bad is not None else None
    replayed = sum(one.case.variant_of is None for one in heard)
    return Verified(
        proof=found,
        replayed=replayed,
        variations=len(heard) - replayed,
        bad=bad,
        why=_why(bad) if bad else "",
        wordings=len({one.answer.text for one in heard if one.answer}),
    )


def _why(bad: Heard) -> str:
    if bad.handed_off:
        return "it is handed to a person: the endpoint does not know it, or is still contained for this too"
    return f"it says again what was wrong: {bad.claim}" if bad.claim else bad.why
