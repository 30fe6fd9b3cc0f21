"""Looks in every answer of a run for what was proven wrong in an incident: a remark, never a verdict."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from regold.model import Outcome, Provenance, Run

if TYPE_CHECKING:
    from regold.config import Config

FOLDER = "incidents"
"""The folder within the suites whose cases were made of incidents."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Restated:
    """A statement that was wrong in an incident, and the cases, by key, whose answers make it again."""

    statement: str
    incident: Provenance
    cases: tuple[str, ...]


def restated(run: Run, config: Config) -> tuple[Restated, ...]:
    """Give the wrong statements that answers of this run make again; the incident's own case tells of its own.

    The statements are those of the suites as they stand now. A suite with mistakes is passed over here.
    """
    folders = [folder for path in config.suites if (folder := config.root / path / FOLDER).is_dir()]
    forbidden = _forbidden(folders, config.root) if folders else {}
    if not forbidden:
        return ()
    from regold.incidents.conversion.claims import said, states  # noqa: PLC0415 - only where there is something to find

    answers = [(outcome, said(text)) for outcome in run.outcomes for text in _texts(outcome)]
    found = []
    for (incident, statement), own in forbidden.items():
        wrong = said(statement)
        cases = (one.case.key for one, answer in answers if _key(one) not in own and states(answer, wrong))
        if those := tuple(dict.fromkeys(cases)):
            found.append(Restated(statement=statement, incident=incident, cases=those))
    return tuple(found)


def remarks(found: Sequence[Restated], most: int) -> Iterator[str]:
    """Give a sentence on each statement; of many cases, `most` are named."""
    for one in found:
        url = f" ({one.incident.url})" if one.incident.url else ""
        named = ", ".join(key.replace("#", "/") for key in one.cases[:most])
        more = f" and {len(one.cases) - most} more" if len(one.cases) > most else ""
        words = " ".join(one.statement.split())
        yield f'said again, wrong in {one.incident.incident}{url}: "{words}", by {named}{more}'


def _forbidden(folders: Sequence[Path], root: Path) -> dict[tuple[Provenance, str], set[str]]:
    """Give each wrong statement once, with the keys of the incident's own cases."""
    from regold import suites  # noqa: PLC0415 - most runs have no incidents

    found: dict[tuple[Provenance, str], set[str]] = {}
    for case in suites.read_all(folders, root).cases:
        if case.provenance is not None and case.variant_of is None:
            for statement in case.provenance.wrong_claims:
                found.setdefault((case.provenance, statement), set()).add(case.key)
    return found


def _key(outcome: Outcome) -> str:
    case = outcome.case
    return f"{case.suite}#{case.variant_of or case.id}"


def _texts(outcome: Outcome) -> Iterator[str]:
    if outcome.answer is not None:
        yield from (said.text for said in (*outcome.answer.earlier, outcome.answer))
        yield from (ask.answer.text for ask in outcome.asks[1:])
