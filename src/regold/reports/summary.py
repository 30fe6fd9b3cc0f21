"""The closing lines of a run on the terminal, what changed first; one answer in full is the work of `failure`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from regold.model import Change, ChangeKind, Outcome, OutcomeKind, Run
from regold.reports.encode import one_line
from regold.reports.failure import headline

SHOWN = 10
_NAMES = 5
_SLOW = 3.0

WORDS = {
    ChangeKind.BROKE: "broke",
    ChangeKind.NEW: "new",
    ChangeKind.STILL_WRONG: "still wrong, in other words",
    ChangeKind.TROUBLE: "no answer any more",
    ChangeKind.UNSTEADY: "unsteady",
    ChangeKind.REWORDED: "reworded, still right",
    ChangeKind.MENDED: "mended",
    ChangeKind.ANSWERED: "answered again",
    ChangeKind.GONE: "gone",
}


def summary_lines(run: Run, changes: Sequence[Change], baseline: Run | None) -> list[str]:
    """Give the lines that close a run: what changed since the baseline, the counts, the faults, slow answers.

    A share of passed cases is never shown; counts are, beside how many were planned.
    """
    return [
        *_changed(changes, baseline),
        *_standing(run, changes),
        *_faults(run.outcomes),
        counts(run),
        *_slow(run.outcomes),
    ]


def counts(run: Run) -> str:
    """Give one line with how many cases ended how, most severe first, and how many were planned."""
    by_kind = Counter(outcome.kind for outcome in run.outcomes)
    order = sorted(OutcomeKind, key=lambda kind: kind is OutcomeKind.PASSED)
    told = [f"{by_kind[kind]} {kind.replace('_', ' ')}" for kind in order if by_kind[kind]]
    missing = len(set(run.plan) - {outcome.case.key for outcome in run.outcomes})
    told += [f"{missing} not reached"] if missing else []
    return f"{', '.join(told) or 'nothing asked'}, of {len(run.plan)} planned"


def by_kind(changes: Sequence[Change]) -> dict[ChangeKind, list[Change]]:
    """Give the changes in groups, what matters most first."""
    groups: dict[ChangeKind, list[Change]] = {}
    for kind in ChangeKind:
        if group := [change for change in changes if change.kind is kind]:
            groups[kind] = group
    return groups


def folded_faults(outcomes: Iterable[Outcome]) -> list[tuple[str, list[Outcome]]]:
    """Give the outcomes without an answer by kind of outcome and fault, the most frequent first."""
    groups: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        if outcome.fault:
            what = "endpoint error" if outcome.kind is OutcomeKind.ERROR else "not asked"
            groups.setdefault(f"{what} ({outcome.fault.kind})", []).append(outcome)
    return sorted(groups.items(), key=lambda group: (-len(group[1]), group[0]))


def is_wrong(outcome: Outcome) -> bool:
    """Tell whether the answer was judged wrong, whatever is made of it."""
    return outcome.kind in {OutcomeKind.CHANGED, OutcomeKind.SUSPECT, OutcomeKind.KNOWN_FAILURE}


def _changed(changes: Sequence[Change], baseline: Run | None) -> list[str]:
    if baseline is None:
        return ["nothing to compare with: no earlier complete run of these suites"]
    since = f"since {baseline.id}"
    if not changes:
        return [f"nothing changed {since}"]
    lines = [f"changed {since}:"]
    for kind, group in by_kind(changes).items():
        lines += _group(kind, group)
    return lines


def _group(kind: ChangeKind, group: Sequence[Change]) -> list[str]:
    if kind in {ChangeKind.BROKE, ChangeKind.STILL_WRONG}:
        lines = [f"  {WORDS[kind]}: {headline(change.after)}" for change in group[:SHOWN] if change.after]
        return lines + ([f"  … and {len(group) - SHOWN} more {WORDS[kind]}"] if len(group) > SHOWN else [])
    wrong = sum(bool(change.after and is_wrong(change.after)) for change in group)
    note = f", {wrong} of them wrong" if wrong else ""
    return [f"  {WORDS[kind]} ({len(group)}{note}): {names(change.key for change in group)}"]


def _standing(run: Run, changes: Sequence[Change]) -> list[str]:
    told = {c.key for c in changes if c.kind in {ChangeKind.BROKE, ChangeKind.STILL_WRONG}}
    rest = [outcome for outcome in run.outcomes if is_wrong(outcome) and outcome.case.key not in told]
    lines = [f"  wrong: {headline(outcome)}" for outcome in rest[:SHOWN]]
    return lines + ([f"  … and {len(rest) - SHOWN} more wrong"] if len(rest) > SHOWN else [])


def _faults(outcomes: Sequence[Outcome]) -> list[str]:
    return [
        one_line(f"{len(group)} x {what}: {group[0].fault.message if group[0].fault else ''}")
        for what, group in folded_faults(outcomes)
    ]


def _slow(outcomes: Sequence[Outcome]) -> list[str]:
    slow = sorted((-o.answer.latency, o.case.key) for o in outcomes if o.answer and o.answer.latency > _SLOW)
    if not slow:
        return []
    return ["slowest: " + ", ".join(f"{key.replace('#', '/')} {-latency:.1f} s" for latency, key in slow[:3])]


def names(keys: Iterable[str]) -> str:
    """Give some of the cases by name on one line, and how many there are beside them."""
    shown = [one_line(key.replace("#", "/")) for key in keys]
    more = f" and {len(shown) - _NAMES} more" if len(shown) > _NAMES else ""
    return ", ".join(shown[:_NAMES]) + more
