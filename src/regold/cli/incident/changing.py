"""`regold incident new`, `set`, `close` and `reopen`: what people write into a record."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

import click

from regold.cli.incident.converting import UNPROVEN, before_closing, lines_of
from regold.cli.incident.opening import JSON, Moment, now, one_of, open_store, tell
from regold.cli.incident.redacting import ACCEPT, CONTACT, redactors, show
from regold.cli.settings import open_config
from regold.incidents import Store, lifecycle
from regold.incidents.editing import LETTERS, Deeds, Facts, changed, opened
from regold.incidents.record import Action, DetectionMethod, ErrorType, Redaction, Resolution
from regold.incidents.redaction.watching import Watched
from regold.incidents.sources.spoken import spoken
from regold.incidents.telling import Door
from regold.model import Severity

Command = Callable[..., None]

_FIELDS = (
    click.option("--title", help="What happened, on one line."),
    click.option("--severity", type=one_of(Severity), help="What the mistake costs."),
    click.option("--topic", help="What it is about."),
    click.option("--error-type", type=one_of(ErrorType), help="What kind of mistake it was."),
    click.option("--detection", type=one_of(DetectionMethod), help="Who noticed it."),
    click.option("--earlier", help="What was said before it: lines that begin with `Customer:` or `AI:`."),
    click.option("--query", help="What the customer asked."),
    click.option("--answer", help="What the AI answered."),
    click.option("--wrong-claim", "wrong_claims", multiple=True, help="A statement in it that is wrong; repeatable."),
    click.option("--correct", help="What the correct answer is."),
    click.option("--document", help="The article that says so."),
    click.option("--quote", help="The words in it."),
    click.option("--description", help="Whatever else is to be known."),
    click.option("--started-at", type=Moment(), help="When the first wrong answer was given."),
    click.option("--already-redacted", is_flag=True, help="The texts hold no data of customers."),
    CONTACT,
    ACCEPT,
)
_CUSTOMERS = ("earlier", "query", "answer", "wrong_claims", "description")


def _with_fields(command: Command) -> Command:
    for option in reversed(_FIELDS):
        command = option(command)
    return command


@click.command()
@_with_fields
@JSON
def new(
    *,
    as_json: bool,
    already_redacted: bool,
    contact: Path | None,
    accept: bool,
    **given: Any,  # noqa: ANN401 - the options above
) -> None:
    """Write down a mistake that somebody noticed; what is not given is asked for on a terminal."""
    facts = _facts(given)
    if facts.title is None and sys.stdin.isatty():
        facts = _asked(facts)
        already_redacted = already_redacted or _is_free_of_customers(facts)
    if not facts.title:
        raise click.UsageError("give a --title, or run it on a terminal")
    clean, redaction = _clean(facts, contact, accept=accept, already_redacted=already_redacted)
    at = now()
    made = open_store().create(lambda name: opened(name, clean, at, redaction), at.year)
    tell(made, "written", as_json=as_json)


@click.command("set")
@click.argument("incident_id", metavar="INCIDENT")
@_with_fields
@click.option("--status", type=click.Choice(["active"]), help="Somebody is on it; its severity must be known.")
@click.option("--contained", type=one_of(Action), help="The topic is limited in this way.")
@click.option("--until", type=Moment(), help="When that ends by itself.")
@click.option("--fix", help="What was mended.")
@click.option("--fix-link", "fix_links", multiple=True, help="Where it was mended, a web address; repeatable.")
@click.option("--fix-deployed", is_flag=True, help="The fix is live.")
@click.option("--verified", type=click.IntRange(0), metavar="N", help="So many right answers in a row were seen.")
@click.option("--run", help="The run that saw them.")
@click.option("--lifted", is_flag=True, help="The containment is off again.")
@click.option("--case", "cases", multiple=True, metavar="SUITE#ID", help="A proven case for it; repeatable.")
@click.option("--action-item", "action_items", multiple=True, help="Something to be done; repeatable.")
@click.option("--duplicate-of", metavar="INCIDENT", help="The incident that this one is a copy of.")
@click.option("--confirmed", type=click.IntRange(0), help="How many customers got the wrong answer.")
@click.option("--possible", type=click.IntRange(0), help="How many asked something like it.")
@click.option("--communicated", type=one_of(LETTERS), help="Who was told.")
@click.option("--reviewed", is_flag=True, help="A person looked at what was to be reviewed.")
@click.option("--note", help="A line for the timeline.")
@click.option("--at", type=Moment(), help="When it happened; now when left out.")
@JSON
def set_(
    incident_id: str,
    *,
    as_json: bool,
    already_redacted: bool,
    contact: Path | None,
    accept: bool,
    at: datetime | None,
    **given: Any,  # noqa: ANN401 - the options above
) -> None:
    """Change the record of INCIDENT, or move it one step on; steps are never left out."""
    if all(value in (None, (), False) for value in given.values()):
        raise click.UsageError("say what is to be set, such as --severity high")
    facts, deeds = _facts(given), _deeds(given)
    facts, _ = _clean(facts, contact, accept=accept, already_redacted=already_redacted)
    store = open_store()
    if deeds.duplicate_of is not None:
        store.read(deeds.duplicate_of)
    after = store.change(incident_id, lambda incident: changed(incident, facts, deeds, at or now()))
    tell(after, "changed", as_json=as_json)


@click.command()
@click.argument("incident_id", metavar="INCIDENT")
@click.option("--as", "resolution", type=one_of(Resolution), help="Why it is closed.")
@click.option("--duplicate-of", metavar="INCIDENT", help="The incident that this one is a copy of or was merged into.")
@click.option("--at", type=Moment(), help="When; now when left out.")
@JSON
def close(
    incident_id: str, *, resolution: str | None, duplicate_of: str | None, at: datetime | None, as_json: bool
) -> None:
    """Close INCIDENT: as fixed only behind every other step and with a proven case, which is made now.

    Exit codes: 0 closed, 1 its case is not proven and it stays open, 4 a mistake.
    """
    store, at = open_store(), at or now()
    if resolution is None and sys.stdin.isatty():
        resolution = click.prompt("Why is it closed", type=one_of(Resolution))
    if resolution is None:
        raise click.UsageError("say why with --as, such as --as fixed")
    if duplicate_of is not None:
        store.read(duplicate_of)
    if resolution == Resolution.FIXED:
        _prove(store, incident_id, at)
    closed = store.change(
        incident_id, lambda incident: lifecycle.close(incident, Resolution(resolution), at, duplicate_of)
    )
    tell(closed, "closed", as_json=as_json)


def _prove(store: Store, incident_id: str, at: datetime) -> None:
    """Make the case of an incident that is to be closed; one that is not proven is told, and the command ends."""
    converted = before_closing(store, incident_id, at)
    if converted is not None:
        click.echo("\n".join(lines_of(converted)), err=True)
        if not converted.is_good:
            sys.exit(UNPROVEN)


@click.command()
@click.argument("incident_id", metavar="INCIDENT")
@click.option("--reason", default="Reopened.", help="Why, for the timeline.")
@click.option("--at", type=Moment(), help="When; now when left out.")
@JSON
def reopen(incident_id: str, *, reason: str, at: datetime | None, as_json: bool) -> None:
    """Open a closed INCIDENT again: its cases are marked as regressed, and its fix is to be verified anew."""
    again = open_store().change(incident_id, lambda incident: lifecycle.reopen(incident, at or now(), reason))
    tell(again, "reopened", as_json=as_json)


def _clean(facts: Facts, contact: Path | None, *, accept: bool, already_redacted: bool) -> tuple[Facts, Redaction]:
    """Give the facts without customers' data, and who took them out; where that must be seen first, the command ends.

    Raises IncidentError for texts of customers that nobody says are clean, without the extra `redact`.
    """
    if already_redacted or not any(getattr(facts, name) for name in _CUSTOMERS):
        return facts, Redaction(by="hand")
    watched = Watched(redactors(contact)())
    door = Door(watched)
    clean = replace(
        facts,
        title=door.line(facts.title),
        wrong_claims=door.texts(facts.wrong_claims),
        earlier=door.exchanges(facts.earlier),
        query=door.text(facts.query),
        answer=door.text(facts.answer),
        description=door.text(facts.description),
        correct=door.text(facts.correct),
        quote=door.text(facts.quote),
    )
    if not accept:
        show(watched.lines(with_before=not open_config().in_ci), after_json=None)
        sys.exit(0)
    return clean, door.redaction("regold")


def _facts(given: dict[str, Any]) -> Facts:
    values = {field.name: given[field.name] for field in fields(Facts)}
    kinds = {"severity": Severity, "error_type": ErrorType, "detection": DetectionMethod}
    earlier = spoken(values["earlier"] or "")
    if values["earlier"] and not earlier:
        raise click.UsageError("--earlier: nobody asks anything in it; begin lines with `Customer:` and `AI:`")
    known = {name: kind(values[name]) for name, kind in kinds.items() if values[name]}
    return Facts(**values | known | {"earlier": earlier})


def _deeds(given: dict[str, Any]) -> Deeds:
    values = {field.name: given[field.name] for field in fields(Deeds) if field.name in given}
    contained = Action(given["contained"]) if given["contained"] else None
    return Deeds(**values | {"contained": contained, "active": given["status"] is not None})


def _asked(facts: Facts) -> Facts:
    """Ask for what is not given; an empty line leaves it open."""

    def text(question: str, held: str | None) -> str | None:
        return held or click.prompt(question, default="", show_default=False).strip() or None

    def choice(question: str, kind: type[StrEnum], held: StrEnum | None) -> Any:  # noqa: ANN401 - one of the kind
        named = held or click.prompt(question, type=one_of(kind, ""), default="", show_default=False)
        return kind(named) if named else None

    return replace(
        facts,
        title=text("What happened, on one line", facts.title),
        topic=text("Topic", facts.topic),
        severity=choice("Severity", Severity, facts.severity),
        error_type=choice("Kind of mistake", ErrorType, facts.error_type),
        detection=choice("Who noticed", DetectionMethod, facts.detection),
        query=text("What did the customer ask", facts.query),
        answer=text("What did the AI answer", facts.answer),
        wrong_claims=facts.wrong_claims or tuple(filter(None, [text("What is wrong in it", None)])),
        correct=text("What is the correct answer", facts.correct),
        document=text("Where is that written", facts.document),
    )


def _is_free_of_customers(facts: Facts) -> bool:
    if not any(getattr(facts, name) for name in _CUSTOMERS):
        return True
    return click.confirm("Are names, addresses and numbers of customers taken out of these texts?")
