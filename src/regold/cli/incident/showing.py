"""`regold incident list`, `show` and `report`: what stands in the records, for people."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from regold import incidents
from regold.cli.incident.opening import JSON, as_table, line_of, one_of, open_store
from regold.errors import IncidentError
from regold.incidents import Incident, Letter, Store
from regold.incidents.brief import STEPS
from regold.incidents.letters import lasting
from regold.incidents.lifecycle import next_step
from regold.incidents.record import Status
from regold.incidents.values import UNKNOWN
from regold.model import Severity
from regold.reports.encode import markdown, one_line

_TEMPLATES = "templates"
MISTAKES_FOUND = 4


@click.command("list")
@click.option("--open", "only_open", is_flag=True, help="Only those that are not closed.")
@click.option("--status", type=one_of(Status), help="Only those at this step.")
@click.option("--severity", type=one_of(Severity, UNKNOWN), help="Only those of this severity.")
@click.option("--topic", help="Only those on this topic.")
@click.option("--json", "as_json", is_flag=True, help="Print the incidents as JSON.")
def list_(*, only_open: bool, status: str | None, severity: str | None, topic: str | None, as_json: bool) -> None:
    """List the incidents, the oldest first; files with mistakes are told, and then the exit code is 4."""
    store = open_store()
    found, mistakes = store.read_all()
    wanted = [
        one
        for one in found
        if not (only_open and one.status is Status.CLOSED)
        and (status is None or one.status == status)
        and (severity is None or (one.severity or UNKNOWN) == severity)
        and (topic is None or one.topic == topic)
    ]
    if as_json:
        click.echo(json.dumps({"incidents": [as_table(one) for one in wanted], "mistakes": mistakes}, indent=2))
    else:
        click.echo("\n".join([*map(line_of, wanted), *mistakes]) or f"no incidents in {store.folder}")
    sys.exit(MISTAKES_FOUND if mistakes else 0)


@click.command()
@click.argument("incident_id", metavar="INCIDENT")
@JSON
def show(incident_id: str, *, as_json: bool) -> None:
    """Show INCIDENT, how long its steps took, and what its next step is."""
    incident = open_store().read(incident_id)
    click.echo(json.dumps(as_table(incident), indent=2) if as_json else "\n".join(_lines(incident)))


@click.command()
@click.argument("incident_id", metavar="INCIDENT")
@click.option("--kind", type=one_of(Letter), default=str(Letter.POSTMORTEM), help="Which text; default postmortem.")
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Write it to this file."
)
@click.option("--json", "as_json", is_flag=True, help="Print the text within JSON.")
def report(incident_id: str, *, kind: str, output: Path | None, as_json: bool) -> None:
    """Draft a text on INCIDENT in Markdown: for colleagues, customers, everybody, or a post-mortem. Nothing is sent."""
    store, letter = open_store(), Letter(kind)
    text = incidents.draft(store.read(incident_id), letter, markdown, _template(store, letter))
    if output is not None:
        _write(output, text)
    elif as_json:
        click.echo(json.dumps({"incident": incident_id, "kind": letter, "text": text}, indent=2))
    else:
        click.echo(text, nl=False)


def _template(store: Store, letter: Letter) -> str | None:
    """Give the project's own wording of a text, where it has one."""
    path = store.folder / _TEMPLATES / f"{letter}.md"
    try:
        return path.read_text(encoding="utf-8") if path.is_file() else None
    except (OSError, UnicodeDecodeError) as error:
        raise IncidentError(f"{path}: cannot be read ({error}); it must be a text in UTF-8") from None


def _write(path: Path, text: str) -> None:
    partial = path.with_name(f".{path.name}.part")
    try:
        partial.write_text(text, encoding="utf-8")
        partial.replace(path)
    except OSError as error:
        raise IncidentError(f"{path}: cannot be written ({error.strerror}); choose another --output") from None


def _lines(incident: Incident) -> Iterator[str]:
    wrong, right = incident.what_was_wrong, incident.correct
    yield line_of(incident)
    facts = (
        ("from", incident.source and (incident.source.key or incident.source.external_id)),
        ("link", incident.source and incident.source.url),
        *(said for one in wrong.earlier for said in (("before", one.query), ("replied", one.answer))),
        ("asked", wrong.query),
        ("answered", wrong.answer),
        ("wrong", "; ".join(wrong.wrong_claims)),
        ("correct", right.answer),
        ("written in", right.source.document),
        ("limited by", ", ".join(one.action for one in incident.contained_by)),
        ("cases", ", ".join(incident.prevention.case_ids)),
        ("regressed", ", ".join(incident.prevention.regressed)),
        ("copy of", incident.duplicate_of),
    )
    yield from (f"  {name:<12}{one_line(value)}" for name, value in facts if value)
    yield from (f"  {'look at it':<12}{one_line(reason)}" for reason in incident.review)
    found = incidents.durations(incident)
    known = ((step, getattr(found, step)) for step in STEPS)
    took = ", ".join(f"{step} {lasting(seconds)}" for step, seconds in known if seconds is not None)
    if took:
        yield f"  {'took':<12}{took}"
    yield from (f"  {event.at:%Y-%m-%d %H:%M}  {event.type}: {one_line(event.text)}" for event in incident.timeline)
    yield f"  {'next':<12}{next_step(incident)}"
