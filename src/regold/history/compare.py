"""What differs between two runs, and which run to compare with; it shows nothing."""

from __future__ import annotations

from itertools import chain
from pathlib import Path

from regold.errors import HistoryError
from regold.history.read import RunFile, read, runs
from regold.model import Change, ChangeKind, Outcome, OutcomeKind, Run

_WRONG = {OutcomeKind.CHANGED, OutcomeKind.KNOWN_FAILURE}
_UNSTEADY = {OutcomeKind.FLAKY, OutcomeKind.SUSPECT}
_UNANSWERED = {OutcomeKind.ERROR, OutcomeKind.NOT_RUN}


def baseline(folder: Path, run: Run) -> Run | None:
    """Give the run to compare with, or None when there is none.

    It is the newest earlier run that is whole and was really asked (no replayed answer) and whose plan holds
    all of this run's plan; when there is none, the newest such run that shares a suite with it.
    """
    earlier = [entry for entry in runs(folder) if entry.comparable and _precedes(entry, run)]
    plan, suites = set(run.plan), _suites(run.plan)
    covering = (entry for entry in earlier if plan <= set(entry.plan))
    sharing = (entry for entry in earlier if suites & _suites(entry.plan))
    for entry in chain(covering, sharing):
        try:
            candidate = read(entry.path)
        except HistoryError:
            continue
        if candidate.complete:
            return candidate
    return None


def compare(before: Run | None, after: Run, known: frozenset[str] | None = None) -> tuple[Change, ...]:
    """Give the cases of `after` whose kind of outcome or wording differs from `before`, what matters most first.

    Cases that were not chosen this time are not compared. `known` holds the keys of all cases that the suites
    of this run still have; given it, a case of these suites that is in `before` and not in `known` is gone.
    Nothing has changed when there is no `before`.
    """
    if before is None:
        return ()
    old = {outcome.case.key: outcome for outcome in before.outcomes}
    new = {outcome.case.key: outcome for outcome in after.outcomes}
    changes = [_change(key, old.get(key), outcome) for key, outcome in new.items()]
    if known is not None:
        suites = _suites(after.plan)
        gone = [key for key in old if key not in new and key not in known and _suite(key) in suites]
        changes.extend(Change(kind=ChangeKind.GONE, key=key, before=old[key], after=None) for key in gone)
    order = list(ChangeKind)
    return tuple(sorted((c for c in changes if c), key=lambda change: order.index(change.kind)))


def _change(key: str, before: Outcome | None, after: Outcome) -> Change | None:
    if before and before.kind is after.kind and _words(before) == _words(after):
        return None
    if before and before.kind is OutcomeKind.FLAKY and after.kind is OutcomeKind.PASSED:
        return None  # as usual
    return Change(kind=_kind(before, after), key=key, before=before, after=after)


def _kind(before: Outcome | None, after: Outcome) -> ChangeKind:
    if before is None:
        return ChangeKind.NEW
    if after.kind in _UNANSWERED:
        return ChangeKind.TROUBLE
    if after.golden_stale:
        return ChangeKind.GOLDEN_STALE
    if after.kind in _WRONG:
        return ChangeKind.STILL_WRONG if before.kind in _WRONG else ChangeKind.BROKE
    if after.kind in _UNSTEADY:
        return ChangeKind.UNSTEADY
    if before.kind in _WRONG or before.kind is OutcomeKind.SUSPECT:
        return ChangeKind.MENDED
    if before.kind in _UNANSWERED:
        return ChangeKind.ANSWERED
    return ChangeKind.REWORDED


def _words(outcome: Outcome) -> list[list[str]]:
    if outcome.answer is None:
        return []
    return [answer.text.split() for answer in (*outcome.answer.earlier, outcome.answer)]


def _precedes(entry: RunFile, run: Run) -> bool:
    return entry.id != run.id and entry.started_at <= run.started_at


def _suites(plan: tuple[str, ...]) -> set[str]:
    return {_suite(key) for key in plan}


def _suite(key: str) -> str:
    return key.partition("#")[0]
