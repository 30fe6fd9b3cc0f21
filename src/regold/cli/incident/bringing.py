"""`regold incident import`: deliveries of trackers become records. What a delivery says is read by its adapter."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import click

from regold import incidents
from regold.cli.incident.opening import line_of, now, open_store
from regold.cli.incident.redacting import ACCEPT, CONTACT, redactors, show
from regold.cli.settings import open_config
from regold.errors import IncidentError
from regold.incidents import Effect, Imported, Redact
from regold.incidents.redaction.watching import Watched
from regold.incidents.sources import ADAPTERS, NotImported, NotReadable, read_delivery
from regold.incidents.sources.payload import MOST_BYTES
from regold.incidents.sources.reported import Reported
from regold.incidents.telling import told
from regold.reports.encode import one_line

MISTAKES_FOUND = 4
_BAD = ("unreadable", Effect.REFUSED)
_Read = tuple[str, "Reported | NotImported"]


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
@CONTACT
@ACCEPT
@click.option("--json", "as_json", is_flag=True, help="Print what became of each delivery as JSON.")
@click.argument("files", nargs=-1, required=True, type=click.File("rb"), metavar="FILES...")
def import_(
    files: Sequence[BinaryIO],
    *,
    system: str,
    already_redacted: bool,
    contact: Path | None,
    accept: bool,
    as_json: bool,
) -> None:
    """Bring in what trackers say: FILES hold one delivery each, - is standard input.

    The same delivery twice, or deliveries out of order, change nothing. A delivery that is about no incident is told
    and passed over. Customers' data are taken out with the extra `redact`: what that changes is shown, and written only
    with --accept. Exit codes: 0 good, 4 when a delivery cannot be read, or a record cannot be written.
    """
    redact = None if already_redacted else redactors(contact)
    read = [(file.name, _read(system, file)) for file in files]
    if redact is not None and not accept:
        show(_changes(read, redact), after_json=json.dumps({"deliveries": []}) if as_json else None)
        return
    done = _brought_in(read, redact)
    if as_json:
        click.echo(json.dumps({"deliveries": [_as_json(one) for one in done]}, indent=2))
    else:
        click.echo("\n".join(map(_told, done)))
        counts = Counter(one.effect for one in done)
        click.echo(", ".join(f"{count} {effect.replace('_', ' ')}" for effect, count in counts.items()))
    sys.exit(MISTAKES_FOUND if any(one.effect in _BAD for one in done) else 0)


def _changes(read: Sequence[_Read], redact: Callable[[], Redact]) -> Iterator[str]:
    """Give what redaction changes in each delivery; in CI, whose log others read, nothing of what was there before."""
    with_before = not open_config().in_ci
    for name, one in read:
        if isinstance(one, NotImported):
            yield f"{name}: {one}"
            continue
        watched = Watched(redact())
        told(one, watched, "regold", lambda _: None)
        yield from (f"{name}: {line}" for line in watched.lines(with_before=with_before))


def _brought_in(read: Sequence[_Read], redact: Callable[[], Redact] | None) -> list[_Delivery]:
    """Write every delivery that was read; give what became of each, in the order of the files."""
    reports = [one for _, one in read if isinstance(one, Reported)]
    written = iter(
        incidents.bring_in(
            reports,
            open_store(),
            redact or (lambda: incidents.as_given),
            redacted_by="regold" if redact else "before_import",
            now=now(),
        )
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
