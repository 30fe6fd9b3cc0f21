"""What is usual of a case: its own first answers of earlier runs, and the evidence that they left; it asks nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice, takewhile
from math import log
from pathlib import Path
from typing import NamedTuple

from regold.history.digest import CaseDigest, RunDigest, digests
from regold.history.evidence import Rates, carried_over, rates, weighed
from regold.model import OutcomeKind

LAG = 14
"""The newest answers of a case say nothing about what is usual, or a slow decline would become so."""

RUNS = 200
"""How many runs are looked at."""

_BROKEN = {OutcomeKind.CHANGED, OutcomeKind.KNOWN_FAILURE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Usual:
    """What is usual of one case: `wrong` of its `asks` first answers, and what follows for the next run.

    `evidence` is what earlier runs left, a natural logarithm of at least 0. `since` is the first of the latest runs in
    a row in which its first answer was wrong, None when the last one was right.
    """

    wrong: int = 0
    asks: int = 0
    evidence: float = 0.0
    since: str | None = None

    @property
    def rates(self) -> Rates:
        """The shares of wrong answers between which the evidence decides."""
        return rates(self.wrong, self.asks - self.wrong)


class Past(NamedTuple):
    """A case in one earlier run in which it was answered."""

    run: str
    case: CaseDigest

    @property
    def right(self) -> bool:
        """Whether its first answer was right."""
        return bool(self.case.first)


def usual(folder: Path, keys: Collection[str], before: datetime | None = None) -> Mapping[str, Usual]:
    """Give what is usual of these cases, from the newest 200 whole runs that began before a time.

    A case that was never answered has the `Usual()` of a new one.
    """
    pasts: dict[str, list[Past]] = {key: [] for key in keys}
    for run in islice(_whole(digests(folder, before=before)), RUNS):
        for key, past in pasts.items():
            case = run.cases.get(key)
            if case is not None and case.first is not None:
                past.append(Past(run.id, case))
    return {key: learned(past) for key, past in pasts.items()}


def learned(past: Sequence[Past]) -> Usual:
    """Give what is usual of a case from its past, the newest first.

    From first answers only, not from the newest `LAG`, and never from runs in which it had changed.
    """
    firsts = [one for one in past[LAG:] if one.case.kind not in _BROKEN]
    wrong, asks = sum(not one.right for one in firsts), len(firsts)
    streak = list(takewhile(lambda one: not one.right, past))
    return Usual(
        wrong=wrong,
        asks=asks,
        evidence=_left(past, rates(wrong, asks - wrong)),
        since=streak[-1].run if streak else None,
    )


def _left(past: Sequence[Past], between: Rates) -> float:
    """Give what is left of the evidence: halved between runs, and less for each right first answer since."""
    since = list(takewhile(lambda one: one.case.odds is None, past))
    weighed_last = past[len(since)].case.odds if len(since) < len(past) else None
    evidence = log(max(1.0, weighed_last or 1.0))
    for _ in since:
        evidence = weighed(carried_over(evidence), between, wrong=False)
    return carried_over(evidence)


def _whole(runs: Iterable[RunDigest]) -> Iterable[RunDigest]:
    """Give the runs to learn from: of a run and the one that continues it only the latter, which holds the answers."""
    continued = set[str]()
    for run in runs:
        if run.comparable and run.id not in continued:
            yield run
        if run.continues:
            continued.add(run.continues)
