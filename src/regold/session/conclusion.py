"""What a run comes to once all its outcomes are there: the comparison, what slid, the gate, and remarks in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from regold import history
from regold.config import Config
from regold.history import Drift
from regold.model import Change, OutcomeKind, Run
from regold.session.fingerprint import builds
from regold.session.forbidden import Restated, remarks, restated
from regold.session.gate import Gate, gate

if TYPE_CHECKING:
    from regold.history.wording import Shift

NAMED = 5
"""Cases that are named in one remark; of more than these only the number is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """A run that has ended, the run it was compared with, what differs, and what it means for the caller."""

    run: Run
    baseline: Run | None
    changes: tuple[Change, ...]
    gate: Gate
    drift: Drift = Drift()
    restated: tuple[Restated, ...] = ()

    @property
    def notes(self) -> tuple[str, ...]:
        """What else is worth a word, a sentence each: what was wrong once, what slides, what to look at, builds."""
        slides = (f"slides: {slide}" for slide in self.drift.slides)
        told = (*remarks(self.restated, NAMED), *_left_behind(self.run))
        return (*told, *slides, *_shifted(self.drift.shifts), *_mixed(self.run))


def conclude(run: Run, config: Config, *, journal_trouble: str | None) -> Finished:
    """Compare a run with those before it and decide; `journal_trouble` says why its journal is not whole."""
    baseline = history.baseline(config.history, run)
    return Finished(
        run=run,
        baseline=baseline,
        changes=history.compare(baseline, run),
        gate=gate(run, config.gate, journal_trouble=journal_trouble, allow_replay=config.allow_replay),
        drift=history.drift(config.history, run, baseline),
        restated=restated(run, config),
    )


def _left_behind(run: Run) -> Iterator[str]:
    told = [(one.case, one.triangle) for one in run.outcomes if one.triangle and one.kind is OutcomeKind.PASSED]
    if told:
        named = [f"{case.suite}/{case.id} ({triangle.reason})" for case, triangle in told[:NAMED]]
        more = f" and {len(told) - NAMED} more" if len(told) > NAMED else ""
        yield f"to review, accepted although the article changed ({len(told)}): {', '.join(named)}{more}"


def _shifted(shifts: Sequence[Shift]) -> Iterator[str]:
    if shifts:
        named = [f"{shift.key.replace('#', '/')} ({shift.why})" for shift in shifts[:NAMED]]
        more = f" and {len(shifts) - NAMED} more" if len(shifts) > NAMED else ""
        yield f"to review, still accepted and saying something else ({len(shifts)}): {', '.join(named)}{more}"


def _mixed(run: Run) -> Iterator[str]:
    found = builds(run.outcomes)
    if len(found) > 1:
        told = ", ".join(f"{build} ({count})" for build, count in list(found.items())[:NAMED])
        more = f" and {len(found) - NAMED} more" if len(found) > NAMED else ""
        answered = f"{len(found)} builds of the endpoint answered, by number of answers: {told}{more}"
        yield f"{answered}; the run is a mixture of them"
