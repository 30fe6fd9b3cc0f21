"""`regold incident import`: deliveries of trackers become records. What a delivery says is read by its adapter."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO

import click

from regold import incidents
from regold.cli.incident.opening import line_of, now, open_store, refuse_raw
from regold.errors import IncidentError
from regold.incidents import Effect, Imported
from regold.incidents.sources import ADAPTERS, NotImported, NotReadable, read_delivery
from regold.incidents.sources.payload import MOST_BYTES
from regold.incidents.sources.reported import Reported
from regold.reports.encode import one_line

MISTAKES_FOUND = 4
_BAD = ("unreadable", Effect.REFUSED)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Delivery:
    """One file: what became of it, with the incident or the reason why there is none."""

    file: str
    effect: str
    id: str | None = None
    why: str | None = None
    line: str = ""


@click.command("import")
@click.option("--from", "system", type=click.Choice([*ADAPTERS]), required=True, help="Where the deliveries are from.")
@click.option("--already-redacted", is_flag=True, help="The texts hold no data of customers.")
@click.option("--json", "as_json", is_flag=True, help="Print what became of each delivery as JSON.")
@click.argument("files", nargs=-1, required=True, type=click.File("rb"), metavar="FILES...")
def import_(files: Sequence[BinaryIO], *, system: str, already_redacted: bool, as_json: bool) -> None:
    """Bring in what trackers say: FILES hold one delivery each, - is standard input.

    The same delivery twice, or deliveries out of order, change nothing. A delivery that is about no incident is told
    and passed over. Exit codes: 0 good, 4 when a delivery cannot be read, or a record cannot be written.
    """
    refuse_raw(already_redacted=already_redacted)
    done = _brought_in(system, files)
    if as_json:
        click.echo(json.dumps({"deliveries": [_as_json(one) for one in done]}, indent=2))
    else:
        click.echo("\n".join(map(_told, done)))
        counts = Counter(one.effect for one in done)
        click.echo(", ".join(f"{count} {effect}" for effect, count in counts.items()))
    sys.exit(MISTAKES_FOUND if any(one.effect in _BAD for one in done) else 0)


def _brought_in(system: str, files: Sequence[BinaryIO]) -> list[_Delivery]:
    """Read every delivery first, then write; give what became of each, in the order of the files."""
    read = [(file.name, _read(system, file)) for file in files]
    reports = [one for _, one in read if isinstance(one, Reported)]
    store = open_store()
    written = iter(
        incidents.bring_in(reports, store, lambda: incidents.as_given, redacted_by="before_import", now=now())
    )
    return [_done(name, next(written) if isinstance(one, Reported) else one) for name, one in read]


def _read(system: str, file: BinaryIO) -> Reported | NotImported:
    try:
        return read_delivery(system, file.read(MOST_BYTES + 1))
    except NotImported as why:
        return why
    except OSError as error:
        raise IncidentError(f"{file.name}: cannot be read ({error.strerror})") from None


def _done(file: str, one: Imported | NotImported) -> _Delivery:
    if isinstance(one, NotImported):
        effect = "unreadable" if isinstance(one, NotReadable) else "passed_over"
        return _Delivery(file=file, effect=effect, why=str(one))
    incident = one.incident
    line = line_of(incident) if incident else ""
    return _Delivery(file=file, effect=one.effect, id=incident.id if incident else None, why=one.why, line=line)


def _as_json(one: _Delivery) -> dict[str, str | None]:
    return {"file": one.file, "effect": one.effect, "incident": one.id, "why": one.why}


def _told(one: _Delivery) -> str:
    return f"{one_line(one.file)}: {one.effect.replace('_', ' ')}: {one.line or one_line(one.why or '')}"
