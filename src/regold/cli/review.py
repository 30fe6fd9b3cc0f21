"""`regold review`: a person decides about the answers that changed, and what is accepted goes into the suites."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from secrets import token_hex

import click

from regold.cli.settings import open_config

LATEST = "latest"


def _decides(what: str) -> str:
    return f"Decide about this case: {what} Can be repeated."


@click.command()
@click.argument("run", default=LATEST)
@click.option("--accept", "accepted", multiple=True, metavar="CASE", help=_decides("its answer is the golden."))
@click.option("--add", "added", multiple=True, metavar="CASE", help=_decides("its answer is one more golden."))
@click.option("--keep", "kept", multiple=True, metavar="CASE", help=_decides("its answer is good, its golden stays."))
@click.option("--reject", "rejected", multiple=True, metavar="CASE", help=_decides("its answer is wrong."))
@click.option("--incident", multiple=True, metavar="CASE", help=_decides("its answer is wrong and an incident."))
@click.option("--list", "only_list", is_flag=True, help="Only list what is to be looked at.")
@click.option("--json", "as_json", is_flag=True, help="Print what is to be looked at, or what was decided, as JSON.")
def review(run: str, *, only_list: bool, as_json: bool, **named: tuple[str, ...]) -> None:
    """Decide about the answers of RUN (an id, its beginning, or `latest`) that a person should look at.

    These are wrong answers, accepted ones that say something else than before, and first answers that were recorded.
    CASE is a key (suite#id), suite/id, or an id. What is accepted is written into the suite.

    Exit codes: 0 good, 4 a mistake, or CI, where nothing is ever written.
    """
    from regold import history
    from regold.cli import deciding
    from regold.history import Decision
    from regold.session.reviewing import Sitting, refuse_in_ci

    config = open_config()
    decisions = [(name, Decision(kind)) for kind, names in named.items() for name in names]
    looking = only_list or (as_json and not decisions)
    if not looking:
        refuse_in_ci(config)
    unasked = run == LATEST and not history.runs(config.history)  # first answers can be recorded before there is a run
    found = None if unasked else history.read(history.find(config.history, run))
    sitting = Sitting(config, found, clock=lambda: datetime.now(UTC), token=token_hex(4))
    if decisions:
        deciding.decide(sitting, decisions, as_json=as_json)
    elif looking or not (sys.stdin.isatty() and sys.stdout.isatty()):
        deciding.show(sitting, found, as_json=as_json)
    else:
        deciding.walk(sitting)
