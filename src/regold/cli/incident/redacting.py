"""`regold incident redact`, and what redaction shares with the import: the customers' data that are known, the diff."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import click

from regold.cli.incident.opening import JSON, as_table, open_store, tell
from regold.cli.settings import open_config
from regold.errors import IncidentError
from regold.incidents.cleaning import cleaned
from regold.incidents.redaction import Redactor
from regold.incidents.redaction.watching import Watched
from regold.reports.encode import one_line

CONTACT = click.option(
    "--contact",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="The customer's own contact record, JSON or a value a line: these words are taken out.",
)
ACCEPT = click.option("--accept", is_flag=True, help="Write what the diff shows.")
_MOST_BYTES = 1024 * 1024


@click.command()
@click.argument("incident_id", metavar="INCIDENT")
@CONTACT
@ACCEPT
@JSON
def redact(incident_id: str, *, contact: Path | None, accept: bool, as_json: bool) -> None:
    """Take customers' data out of INCIDENT, and show what changes; with --accept, write it.

    Names need the extra `redact`; without it the command is refused, for masking half of them helps nobody.
    """
    store, make = open_store(), redactors(contact)
    if not accept:
        watched = Watched(make())
        after = cleaned(store.read(incident_id), watched)
        show(
            watched.lines(with_before=not open_config().in_ci),
            after_json=json.dumps(as_table(after), indent=2) if as_json else None,
        )
        return
    redactor = make()
    tell(store.change(incident_id, lambda incident: cleaned(incident, redactor)), "redacted", as_json=as_json)


def redactors(contact: Path | None) -> Callable[[], Redactor]:
    """Give what makes the redaction of each incident; raises IncidentError without the extra."""
    from regold.incidents.redaction.recognising import recogniser
    from regold.session.customers import allowed_texts

    known = list(_values(contact)) if contact else []
    recognise, allowed = recogniser(), allowed_texts(open_config())
    return lambda: Redactor(recognise, contact=known, allowed=allowed)


def show(lines: Iterable[str], *, after_json: str | None) -> None:
    """Show what a redaction changes; as JSON only what is left of the texts is shown."""
    if after_json is not None:
        click.echo(after_json)
        return
    shown = [one_line(line) for line in lines]
    click.echo("\n".join(shown) or "nothing in it looks like a customer's data")
    click.echo("nothing was written; look at every line, also for what is still there, then add --accept", err=True)


def _values(path: Path) -> Iterable[str]:
    """Give the values of a contact record: all texts and numbers of a JSON value, else its lines."""
    with path.open("rb") as file:
        data = file.read(_MOST_BYTES + 1)
    try:
        text = data[:_MOST_BYTES].decode()
        return _texts(json.loads(text)) if text.lstrip()[:1] in "{[" else text.splitlines()
    except (UnicodeDecodeError, ValueError, RecursionError):
        raise IncidentError(f"{path}: is neither JSON nor a text in UTF-8; write a value a line") from None


def _texts(value: Any) -> list[str]:  # noqa: ANN401 - any value of JSON
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return [text for one in value for text in _texts(one)]
    return [str(value)] if isinstance(value, str | int) and not isinstance(value, bool) else []
