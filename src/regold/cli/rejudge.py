"""`regold rejudge`: judge a recorded run again, with today's suites, settings and judge, asking nothing."""

from __future__ import annotations

import sys

import click

from regold.cli.settings import open_config


@click.command()
@click.argument("run", default="latest")
@click.option("--embedding", help="Judge with this embedding model instead of the one in the settings.")
@click.option("--json", "as_json", is_flag=True, help="Print the run as it would end now, with what differs.")
def rejudge(run: str, *, embedding: str | None, as_json: bool) -> None:
    """Judge the answers of RUN again (an id, its beginning, or `latest`) and show what would change.

    Exit codes: 0 every answer is accepted, 1 at least one is rejected, 4 no such run or a mistake in the settings.
    """
    from regold import history, reports, suites
    from regold.model import OutcomeKind
    from regold.session import rejudge as judge_again

    config = open_config(embedding=embedding)
    recorded = history.read(history.find(config.history, run))
    cases = suites.load_all([config.root / path for path in config.suites], config.root)
    judged = judge_again(recorded, config, {case.key: case for case in cases})
    changes = history.compare(recorded, judged)
    if as_json:
        click.echo(reports.run_json(judged, changes), nl=False)
    else:
        click.echo("\n".join(reports.summary_lines(judged, changes, recorded)))
    sys.exit(int(any(outcome.kind is OutcomeKind.CHANGED for outcome in judged.outcomes)))
