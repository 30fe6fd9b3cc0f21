"""`regold history`: what earlier runs found, and the keeping of them."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from regold.cli.settings import open_config

if TYPE_CHECKING:
    from regold.history import RunFile

KEPT = 200
"""Runs that stay: from so many is taken what is usual of a case."""

CLASH = 4


@click.group()
def history() -> None:
    """Look at recorded runs, compare them, and keep them."""


@history.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print the runs as JSON.")
def list_runs(*, as_json: bool) -> None:
    """List the recorded runs, the newest first."""
    from regold import history as recorded

    folder = open_config().history
    runs = recorded.runs(folder)
    if as_json:
        click.echo(json.dumps({"runs": [_run_as_json(run) for run in runs]}, indent=2))
        return
    for run in runs:
        click.echo(_run_as_line(run))
    if not runs:
        click.echo(f"no runs in {folder} yet; `regold run` makes the first")


@history.command()
@click.argument("run", default="latest")
@click.option("--json", "as_json", is_flag=True, help="Print the run as JSON.")
def show(run: str, *, as_json: bool) -> None:
    """Show RUN (an id, its beginning, or `latest`) beside the run it was compared with, and what slid until then."""
    from regold import history as recorded
    from regold import reports
    from regold.session import conclude

    config = open_config()
    found = recorded.read(recorded.find(config.history, run))
    finished = conclude(found, config, journal_trouble=None)
    if as_json:
        click.echo(reports.run_json(found, finished.changes, finished.notes), nl=False)
    else:
        click.echo("\n".join(reports.summary_lines(found, finished.changes, finished.baseline, finished.notes)))


@history.command()
@click.argument("before")
@click.argument("after", default="latest")
@click.option("--json", "as_json", is_flag=True, help="Print what differs as JSON.")
def compare(before: str, after: str, *, as_json: bool) -> None:
    """Tell what differs in AFTER from BEFORE (an id, its beginning, or `latest`), and what it can be put down to."""
    from regold import history as recorded
    from regold import reports

    folder = open_config().history
    old, new = (recorded.read(recorded.find(folder, name)) for name in (before, after))
    changes = recorded.compare(old, new)
    if as_json:
        click.echo(reports.comparison_json(old, new, changes), nl=False)
    else:
        click.echo("\n".join(reports.comparison_lines(old, new, changes)))


@history.command()
@click.option(
    "--keep", default=KEPT, show_default=True, type=click.IntRange(min=1), help="How many complete runs stay."
)
@click.option("--days", type=click.IntRange(1, 36_500), help="Remove also what began more than so many days ago.")
@click.option("--dry-run", is_flag=True, help="Tell what would go, and remove nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print the removed runs as JSON.")
def prune(*, keep: int, days: int | None, dry_run: bool, as_json: bool) -> None:
    """Remove old runs; the newest complete one always stays, and so does what began after the oldest that is kept."""
    from regold.history import pruning, runs

    before = datetime.now(UTC) - timedelta(days=days) if days else None
    old = pruning.outdated(runs(open_config().history), keep=keep, before=before)
    for run in old if not dry_run else ():
        pruning.remove(run)
    if as_json:
        click.echo(json.dumps({"removed": [run.id for run in old], "dry_run": dry_run}, indent=2))
        return
    size = sum(run.size for run in old) / 2**20
    click.echo(f"{len(old)} {_runs(old)} {'would be removed' if dry_run else 'removed'}, {size:.1f} MiB")


@history.command()
@click.argument("folders", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FOLDER...")
@click.option("--json", "as_json", is_flag=True, help="Print what became of each journal as JSON.")
def merge(folders: tuple[Path, ...], *, as_json: bool) -> None:
    """Bring the runs in these folders, and in the folders below them, into the history of the settings.

    A run that is there already stays as it is, so that a second time changes nothing. Exit code 4 when two runs that
    differ bear one name.
    """
    from regold.history.gathering import gather

    found = gather(folders, open_config().history)
    if as_json:
        document = {
            "brought": list(found.brought),
            "known": list(found.known),
            "unreadable": list(map(str, found.unreadable)),
            "clashing": list(map(str, found.clashing)),
        }
        click.echo(json.dumps(document, indent=2))
    else:
        click.echo(f"{len(found.brought)} {_runs(found.brought)} brought in, {len(found.known)} known already")
        for path in found.unreadable:
            click.echo(f"no whole journal: {path}")
        for path in found.clashing:
            click.echo(f"differs from the run of the same name: {path}; one of them was edited")
    sys.exit(CLASH if found.clashing else 0)


def _runs(some: tuple[object, ...]) -> str:
    return "run" if len(some) == 1 else "runs"


def _run_as_line(run: RunFile) -> str:
    state = "complete  " if run.complete else "incomplete"
    part = f", part {run.shard} of a run" if run.shard else ""
    replayed = f", {run.replayed} replayed" if run.replayed else ""
    return f"{run.id}  {state}  {run.planned} cases{part}{replayed}"


def _run_as_json(run: RunFile) -> dict[str, object]:
    return {
        "run": run.id,
        "started_at": run.started_at.isoformat(),
        "finished_at": run.finished_at.isoformat() if run.finished_at else None,
        "complete": run.complete,
        "planned": run.planned,
        "replayed": run.replayed,
        "shard": str(run.shard) if run.shard else None,
    }
