"""`regold incident convert`: incidents become proven cases. How they do is told in the session."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from regold.cli.incident.opening import now, open_store
from regold.cli.settings import open_config
from regold.errors import IncidentError
from regold.incidents import Incident, Store, lifecycle
from regold.incidents.record import Prevention, Resolution
from regold.reports.encode import one_line

if TYPE_CHECKING:
    from regold.session.converting import Converted

UNPROVEN = 1


@click.command()
@click.argument("incident_ids", nargs=-1, metavar="[INCIDENT]...")
@click.option("--closed", is_flag=True, help="Convert every closed incident.")
@click.option("--json", "as_json", is_flag=True, help="Print what became of each incident as JSON.")
def convert(incident_ids: Sequence[str], *, closed: bool, as_json: bool) -> None:
    """Make a proven case of each INCIDENT, in suites/incidents.

    The judge must reject the recorded bad answer for what was wrong, accept the corrected one, and both in other words;
    a case that another proves already is linked. What is not proven goes into suites/drafts, with what is missing.

    Exit codes: 0 every one is proven, linked or never to be a case, 1 one is not proven, 4 a mistake.
    """
    if bool(incident_ids) == closed:
        raise click.UsageError("name incidents, or give --closed for every closed one")
    store = open_store()
    done = list(_all_closed(store) if closed else _named(store, incident_ids))
    if as_json:
        click.echo(json.dumps({"incidents": [_as_json(one) for one in done]}, indent=2))
    else:
        click.echo("\n".join(line for one in done for line in lines_of(one)))
        if closed:
            counts = Counter(str(one.became).replace("_", " ") for one in done)
            click.echo(", ".join(f"{count} {became}" for became, count in counts.items()) or "no incident is closed")
    sys.exit(0 if all(one.is_good for one in done) else UNPROVEN)


def before_closing(store: Store, name: str, at: datetime) -> Converted | None:
    """Convert an incident that is about to be closed as fixed, as it will be then; None where it has a case already.

    Raises IncidentError when it could not be closed even with a proven case.
    """
    from regold.session.converting import Converter, copies_of

    incident = store.read(name)
    proven = Prevention(case_ids=incident.prevention.case_ids or ("suite#case",))
    closed = lifecycle.close(_with(incident, proven), Resolution.FIXED, at)
    if incident.prevention.case_ids:
        return None
    converter = Converter(open_config(), store, at)
    return converter.convert(_with(closed, incident.prevention), copies_of(store, name))


def lines_of(one: Converted) -> Iterator[str]:
    """Give what became of an incident: a line, and one for each thing that is missing."""
    where = f" {one.case}" if one.case else ""
    path = f" ({one.path})" if one.path else ""
    same = "" if one.written or one.path is None else ", unchanged"
    yield f"{one.incident}: {str(one.became).replace('_', ' ')}{where}{path}{same}"
    if one.missed is not None and one.is_good:
        past = f" ({one.missed.case})" if one.missed.case else ""
        yield f"  why the suites missed it: {one.missed.why.replace('_', ' ')}{past}"
    yield from (f"  {one_line(todo)}" for todo in one.todo)


def _all_closed(store: Store) -> Iterator[Converted]:
    from regold.session.converting import Converter, convert_closed

    return convert_closed(Converter(open_config(), store, now()), store)


def _named(store: Store, names: Sequence[str]) -> Iterator[Converted]:
    from regold.session.converting import Became, Converter, copies_of

    incidents = [store.read(name) for name in dict.fromkeys(names)]
    converter = Converter(open_config(), store, now())
    for incident in incidents:
        done = converter.convert(incident, copies_of(store, incident.id))
        if done.became is Became.PASSED_OVER:
            raise IncidentError(f"{incident.id}: no case is made of it: {done.todo[0]}")
        yield done


def _with(incident: Incident, prevention: Prevention) -> Incident:
    return replace(incident, prevention=prevention)


def _as_json(one: Converted) -> dict[str, Any]:
    missed = one.missed
    return {
        "incident": one.incident,
        "became": one.became,
        "case": one.case,
        "path": one.path,
        "written": one.written,
        "missed": {"why": missed.why, "case": missed.case} if missed else None,
        "todo": list(one.todo),
        "trials": [
            {"shown": trial.shown, "wording": trial.wording, "zone": trial.zone, "why": trial.why}
            for trial in one.trials
        ],
    }
