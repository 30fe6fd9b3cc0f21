"""`regold history`: what earlier runs found."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from regold.cli.settings import open_config

if TYPE_CHECKING:
    from regold.history import RunFile


@click.group()
def history() -> None:
    """Look at recorded runs."""


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
        click.echo(f"{run.id}  {'complete  ' if run.complete else 'incomplete'}  {run.planned} cases")
    if not runs:
        click.echo(f"no runs in {folder} yet; `regold run` makes the first")


@history.command()
@click.argument("run", default="latest")
@click.option("--json", "as_json", is_flag=True, help="Print the run as JSON.")
def show(run: str, *, as_json: bool) -> None:
    """Show RUN (an id, its beginning, or `latest`) beside the run it was compared with."""
    from regold import history as recorded
    from regold import reports

    folder = open_config().history
    found = recorded.read(recorded.find(folder, run))
    baseline = recorded.baseline(folder, found)
    changes = recorded.compare(baseline, found)
    if as_json:
        click.echo(reports.run_json(found, changes), nl=False)
    else:
        click.echo("\n".join(reports.summary_lines(found, changes, baseline)))


def _run_as_json(run: RunFile) -> dict[str, object]:
    return {
        "run": run.id,
        "started_at": run.started_at.isoformat(),
        "finished_at": run.finished_at.isoformat() if run.finished_at else None,
        "complete": run.complete,
        "planned": run.planned,
    }
