"""The outcomes and changes of a run in groups and counts, the same for every report; nothing is shown here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC

from regold.model import Case, Change, ChangeKind, Outcome, OutcomeKind, Run, Severity

WORDS = {
    ChangeKind.BROKE: "broke",
    ChangeKind.NEW: "new",
    ChangeKind.STILL_WRONG: "still wrong, in other words",
    ChangeKind.GOLDEN_STALE: "golden to review",
    ChangeKind.TROUBLE: "no answer any more",
    ChangeKind.UNSTEADY: "unsteady",
    ChangeKind.REWORDED: "reworded, still right",
    ChangeKind.MENDED: "mended",
    ChangeKind.ANSWERED: "answered again",
    ChangeKind.GONE: "gone",
}


def is_wrong(outcome: Outcome) -> bool:
    """Tell whether the case changed: whether its answer is wrong for good."""
    return outcome.kind is OutcomeKind.CHANGED


def wrong(run: Run) -> list[Outcome]:
    """Give the outcomes of the cases that changed, the most severe first."""
    return of_kind(run, OutcomeKind.CHANGED)


def of_kind(run: Run, kind: OutcomeKind) -> list[Outcome]:
    """Give the outcomes of one kind, the most severe first."""
    found = [outcome for outcome in run.outcomes if outcome.kind is kind]
    return sorted(found, key=lambda outcome: _rank(outcome.case.severity))


def unstable(run: Run) -> list[Outcome]:
    """Give the outcomes of cases that are usually wrong so often that they cannot be told to have changed."""
    return [outcome for outcome in run.outcomes if outcome.evidence and outcome.evidence.unstable]


def ended_quarantines(run: Run) -> list[Case]:
    """Give the cases whose quarantine had ended when the run began: they count again."""
    today = f"{run.started_at.astimezone(UTC):%Y-%m-%d}"
    cases = (outcome.case for outcome in run.outcomes)
    return [case for case in cases if case.quarantine and case.quarantine.until < today]


def by_kind(changes: Sequence[Change]) -> dict[ChangeKind, list[Change]]:
    """Give the changes in groups, what matters most first, and in each group the most severe first."""
    groups: dict[ChangeKind, list[Change]] = {}
    for kind in ChangeKind:
        if group := [change for change in changes if change.kind is kind]:
            groups[kind] = sorted(group, key=_severity)
    return groups


def faults(outcomes: Iterable[Outcome]) -> list[tuple[str, list[Outcome]]]:
    """Give the outcomes without an answer by kind of outcome and fault, the most frequent first."""
    groups: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        if outcome.fault:
            what = "endpoint error" if outcome.kind is OutcomeKind.ERROR else "not asked"
            groups.setdefault(f"{what} ({outcome.fault.kind})", []).append(outcome)
    return sorted(groups.items(), key=lambda group: (-len(group[1]), group[0]))


def counts(run: Run) -> list[tuple[str, int]]:
    """Give how many cases ended how, passed last, how many were not reached, and how many were planned."""
    found = Counter(outcome.kind for outcome in run.outcomes)
    order = sorted(OutcomeKind, key=lambda kind: kind is OutcomeKind.PASSED)
    told = [(kind.replace("_", " "), found[kind]) for kind in order if found[kind]]
    missing = len(set(run.plan) - {outcome.case.key for outcome in run.outcomes})
    return [*told, *([("not reached", missing)] if missing else []), ("planned", len(run.plan))]


def _severity(change: Change) -> int:
    outcome = change.after or change.before
    return _rank(outcome.case.severity) if outcome else len(Severity)


def _rank(severity: Severity) -> int:
    return list(Severity).index(severity)
