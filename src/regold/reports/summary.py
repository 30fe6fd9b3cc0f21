"""The closing lines of a run on the terminal, what changed first; one answer in full is the work of `failure`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from regold.model import Change, ChangeKind, Outcome, Run
from regold.reports.causes import causes
from regold.reports.encode import one_line
from regold.reports.evidence import sentence
from regold.reports.failure import headline
from regold.reports.groups import WORDS, by_kind, counts, faults, is_wrong, wrong
from regold.reports.triangle import triangle_sentence, triangle_texts
from regold.reports.unsettled import unsettled_lines

SHOWN = 10
"""Wrong answers told one by one; of more than these only the number is told."""

_NAMES = 5
_SLOW = 3.0
_IN_FULL = {ChangeKind.BROKE, ChangeKind.STILL_WRONG, ChangeKind.GOLDEN_STALE}


def summary_lines(run: Run, changes: Sequence[Change], baseline: Run | None, notes: Sequence[str] = ()) -> list[str]:
    """Give the lines that close a run: what changed since the baseline, the counts, the faults, slow answers.

    `notes` are further remarks, a sentence each.
    A share of passed cases is never shown; counts are, beside how many were planned.
    """
    return [
        *changed_lines(run, changes, baseline),
        *_standing(run, changes),
        *unsettled_lines(run),
        *map(one_line, notes),
        *_faults(run.outcomes),
        _counted(run),
        *_slow(run.outcomes),
    ]


def names(keys: Iterable[str]) -> str:
    """Give the first few cases by name on one line, and how many there are beside them."""
    shown = [one_line(key.replace("#", "/")) for key in keys]
    more = f" and {len(shown) - _NAMES} more" if len(shown) > _NAMES else ""
    return ", ".join(shown[:_NAMES]) + more


def changed_lines(run: Run, changes: Sequence[Change], baseline: Run | None) -> list[str]:
    """Give the lines on what changed since a baseline and what else was different then."""
    if baseline is None:
        return ["nothing to compare with: no earlier complete run of these suites"]
    other = causes(run, baseline)
    also = f" (different from then: {one_line('; '.join(other))})" if other else ""
    since = f"since {baseline.id}{also}"
    if not changes:
        return [f"nothing changed {since}"]
    return [f"changed {since}:", *(line for kind, group in by_kind(changes).items() for line in _group(kind, group))]


def _group(kind: ChangeKind, group: Sequence[Change]) -> list[str]:
    if kind in _IN_FULL:
        return _told(WORDS[kind], [change.after for change in group if change.after])
    bad = sum(bool(change.after and is_wrong(change.after)) for change in group)
    note = f", {bad} of them wrong" if bad else ""
    return [f"  {WORDS[kind]} ({len(group)}{note}): {names(change.key for change in group)}"]


def _standing(run: Run, changes: Sequence[Change]) -> list[str]:
    told = {change.key for change in changes if change.kind in _IN_FULL}
    left = [outcome for outcome in wrong(run) if outcome.case.key not in told]
    bad, stale = ([one for one in left if one.golden_stale is it] for it in (False, True))
    return [*_told("wrong", bad), *_told(WORDS[ChangeKind.GOLDEN_STALE], stale)]


def _told(word: str, outcomes: Sequence[Outcome]) -> list[str]:
    lines = [line for outcome in outcomes[:SHOWN] for line in _one(word, outcome)]
    return lines + ([f"  … and {len(outcomes) - SHOWN} more {word}"] if len(outcomes) > SHOWN else [])


def _one(word: str, outcome: Outcome) -> list[str]:
    if outcome.triangle and outcome.golden_stale:
        texts = triangle_texts(outcome.triangle)
        return [f"  {headline(outcome)}", *(f"    {one_line(f'{name}: {text}')}" for name, text in texts)]
    told = [sentence(outcome), triangle_sentence(outcome.triangle) if outcome.triangle else ""]
    return [f"  {word}: {headline(outcome)}", *(f"    {one_line(line)}" for line in told if line)]


def _faults(outcomes: Sequence[Outcome]) -> list[str]:
    groups = faults(outcomes)
    return [one_line(f"{len(group)} x {what}: {group[0].fault and group[0].fault.message}") for what, group in groups]


def _counted(run: Run) -> str:
    *told, (_, planned) = counts(run)
    return f"{', '.join(f'{number} {word}' for word, number in told) or 'nothing asked'}, of {planned} planned"


def _slow(outcomes: Sequence[Outcome]) -> list[str]:
    slow = sorted((-o.answer.latency, o.case.key) for o in outcomes if o.answer and o.answer.latency > _SLOW)
    told = ", ".join(f"{one_line(key.replace('#', '/'))} {-latency:.1f} s" for latency, key in slow[:3])
    return [f"slowest: {told}"] if told else []
