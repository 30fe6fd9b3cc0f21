"""What many incidents say together: how long they take, whether they come back, and what is missing. Pure numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import ceil
from statistics import median
from typing import TYPE_CHECKING

from regold.incidents.brief import STEPS, Brief
from regold.incidents.maturity import Maturity, Share, maturity
from regold.incidents.record import DetectionMethod, Resolution
from regold.incidents.themes import Theme, themes
from regold.model import Severity

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_NO_MISTAKE = (Resolution.DUPLICATE, Resolution.MERGED, Resolution.DECLINED, Resolution.NOT_REPRODUCIBLE)
_PROACTIVE = (DetectionMethod.PROACTIVE_RUN, DetectionMethod.LOG_SIGNAL)
_TO_CONTAIN = (Severity.CRITICAL, Severity.HIGH, Severity.MEDIUM)
_P85 = 0.85


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """`n` durations in seconds: the middle one, and the one that 85 of 100 do not pass (nearest rank)."""

    n: int
    median: float | None = None
    p85: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How many incidents of one severity there are, and how long each step took, by the names in `STEPS`."""

    severity: Severity | None
    count: int
    steps: dict[str, Spread]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trends:
    """The incidents of one folder.

    `mistakes` are the incidents that were neither copies nor declined nor not reproducible; the shares are of them.
    `without_article` names the topics whose mistakes have no document that says how it is, most first. `by_meaning`
    tells whether the themes were made by a model's vectors, not by words.
    """

    incidents: int
    mistakes: int
    open: int
    paces: tuple[Pace, ...]
    back: Share
    proactive: Share
    contained: Share
    proven: Share
    themes: tuple[Theme, ...]
    by_meaning: bool
    without_article: tuple[tuple[str, int], ...]
    maturity: Maturity


Meaning = Callable[[Sequence[Brief]], "NDArray[np.float32] | None"]
"""Gives a row of length one for each incident, of how alike they are in meaning; None where words are to tell."""


def mistakes_of(briefs: Sequence[Brief]) -> list[Brief]:
    """Give the incidents that were neither copies nor declined nor not reproducible."""
    return [one for one in briefs if one.resolution not in _NO_MISTAKE]


def trends(briefs: Sequence[Brief], meaning: Meaning = lambda _: None) -> Trends:
    """Give what these incidents say together; 10,000 of them take about a second."""
    mistakes = mistakes_of(briefs)
    vectors = meaning(mistakes)
    back = _share("came back", mistakes, lambda one: one.reopened > 0)
    known = [one for one in mistakes if one.method is not None]
    proactive = _share("detected proactively", known, lambda one: one.method in _PROACTIVE)
    limited = [one for one in mistakes if one.severity in _TO_CONTAIN]
    contained = _share("contained with a passing probe", limited, lambda one: one.held)
    fixed = [one for one in mistakes if one.resolution is Resolution.FIXED]
    proven = _share("closed with a proven case", fixed, lambda one: one.proven)
    planned = [one for one in fixed if one.severity in (Severity.CRITICAL, Severity.HIGH)]
    prevented = _share("severe ones with an action item", planned, lambda one: one.planned)
    triaged = _share("with a known severity", mistakes, lambda one: one.severity is not None)
    return Trends(
        incidents=len(briefs),
        mistakes=len(mistakes),
        open=sum(one.is_open for one in briefs),
        paces=tuple(_paces(mistakes)),
        back=back,
        proactive=proactive,
        contained=contained,
        proven=proven,
        themes=themes(mistakes, vectors),
        by_meaning=vectors is not None,
        without_article=_without_article(mistakes),
        maturity=maturity(
            triaged=triaged, proven=proven, contained=contained, proactive=proactive, back=back, prevented=prevented
        ),
    )


def spread(seconds: Iterable[float | None]) -> Spread:
    """Give the spread of those durations that are known."""
    known = sorted(one for one in seconds if one is not None)
    if not known:
        return Spread(n=0)
    return Spread(n=len(known), median=median(known), p85=known[ceil(_P85 * len(known)) - 1])


def _share(name: str, among: Sequence[Brief], holds: Callable[[Brief], bool]) -> Share:
    return Share(name=name, part=sum(map(holds, among)), of=len(among))


def _paces(mistakes: Sequence[Brief]) -> Iterable[Pace]:
    for severity in (*Severity, None):
        those = [one.took for one in mistakes if one.severity is severity]
        if those:
            steps = dict(zip(STEPS, map(spread, zip(*those, strict=True)), strict=True))
            yield Pace(severity=severity, count=len(those), steps=steps)


def _without_article(mistakes: Sequence[Brief]) -> tuple[tuple[str, int], ...]:
    counts = Counter(one.topic for one in mistakes if one.topic is not None and not one.written)
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
