"""`regold status`: the dead man's switch, and what is open between two checks. It asks and tells nothing."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import click

from regold.cli.check import open_memory
from regold.cli.settings import open_config

if TYPE_CHECKING:
    from pathlib import Path

    from regold.alerts import Quiet, Standing, State
    from regold.history import RunFile

FORMAT = 1
UNTRUSTED = 10
LISTED = 10

AHEAD = timedelta(minutes=5)
"""How far the clock of another machine may be ahead; a run that ended later than that would never grow old."""

_UNITS = {"m": "minutes", "h": "hours", "d": "days"}


def age(text: str) -> timedelta:
    """Read `90m`, `26h` or `2d`; raises click.BadParameter for anything else."""
    found = re.fullmatch(r"([0-9]{1,6}(?:\.[0-9]{1,3})?)([mhd])", text.strip())
    if found is None or not float(found[1]):
        raise click.BadParameter(f"{text!r} is no age; write it like 26h, 90m or 2d")
    return timedelta(**{_UNITS[found[2]]: float(found[1])})


@dataclass(frozen=True, slots=True, kw_only=True)
class Standings:
    """What is known at a time: the last complete run, what alerts remember, and what is quiet."""

    now: datetime
    max_age: timedelta
    last: RunFile | None
    state: State
    quiet: Sequence[Quiet]

    @property
    def doubt(self) -> str | None:
        """Why the checks cannot be said to run; None when they do."""
        if self.last is None or self.last.finished_at is None:
            return "there is no complete run yet"
        if (old := self.now - self.last.finished_at) > self.max_age:
            return f"the last complete run ended {_hours(old)} ago, more than {_hours(self.max_age)}: checks do not run"
        return None

    @property
    def failing(self) -> list[Standing]:
        """Cases that are wrong as far as is known, those that everybody was told of first."""
        found = [one for one in self.state.cases.values() if one.wrong_runs and not one.unstable]
        return sorted(found, key=lambda one: (not one.told, one.since, one.case))

    @property
    def to_repair(self) -> list[Standing]:
        """Unstable cases, which are never alerted."""
        return sorted((one for one in self.state.cases.values() if one.unstable), key=lambda one: one.case)


@click.command()
@click.option("--max-age", type=age, default="26h", show_default=True, metavar="AGE", help="Such as 26h, 90m or 2d.")
@click.option("--json", "as_json", is_flag=True, help="Print the same as JSON.")
def status(max_age: timedelta, *, as_json: bool) -> None:
    """Tell whether checks still run, and what is open: wrong, snoozed, to be repaired, not delivered.

    Exit codes: 0 the last complete run is young enough, 4 a mistake in the settings, 10 it is older, or there is none.
    """
    config = open_config()
    now = datetime.now(UTC)
    quiet = config.alert.quiet if config.alert else ()
    found = Standings(
        now=now,
        max_age=max_age,
        last=_last_complete(config.history, now),
        state=open_memory(config).read(),
        quiet=[entry for entry in quiet if entry.holds(now)],
    )
    click.echo(json.dumps(_as_json(found), indent=2) if as_json else "\n".join(_lines(found)))
    sys.exit(UNTRUSTED if found.doubt else 0)


def _last_complete(folder: Path, now: datetime) -> RunFile | None:
    from regold import history

    complete = [run for run in history.runs(folder) if run.comparable and run.finished_at]
    sound = [run for run in complete if run.finished_at and run.finished_at <= now + AHEAD]
    return max(sound, key=lambda run: run.finished_at or now, default=None)


def _lines(found: Standings) -> Iterator[str]:
    from regold.reports import one_line

    if found.last and found.last.finished_at:
        ago = _hours(max(found.now - found.last.finished_at, timedelta()))
        yield f"last complete run: {found.last.id}, {ago} ago, {found.last.planned} cases"
    if found.state.endpoint:
        yield f"endpoint: in trouble since {found.state.endpoint.since:%Y-%m-%d}: {found.state.endpoint.sentence}"
    yield from map(one_line, _listed("wrong", [_wrong(one) for one in found.failing]))
    yield from map(one_line, _listed("to repair", [f"{one.case}: {one.sentence}" for one in found.to_repair]))
    yield from map(one_line, _listed("quiet", [_quiet(entry) for entry in found.quiet]))
    if found.state.owed:
        channels = sorted({name for entry in found.state.owed for name in entry.channels})
        yield f"not delivered yet: {len(found.state.owed)} to {', '.join(channels)}"
    if not (found.state.endpoint or found.failing):
        yield "nothing is known to be wrong"
    if found.doubt:
        yield f"exit {UNTRUSTED}: {found.doubt}"


def _listed(what: str, lines: Sequence[str]) -> Iterator[str]:
    yield from (f"{what}: {line}" for line in lines[:LISTED])
    if len(lines) > LISTED:
        yield f"{what}: and {len(lines) - LISTED} more"


def _wrong(one: Standing) -> str:
    known = ", known" if one.excused else ""
    right = ", right in the last run" if one.right_runs else ""
    heard = "told" if one.told else "not told"
    return f"{one.case} ({one.severity}), since {one.since:%Y-%m-%d}, {heard}{known}{right}: {one.sentence}"


def _quiet(entry: Quiet) -> str:
    what = ", ".join((*(f"topic {topic}" for topic in entry.topics), *entry.cases)) or "everything"
    return f"{what} until {entry.ends:%Y-%m-%d %H:%M %Z}{f': {entry.reason}' if entry.reason else ''}"


def _hours(span: timedelta) -> str:
    return f"{span.total_seconds() / 3600:.1f} h"


def _as_json(found: Standings) -> dict[str, object]:
    last, endpoint = found.last, found.state.endpoint
    return {
        "format": FORMAT,
        "fresh": found.doubt is None,
        "doubt": found.doubt,
        "max_age": found.max_age.total_seconds(),
        "last_complete": last
        and {
            "run": last.id,
            "finished_at": last.finished_at and last.finished_at.isoformat(),
            "planned": last.planned,
        },
        "endpoint": endpoint
        and {
            "sentence": endpoint.sentence,
            "since": endpoint.since.isoformat(),
            "since_run": endpoint.since_run,
            "told": endpoint.told,
        },
        "wrong": [_standing_json(one) for one in found.failing],
        "to_repair": [_standing_json(one) for one in found.to_repair],
        "quiet": [_quiet_json(entry) for entry in found.quiet],
        "owed": [{"message": entry.message.id, "channels": list(entry.channels)} for entry in found.state.owed],
    }


def _standing_json(one: Standing) -> dict[str, object]:
    return {
        "case": one.case,
        "topic": one.topic,
        "severity": one.severity,
        "sentence": one.sentence,
        "since": one.since.isoformat(),
        "since_run": one.since_run,
        "told": one.told,
        "known_failure": one.excused,
        "right_runs": one.right_runs,
    }


def _quiet_json(entry: Quiet) -> dict[str, object]:
    return {
        "topics": list(entry.topics),
        "cases": list(entry.cases),
        "until": entry.ends.isoformat(),
        "reason": entry.reason,
    }
