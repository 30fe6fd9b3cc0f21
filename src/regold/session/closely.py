"""Asks the cases of a topic more than once while it is watched: for a week after the containment of an incident ended.

A right first answer proves little where the endpoint was wrong just now. What several answers prove is told elsewhere.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from regold.model import Ask, Case, EndpointError, NotRunError, Outcome, OutcomeKind

if TYPE_CHECKING:
    from regold.config import Config

ANSWERS = 3
"""How many answers to a case of a watched topic must be right, the first one among them."""

WATCHED = timedelta(days=7)
"""How long a topic is watched; the same that `regold check` watches an incident for."""

_FILE = re.compile(r"INC-[0-9]{4}-[0-9]{4,6}\.yaml")
_LIFTED = b"containment_lifted_at"


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """The topics that are watched, and the incidents."""

    topics: frozenset[str] = field(default_factory=frozenset)
    incidents: frozenset[str] = field(default_factory=frozenset)

    def holds(self, case: Case) -> bool:
        """Tell whether a case is about one of them."""
        made_of = case.provenance.incident if case.provenance else None
        return case.topic in self.topics or made_of in self.incidents


def watched(config: Config, now: datetime) -> Watched:
    """Give what is watched; only records that were written in the last week and name a lifting are read."""
    names = _lately_lifted(config.root / config.incidents, now)
    if not names:
        return Watched()
    from regold.errors import IncidentError  # noqa: PLC0415 - most runs watch nothing
    from regold.incidents import Store  # noqa: PLC0415

    store, found = Store(folder=config.root / config.incidents, root=config.root), []
    for name in names:
        with suppress(IncidentError):  # `regold incident list` tells of it
            found.append(store.read(name))
    fresh = [one for one in found if _is_fresh(one.timestamps.containment_lifted_at, now) and not one.contained_by]
    return Watched(
        topics=frozenset(one.topic for one in fresh if one.topic), incidents=frozenset(one.id for one in fresh)
    )


def is_first_right(outcome: Outcome) -> bool:
    """Tell whether an undecided case is one whose answers were right so far, and which is asked again for all that."""
    return outcome.undecided and bool(outcome.asks) and all(ask.accepted for ask in outcome.asks)


def asked_again(outcome: Outcome) -> Outcome:
    """Give a right outcome as one that is not decided yet."""
    assert outcome.answer is not None  # noqa: S101 - a right outcome has an answer
    return replace(outcome, kind=OutcomeKind.SUSPECT, asks=(Ask(answer=outcome.answer, accepted=True),))


def asked_more(
    outcomes: Sequence[Outcome],
    *,
    ask: Callable[[Case], Ask],
    begin: Callable[[Sequence[Case]], None],
    judge: Callable[[Case, Ask], Outcome],
) -> list[Outcome]:
    """Ask these cases in rounds until each has `ANSWERS` right ones, or a wrong one, and give them in the same order.

    One with right answers only has passed. One with a wrong answer is undecided as if that had been its first: the
    right ones stand behind it, and all are weighed by who settles it. An endpoint error says nothing of the answer.
    """
    heard = [list(outcome.asks) for outcome in outcomes]
    for _ in range(ANSWERS - 1):
        again = [at for at, asks in enumerate(heard) if asks[-1].accepted]
        begin([outcomes[at].case for at in again])
        for at in again:
            with suppress(EndpointError, NotRunError):
                heard[at].append(ask(outcomes[at].case))
    return [_told(outcome, asks, judge) for outcome, asks in zip(outcomes, heard, strict=True)]


def _told(outcome: Outcome, asks: Sequence[Ask], judge: Callable[[Case, Ask], Outcome]) -> Outcome:
    *right, last = asks
    if last.accepted:
        return replace(outcome, kind=OutcomeKind.PASSED, asks=tuple(asks))
    return replace(judge(outcome.case, last), asks=(last, *right))


def _is_fresh(lifted: datetime | None, now: datetime) -> bool:
    return lifted is not None and now - lifted < WATCHED


def _lately_lifted(folder: Path, now: datetime) -> list[str]:
    """Give the incidents that can have been lifted in the last week: a file that is older says nothing of it."""
    oldest = (now - WATCHED).timestamp()
    with suppress(OSError), os.scandir(folder) as entries:
        written = [one for one in entries if _FILE.fullmatch(one.name) and one.stat().st_mtime >= oldest]
        return sorted(Path(one.name).stem for one in written if _LIFTED in _bytes(one.path))
    return []


def _bytes(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError:
        return b""
