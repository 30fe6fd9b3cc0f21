"""Makes cases of a suite that was read and checked: the suite's defaults applied, variants as cases of their own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from regold.model import Case, Expect, Link, Place, Provenance, Quarantine, Severity, Turn
from regold.suites.identity import variant_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from regold.strict_yaml.events import Mark
    from regold.strict_yaml.reader import Document
    from regold.suites.models import CaseModel, ExpectModel, LinkModel, QuarantineModel, SuiteModel, TurnModel
    from regold.suites.provenance import ProvenanceModel

_NOTHING = Expect()


def cases_of(suite: SuiteModel, document: Document, path: str) -> tuple[Case, ...]:
    """Give the cases in the order of the file; a case's own value wins, its tags and links are added to the suite's."""
    marks = _case_marks(document)
    return tuple(
        expanded
        for case, mark in zip(suite.cases, marks, strict=True)
        for expanded in _expanded(case, _case(case, suite, mark, path))
    )


def _case_marks(document: Document) -> list[Mark]:
    cases = document.value["cases"] if isinstance(document.value, dict) else None
    return [document.starts[id(case)] for case in cases] if isinstance(cases, list) else []


def _case(case: CaseModel, suite: SuiteModel, mark: Mark, path: str) -> Case:
    return Case(
        id=case.id,
        suite=suite.suite,
        turns=_turns(case),
        place=Place(path=path, line=mark.line + 1, column=mark.column + 1),
        topic=case.topic or suite.topic,
        owner=case.owner or suite.owner,
        severity=Severity(case.severity or suite.severity or Severity.MEDIUM),
        sources=tuple((suite.sources if case.sources is None else case.sources) or ()),
        tags=_joined(suite.tags, case.tags),
        links=_links(suite.links, case.links),
        quarantine=_quarantine(case.quarantine),
        provenance=_provenance(case.provenance),
    )


def _quarantine(quarantine: QuarantineModel | None) -> Quarantine | None:
    if quarantine is None:
        return None
    return Quarantine(owner=quarantine.owner, reason=quarantine.reason, until=quarantine.until)


def _provenance(provenance: ProvenanceModel | None) -> Provenance | None:
    if provenance is None:
        return None
    claims = tuple(provenance.wrong_claims or ())
    return Provenance(incident=provenance.incident, url=provenance.url, wrong_claims=claims)


def _expanded(model: CaseModel, case: Case) -> Iterator[Case]:
    yield case
    for number, wording in enumerate(model.variants or (), start=1):
        turn = replace(case.turns[0], query=wording)
        yield replace(case, id=variant_id(case.id, number), turns=(turn,), variant_of=case.id)


def _turns(case: CaseModel) -> tuple[Turn, ...]:
    if case.query is not None:
        return (_turn(case.query, case),)
    return tuple(_turn(turn.query, turn) for turn in case.turns or ())


def _turn(query: str, model: TurnModel | CaseModel) -> Turn:
    golden, expect = tuple(model.golden or ()), _expect(model.expect)
    return Turn(query=query, golden=golden, expect=expect, record=model.record is not None)


def _expect(expect: ExpectModel | None) -> Expect:
    if expect is None:
        return _NOTHING
    return Expect(
        contains=tuple(expect.contains or ()),
        excludes=tuple(expect.excludes or ()),
        matches=tuple(expect.matches or ()),
        sources=tuple(expect.sources or ()),
        min_confidence=expect.min_confidence,
        max_latency=expect.max_latency,
        handoff=expect.handoff,
    )


def _joined(shared: list[str] | None, own: list[str] | None) -> tuple[str, ...]:
    if not own:
        return tuple(shared or ())
    return tuple(dict.fromkeys((*(shared or ()), *own)))


def _links(*groups: Iterable[LinkModel] | None) -> tuple[Link, ...]:
    every = (Link(url=link.url, name=link.name or link.url) for group in groups for link in group or ())
    return tuple(dict.fromkeys(every))
