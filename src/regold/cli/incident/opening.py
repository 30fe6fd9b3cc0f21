"""What the commands on incidents share: the folder of the settings, and how an incident is printed."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

import click

from regold import incidents
from regold.cli.settings import open_config
from regold.incidents import Incident, Store
from regold.incidents.values import instant
from regold.reports.encode import one_line

JSON = click.option("--json", "as_json", is_flag=True, help="Print the incident as JSON.")


def one_of(kind: Iterable[str], *others: str) -> click.Choice[str]:
    """Give the choice among the words of an enumeration."""
    return click.Choice([*map(str, kind), *others])


class Moment(click.ParamType[datetime]):
    """A time with its zone."""

    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:  # noqa: ANN401
        """Give the time, in UTC."""
        if isinstance(value, datetime):
            return value
        try:
            return instant(value)
        except (ValueError, OverflowError):
            self.fail(f"{value!r} is no time with its zone, such as 2026-03-01T09:30:00Z", param, ctx)


def open_store() -> Store:
    """Give the folder of incidents that the settings name."""
    config = open_config()
    return Store(folder=config.root / config.incidents, root=config.root)


def now() -> datetime:
    """Give the time in UTC and whole seconds."""
    return datetime.now(UTC).replace(microsecond=0)


def as_table(incident: Incident) -> dict[str, Any]:
    """Give an incident as its record, with the durations that are derived from it."""
    return {**incidents.record_of(incident), "durations": asdict(incidents.durations(incident))}


def line_of(incident: Incident) -> str:
    """Give an incident on one line."""
    severity = incident.severity or "unknown"
    state = str(incident.resolution or incident.status)
    return (
        f"{incident.id}  {severity:<8}  {state:<16}  {one_line(incident.topic or '-'):<14}  {one_line(incident.title)}"
    )


def tell(incident: Incident, what: str, *, as_json: bool) -> None:
    """Print an incident that was written."""
    click.echo(json.dumps(as_table(incident), indent=2) if as_json else f"{what}: {line_of(incident)}")
