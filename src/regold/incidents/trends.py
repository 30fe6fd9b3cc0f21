"""What many incidents say together: how long they take, whether they come back, and what is missing. Pure numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields
from math import ceil
from statistics import median

from regold.incidents.durations import Durations, durations
from regold.incidents.maturity import Maturity, Share, maturity
from regold.incidents.record import Action, DetectionMethod, ErrorType, Incident, Resolution, Status
from regold.model import Severity

STEPS = tuple(one.name for one in fields(Durations))
"""The durations by name, in the order of the steps."""

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
class Theme:
    """Incidents of one topic and one kind of mistake, the newest last; `back` of them were opened again."""

    topic: str | None
    error_type: ErrorType | None
    ids: tuple[str, ...]
    open: int
    back: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Trends:
    """The incidents of one folder.

    `mistakes` are the incidents that were neither copies nor declined nor not reproducible; the shares are of them.
    `without_article` names the topics whose mistakes have no document that says how it is, most first.
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
    without_article: tuple[tuple[str, int], ...]
    maturity: Maturity


def trends(incidents: Sequence[Incident]) -> Trends:
    """Give what these incidents say together; 10,000 of them take less than a second."""
    mistakes = [one for one in incidents if one.resolution not in _NO_MISTAKE]
    back = _share("came back", mistakes, lambda one: bool(one.timestamps.reopened_at))
    known = [one for one in mistakes if one.detection.method is not None]
    proactive = _share("detected proactively", known, lambda one: one.detection.method in _PROACTIVE)
    limited = [one for one in mistakes if one.severity in _TO_CONTAIN]
    contained = _share("contained with a passing probe", limited, _held)
    fixed = [one for one in mistakes if one.resolution is Resolution.FIXED]
    proven = _share("closed with a proven case", fixed, lambda one: bool(one.prevention.case_ids))
    planned = [one for one in fixed if one.severity in (Severity.CRITICAL, Severity.HIGH)]
    prevented = _share("severe ones with an action item", planned, lambda one: bool(one.prevention.action_items))
    triaged = _share("with a known severity", mistakes, lambda one: one.severity is not None)
    return Trends(
        incidents=len(incidents),
        mistakes=len(mistakes),
        open=sum(one.status is not Status.CLOSED for one in incidents),
        paces=tuple(_paces(mistakes)),
        back=back,
        proactive=proactive,
        contained=contained,
        proven=proven,
        themes=_themes(mistakes),
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


def _share(name: str, among: Sequence[Incident], holds: Callable[[Incident], bool]) -> Share:
    return Share(name=name, part=sum(map(holds, among)), of=len(among))


def _held(incident: Incident) -> bool:
    limits = (one for one in incident.containment if one.action is not Action.NOTE)
    return any(probe.passed and probe.kind == "applied" for one in limits for probe in one.probes)


def _paces(mistakes: Sequence[Incident]) -> Iterable[Pace]:
    times = {one.id: durations(one) for one in mistakes}
    for severity in (*Severity, None):
        those = [times[one.id] for one in mistakes if one.severity is severity]
        if those:
            steps = {step: spread(getattr(one, step) for one in those) for step in STEPS}
            yield Pace(severity=severity, count=len(those), steps=steps)


def _themes(mistakes: Sequence[Incident]) -> tuple[Theme, ...]:
    """Give what occurs more than once, most often first."""
    groups: dict[tuple[str | None, ErrorType | None], list[Incident]] = {}
    for one in mistakes:
        groups.setdefault((one.topic, one.error_type), []).append(one)
    found = (
        Theme(
            topic=topic,
            error_type=error_type,
            ids=tuple(one.id for one in group),
            open=sum(one.status is not Status.CLOSED for one in group),
            back=sum(bool(one.timestamps.reopened_at) for one in group),
        )
        for (topic, error_type), group in groups.items()
        if len(group) > 1
    )
    return tuple(sorted(found, key=lambda theme: (-len(theme.ids), theme.topic or "", theme.error_type or "")))


def _without_article(mistakes: Sequence[Incident]) -> tuple[tuple[str, int], ...]:
    counts: dict[str, int] = {}
    for one in mistakes:
        if one.topic is not None and one.correct.source.document is None:
            counts[one.topic] = counts.get(one.topic, 0) + 1
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
