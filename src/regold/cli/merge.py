"""`regold merge`: one run, one report and one exit code from the parts that `--regold-shard` made."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from regold.cli.settings import open_config
from regold.errors import HistoryError

if TYPE_CHECKING:
    from regold.history import RunFile
    from regold.session import Finished


@click.command()
@click.argument("places", nargs=-1, type=click.Path(path_type=Path), metavar="[JOURNALS | FOLDERS]...")
@click.option("--summary", type=click.Path(path_type=Path), metavar="FILE", help="Write a Markdown summary of the run.")
@click.option("--json", "as_json", is_flag=True, help="Print the run as JSON.")
def merge(places: tuple[Path, ...], summary: Path | None, *, as_json: bool) -> None:
    """Make one run of its parts and keep it in history.

    Looks for the journals of the parts in these files and folders, and in the folders below them (default: the
    history of the settings). Exit codes: those of `regold run`; 10 also when a part is missing or broke off.
    """
    from regold import reports, session

    config = open_config()
    finished = session.merge(_found(places or (config.history,)), config)
    run, changes, notes = finished.run, finished.changes, finished.notes
    if summary:
        reports.write_whole(summary, reports.markdown(run, changes, finished.baseline, notes))
    if as_json:
        click.echo(reports.run_json(run, changes, notes), nl=False)
    for line in _lines(finished, summary, on_github=config.on_github):
        click.echo(line, err=as_json)
    sys.exit(finished.gate.exit_code)


def _lines(finished: Finished, summary: Path | None, *, on_github: bool) -> Iterator[str]:
    from regold import reports

    yield from reports.summary_lines(finished.run, finished.changes, finished.baseline, finished.notes)
    yield from (f"exit {finished.gate.exit_code}: {reason}" for reason in finished.gate.reasons)
    if summary:
        yield f"written: {summary}"
    if on_github:
        yield from reports.github_annotations(finished.run)


def _found(places: tuple[Path, ...]) -> Iterator[RunFile]:
    """Give the journals at these places, each once; raises HistoryError for a file that is none."""
    from regold.history.read import glance, journals_below

    known: set[str] = set()
    for place in places:
        paths = (place,) if place.is_file() else journals_below(place)
        for entry in filter(None, map(glance, paths)):
            if entry.id not in known:
                known.add(entry.id)
                yield entry
        if place.is_file() and glance(place) is None:
            raise HistoryError(f"{place}: no whole header; it is no journal of a run")
