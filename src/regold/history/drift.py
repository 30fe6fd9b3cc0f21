"""Looks for what slides unseen: topics that get worse, and right answers that say something else than they said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from regold.errors import HistoryError
from regold.history.digest import RunDigest, digest_of, digests
from regold.history.read import journal_path, read
from regold.model import Outcome, OutcomeKind, Run

if TYPE_CHECKING:
    from regold.history.topics import Slide
    from regold.history.wording import Shift

RUNS = 60
"""Earlier runs that are looked at, the newest."""

MOST_JOURNALS = 5
"""Journals beside the baseline that are read for the last accepted answers of cases that were wrong there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift:
    """What slid since earlier runs: topics, and accepted answers that no longer say what they said."""

    slides: tuple[Slide, ...] = ()
    shifts: tuple[Shift, ...] = ()


def drift(folder: Path, run: Run, baseline: Run | None) -> Drift:
    """Look at a run beside the ones before it; `baseline` is the one it was compared with.

    What tells facts and sentences apart is loaded only when an answer differs, statistics only when there are runs to
    make them from.
    """
    earlier = list(islice(_comparable(folder, run), RUNS))
    accepted = last_accepted(folder, run, baseline, earlier)
    return Drift(slides=_slides(run, earlier), shifts=_shifts(run, accepted))


def last_accepted(folder: Path, run: Run, baseline: Run | None, earlier: Sequence[RunDigest]) -> dict[str, Outcome]:
    """Give the newest earlier accepted outcome of each case of a run that passed, where there is one.

    The baseline has most of them. For the others no more than `MOST_JOURNALS` journals are read.
    """
    wanted = {outcome.case.key for outcome in run.outcomes if outcome.kind is OutcomeKind.PASSED}
    found = {key: outcome for key, outcome in _passed(baseline) if key in wanted} if baseline else {}
    for name in _runs_with(wanted - found.keys(), earlier):
        try:
            older = read(journal_path(folder, name))
        except HistoryError:
            continue
        found = {key: outcome for key, outcome in _passed(older) if key in wanted} | found
    return found


def _passed(run: Run) -> Iterator[tuple[str, Outcome]]:
    return ((outcome.case.key, outcome) for outcome in run.outcomes if outcome.kind is OutcomeKind.PASSED)


def _runs_with(missing: set[str], earlier: Sequence[RunDigest]) -> Iterator[str]:
    """Give the ids of the earlier runs in which these cases passed last, the newest first."""
    journals = 0
    for digest in earlier:
        here = {key for key in missing if (case := digest.cases.get(key)) and case.kind is OutcomeKind.PASSED}
        if here and journals < MOST_JOURNALS:
            missing = missing - here
            journals += 1
            yield digest.id


def _comparable(folder: Path, run: Run) -> Iterator[RunDigest]:
    return (digest for digest in digests(folder, before=run.started_at, but=run.id) if digest.comparable)


def _slides(run: Run, earlier: Sequence[RunDigest]) -> tuple[Slide, ...]:
    if not earlier:
        return ()
    from regold.history.topics import slides

    return slides(digest_of(run), earlier)


def _shifts(run: Run, accepted: Mapping[str, Outcome]) -> tuple[Shift, ...]:
    texts = ((outcome, accepted.get(outcome.case.key)) for outcome in run.outcomes)
    if all(before is None or _text(before) == _text(after) for after, before in texts):
        return ()
    from regold.history.wording import shifts

    return shifts(run, accepted)


def _text(outcome: Outcome) -> tuple[str, ...]:
    answer = outcome.answer
    return tuple(one.text for one in (*answer.earlier, answer)) if answer else ()
