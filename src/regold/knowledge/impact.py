"""Chooses the cases that a change of articles may have touched, each with its reason. It asks nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from regold.knowledge.edits import Edit, fact_words
from regold.knowledge.nearness import Near, Nearness
from regold.knowledge.terms import TermReader
from regold.knowledge.ties import Names, Tie, TieKind, declared, returned, strongest
from regold.knowledge.versions import KbChange
from regold.model import Case, Severity

FEWEST_NEAR = 8
"""Cases that may be run for being near by text alone, however small the suite."""

FLOOR = 0.12
"""The nearness below which a case is not run for its text: what shares a word or two with anything."""


class Why(StrEnum):
    """Why a case is run, the strongest reason first."""

    SOURCE = "source"
    RETURNED = "returned"
    TEXT = "text"
    FAILED = "failed"
    INCIDENT = "incident"
    EVERYTHING = "everything"


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What earlier runs say: the sources that were answered from and the cases that failed last, by case key."""

    sources: Mapping[str, Collection[str]] = field(default_factory=dict)
    failed: Collection[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """A case to run: why, how strongly from 0 to 1, in one line, and the article it is about, "" for none."""

    case: Case
    why: Why
    strength: float
    reason: str
    article: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """The cases to run, of `total`; with `doubts` that is all of them, and the doubts say why."""

    chosen: tuple[Chosen, ...]
    total: int
    change: KbChange
    doubts: tuple[str, ...] = ()

    @property
    def keys(self) -> frozenset[str]:
        """The keys of the chosen cases."""
        return frozenset(chosen.case.key for chosen in self.chosen)


def select(
    cases: Sequence[Case],
    change: KbChange,
    *,
    articles: Iterable[str],
    past: Past,
    nearest: float,
    reader: TermReader,
) -> Selection:
    """Choose the cases to run after a change, the surest first.

    Tied by source, or by what the endpoint answered from: all. Near by text: at most the share `nearest` of the cases,
    at least 8. Failed last, and critical ones that guard an incident: all. Any doubt: every case. A case is chosen
    with all its variants.
    """
    if change.doubts:
        said = f"everything is run: {change.doubts[0]}"
        every = (Chosen(case=case, why=Why.EVERYTHING, strength=1.0, reason=said) for case in cases)
        return Selection(chosen=tuple(every), total=len(cases), change=change, doubts=change.doubts)
    found = _tied(cases, change, Names(articles), past)
    _add(found, _near(cases, change.edits, nearest, reader))
    _add(found, _others(cases, past.failed))
    _add(found, _variants(cases, found))
    ordered = sorted(found.values(), key=lambda one: (-one.strength, one.case.place.path, one.case.place.line))
    return Selection(chosen=tuple(ordered), total=len(cases), change=change)


def guards_incident(case: Case) -> bool:
    """Tell whether a case was made from an incident: by its provenance, its folder `incidents`, or its tag."""
    return (
        case.provenance is not None
        or "incidents" in case.place.path.split("/")[:-1]
        or bool({"incident", "incidents"} & set(case.tags))
    )


def _add(found: dict[str, Chosen], others: Iterable[Chosen]) -> None:
    for one in others:
        found.setdefault(one.case.key, one)


def _tied(cases: Sequence[Case], change: KbChange, names: Names, past: Past) -> dict[str, Chosen]:
    changed = frozenset(change.articles)
    edits = _by_article(change.edits)
    told = {article: _told(edits.get(article, ())) for article in change.articles}
    found: dict[str, Chosen] = {}
    for case in cases:
        ties = [tie for tie in (*declared(case, names), *returned(case, names, past.sources)) if tie.article in changed]
        if tie := strongest(ties):
            found[case.key] = _by_tie(case, tie, told[tie.article])
    return found


def _by_tie(case: Case, tie: Tie, told: str) -> Chosen:
    why = Why.SOURCE if tie.kind is TieKind.SOURCE else Why.RETURNED
    return Chosen(case=case, why=why, strength=tie.strength, reason=f"{tie.reason}, {told}", article=tie.article)


def _by_article(edits: Sequence[Edit]) -> Mapping[str, Sequence[Edit]]:
    found: dict[str, list[Edit]] = {}
    for edit in edits:
        found.setdefault(edit.article, []).append(edit)
    return found


def _told(edits: Sequence[Edit]) -> str:
    if all(edit.before == edit.after for edit in edits):
        return "which is taken as changed"
    if words := next(filter(None, map(fact_words, edits)), ""):
        return f"where {words}" + (f" and {len(edits) - 1} more" if len(edits) > 1 else "")
    return f"where {len(edits)} {'passage' if len(edits) == 1 else 'passages'} changed"


def _near(cases: Sequence[Case], edits: Sequence[Edit], share: float, reader: TermReader) -> Iterable[Chosen]:
    if not edits or share <= 0:
        return
    near = Nearness(cases, reader).near(edits)
    ranked = sorted(near.items(), key=lambda pair: (-pair[1].score, pair[0]))
    by_key = {case.key: case for case in cases}
    for key, one in ranked[: max(FEWEST_NEAR, round(share * len(cases)))]:
        if one.score >= FLOOR:
            yield _by_text(by_key[key], one)


def _by_text(case: Case, near: Near) -> Chosen:
    changed = fact_words(near.edit)
    reason = f"near by text ({near.score:.2f}) to {near.edit.place}" + (f", where {changed}" if changed else "")
    # below any tie by source, whatever the words say
    return Chosen(
        case=case, why=Why.TEXT, strength=round(0.75 * near.score, 4), reason=reason, article=near.edit.article
    )


def _others(cases: Sequence[Case], failed: Collection[str]) -> Iterable[Chosen]:
    for case in cases:
        if case.key in failed:
            yield Chosen(case=case, why=Why.FAILED, strength=0.1, reason="it did not pass the last time")
        elif case.severity is Severity.CRITICAL and guards_incident(case):
            yield Chosen(case=case, why=Why.INCIDENT, strength=0.1, reason="it guards a critical incident")


def _variants(cases: Sequence[Case], found: Mapping[str, Chosen]) -> list[Chosen]:
    """Give the other wordings of what is chosen: they have the same golden."""
    of = {f"{one.case.suite}#{one.case.variant_of or one.case.id}": one for one in reversed(list(found.values()))}
    others = [(case, of.get(f"{case.suite}#{case.variant_of or case.id}")) for case in cases]
    return [
        Chosen(
            case=case,
            why=one.why,
            strength=one.strength,
            reason=f"the same golden as {one.case.id}, which is run: {one.reason}",
            article=one.article,
        )
        for case, one in others
        if one is not None and case.key not in found
    ]
