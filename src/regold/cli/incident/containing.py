"""`regold incident contain`, `probe` and `lift`: limit the endpoint on a topic, see that it holds, and end it."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import uuid4

import click

from regold.cli.incident.opening import JSON, Moment, as_table, line_of, now, one_of, open_store, tell
from regold.cli.settings import open_config
from regold.incidents import Store
from regold.incidents.limiting import limits, probed
from regold.incidents.record import Action, Probe
from regold.reports.encode import one_line

if TYPE_CHECKING:
    from regold.session.containing import Limiter
    from regold.session.probing import Probed

NOT_HELD = 1
MODES = ("flag", "webhook", "manual")
MODE = click.option(
    "--mode", type=click.Choice(MODES), default="flag", help="How the endpoint is told; default flag, by a file."
)
_MOST_REPEATS = 50


@click.command()
@click.argument("incident_id", metavar="INCIDENT")
@click.option("--action", type=one_of(Action), help="What limits the topic; by the severity when left out.")
@click.option("--until", type=Moment(), help="When it ends by itself.")
@MODE
@JSON
def contain(incident_id: str, *, action: str | None, until: datetime | None, mode: str, as_json: bool) -> None:
    """Limit the endpoint on the topic of INCIDENT: by the flag in incidents/containment.json, or a signed webhook.

    With --mode manual the steps for a person are printed, and nothing is written.
    """
    from regold.session.containing import proposed, steps

    store = open_store()
    incident = store.read(incident_id)
    chosen = Action(action) if action else proposed(incident)
    if mode == "manual":
        told = list(steps(incident, chosen))
        table = {"incident": incident_id, "action": chosen, "steps": told}
        click.echo(json.dumps(table, indent=2) if as_json else "\n".join(told))
        return
    tell(_limiter(store, mode).contain(incident_id, chosen, until), f"contained ({chosen})", as_json=as_json)
    click.echo(f"see that it holds: regold incident probe {incident_id}", err=True)


@click.command()
@click.argument("incident_id", metavar="INCIDENT")
@MODE
@click.option("--repeats", type=click.IntRange(1, _MOST_REPEATS), default=2, help="How often each wording is asked.")
@click.option("--json", "as_json", is_flag=True, help="Print what the probe saw as JSON.")
def lift(incident_id: str, *, mode: str, repeats: int, as_json: bool) -> None:
    """End the containment of INCIDENT, which needs a verified fix, and ask the endpoint whether it answers again.

    Exit codes: those of `regold incident probe`.
    """
    if mode == "manual":
        raise click.UsageError(f"take the limit off by hand, then: regold incident set {incident_id} --lifted")
    store = open_store()
    lifted = _limiter(store, mode).lift(incident_id)
    click.echo(f"lifted: {line_of(lifted)}", err=as_json)
    _probe(store, incident_id, repeats, as_json=as_json)


@click.command()
@click.argument("incident_id", metavar="INCIDENT")
@click.option("--repeats", type=click.IntRange(1, _MOST_REPEATS), default=2, help="How often each wording is asked.")
@click.option("--json", "as_json", is_flag=True, help="Print what the probe saw as JSON.")
def probe(incident_id: str, *, repeats: int, as_json: bool) -> None:
    """Ask the live endpoint whether the containment of INCIDENT holds, and whether other topics still answer.

    After it was lifted: whether the answers are right again. What was seen goes into the record.

    Exit codes: 0 all is as it should be, 1 it is not, 4 a mistake.
    """
    _probe(open_store(), incident_id, repeats, as_json=as_json)


def _probe(store: Store, name: str, repeats: int, *, as_json: bool) -> None:
    from regold.history import new_run_id
    from regold.session.probing import probe as asked

    at = now()
    incident = store.read(name)
    held = limits(store.read_all()[0], at)
    seen = asked(open_config(), incident, limited={one.topic for one in held}, repeats=repeats)
    one = Probe(run=new_run_id(at, uuid4().hex[:8]), at=at, passed=seen.passed, kind=seen.kind)
    after = store.change(name, lambda incident: probed(incident, one, _told(seen)))
    if as_json:
        click.echo(json.dumps({"probe": _as_json(seen, one), "incident": as_table(after)}, indent=2))
    else:
        click.echo("\n".join(_lines(name, seen)))
    sys.exit(0 if seen.passed else NOT_HELD)


def _told(seen: Probed) -> str:
    what = f"the containment ({seen.action})" if seen.action else "the end of the containment"
    result = "passed" if seen.passed else f"failed (not as it should be: {len(seen.troubles)})"
    return f"Probe of {what} {result}; answers: {seen.asked} on the topic, {seen.neighbours} on others."


def _lines(name: str, seen: Probed) -> Iterator[str]:
    what = f"{seen.action} holds" if seen.action else "the topic answers, and rightly"
    yield f"{name}: {what if seen.passed else 'not as it should be'}"
    yield f"  answers: {seen.asked} on the topic, {seen.neighbours} on other topics"
    for one, times in Counter(seen.troubles).items():
        yield f"  asked     {one_line(one.query)}{f' ({times} times)' if times > 1 else ''}"
        yield f"  answered  {one_line(one.answer) or '(nothing)'}"
        yield f"            {one_line(one.why)}"
    yield from (f"  note      {note}" for note in seen.notes)


def _as_json(seen: Probed, kept: Probe) -> dict[str, object]:
    return {
        "run": kept.run,
        "kind": seen.kind,
        "action": seen.action,
        "passed": seen.passed,
        "asked": seen.asked,
        "neighbours": seen.neighbours,
        "troubles": [asdict(one) for one in seen.troubles],
        "notes": list(seen.notes),
    }


def _limiter(store: Store, mode: str) -> Limiter:
    from regold.alerts import AlertSettings
    from regold.session.containing import Limiter

    alert = (open_config(alert=True).alert or AlertSettings()) if mode == "webhook" else None
    return Limiter(store, now=now(), token=f"regold-{uuid4().hex}-", alert=alert)
