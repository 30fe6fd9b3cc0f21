"""`regold draft`: cases drafted from the facts of an article, for somebody to review."""

from __future__ import annotations

import json

import click

from regold.cli.settings import open_config


@click.command()
@click.argument("article")
@click.option("--json", "as_json", is_flag=True, help="Print what was written as JSON.")
def draft(article: str, *, as_json: bool) -> None:
    """Draft cases for the facts of ARTICLE (an id, or the end of one) that no case checks, into suites/drafts.

    Nothing in a folder called drafts is run: reword a case, and move it to a suite. Exit codes: 0 written, 4 nothing
    to draft, or a mistake in settings, suites or arguments.
    """
    from regold import suites
    from regold.session.coverage import write_drafts

    config = open_config()
    cases = suites.load_all([config.root / path for path in config.suites], config.root)
    path, count = write_drafts(config, cases, article)
    shown = path.relative_to(config.root).as_posix() if path.is_relative_to(config.root) else str(path)
    if as_json:
        click.echo(json.dumps({"path": shown, "cases": count}, indent=2))
        return
    click.echo(f"written: {shown}, {count} {'case' if count == 1 else 'cases'} to review; nothing in drafts is run")
