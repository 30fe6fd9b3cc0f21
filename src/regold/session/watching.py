"""Watches incidents between runs: limits that are over, a stale flag, and mended topics, which are asked again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from regold.alerts import Concern, Worry
from regold.incidents import Incident, Store
from regold.incidents.limiting import is_over
from regold.incidents.record import Status
from regold.model import Severity
from regold.session.closely import WATCHED
from regold.session.containing import Limiter
from regold.session.questions import asking, claims_of, questions

if TYPE_CHECKING:
    from regold.config import Config

REPEATS = 3
"""How often each wording is asked again by one check."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Something about an incident that somebody has to know; `wrong` says that the endpoint answers wrongly again.

    `concern` is what an alert tells of it, without any customer's words; None where nobody is called.
    """

    incident: str
    sentence: str
    wrong: bool = False
    concern: Concern | None = None


def watched(config: Config, now: datetime) -> tuple[Notice, ...]:
    """Give what is to be told; of topics whose limit was lifted in the last 7 days the questions are asked again.

    Nothing is asked, and no folder is made, where there are no incidents. A record with mistakes is passed over:
    `regold incident list` tells of it. Raises ConfigError for a target that cannot be used.
    """
    store = Store(folder=config.root / config.incidents, root=config.root)
    incidents, _ = store.read_all()
    return tuple(_notices(config, store, incidents, now)) if incidents else ()


def _notices(config: Config, store: Store, incidents: list[Incident], now: datetime) -> Iterator[Notice]:
    yield from (notice for incident in incidents if (notice := _ended(incident, now)))
    limiter = Limiter(store, now=now, token="")
    if not limiter.is_current():
        sentence = f"{limiter.path.name} is not what the records say; contain or lift again to write it anew"
        yield Notice(incident="-", sentence=sentence)
    fresh = [one for one in incidents if _is_fresh(one, now)]
    if fresh:
        yield from _asked(config, fresh)


def _ended(incident: Incident, now: datetime) -> Notice | None:
    """Give what is to be told of an incident whose limits have all ended by themselves; None while one holds."""
    on = incident.contained_by
    over = [one for one in on if is_over(one, now)]
    if not over or len(over) < len(on):
        return None
    last = over[-1]
    ended = f"its containment ({last.action}) ended at {last.expires_at:%Y-%m-%d %H:%M}"
    if incident.status is Status.FIX_VERIFIED:
        sentence = f"{ended} and its fix is verified{_link(incident)}: regold incident lift {incident.id}"
        return Notice(incident=incident.id, sentence=sentence)
    told = f"{ended} and its fix is not verified"
    how = f"regold incident verify {incident.id}, or contain it again"
    concern = _concern(incident, Worry.EXPIRED, told)
    return Notice(incident=incident.id, sentence=f"{told}{_link(incident)}: {how}", concern=concern)


def _is_fresh(incident: Incident, now: datetime) -> bool:
    lifted = incident.timestamps.containment_lifted_at
    known = incident.what_was_wrong.query is not None and incident.correct.answer is not None
    return lifted is not None and now - lifted < WATCHED and known and not incident.contained_by


def _asked(config: Config, incidents: list[Incident]) -> Iterator[Notice]:
    """Ask until the first wrong answer of each; one that is not answered is told by the run."""
    with asking(config) as live:
        for incident in incidents:
            cases, claims = questions(incident), claims_of(incident)
            heard = (one for _ in range(REPEATS) for one in live.ask(cases, claims))
            wrong = next((one for one in heard if one.fault is None and not one.right), None)
            if wrong is not None:
                why = f"says again what was wrong: {wrong.claim}" if wrong.claim else wrong.why
                told = f"its question is answered wrongly again; its containment was lifted at {_lifted(incident)}"
                how = f"regold incident reopen {incident.id}"
                sentence = f'answered wrongly again{_link(incident)}: "{wrong.query}": {why}; {how}'
                concern = _concern(incident, Worry.WRONG_AGAIN, f"{told}: {how}")
                yield Notice(incident=incident.id, sentence=sentence, wrong=True, concern=concern)


def _concern(incident: Incident, worry: Worry, sentence: str) -> Concern:
    return Concern(
        incident=incident.id,
        worry=worry,
        severity=incident.severity or Severity.MEDIUM,
        sentence=sentence,
        topic=incident.topic,
        link=incident.source.url if incident.source else None,
    )


def _link(incident: Incident) -> str:
    return f" ({incident.source.url})" if incident.source and incident.source.url else ""


def _lifted(incident: Incident) -> str:
    at = incident.timestamps.containment_lifted_at
    return f"{at:%Y-%m-%d %H:%M}" if at else "an unknown time"
