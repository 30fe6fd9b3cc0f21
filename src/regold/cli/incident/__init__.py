"""`regold incident`: mistakes of the endpoint, from the report to the closing. One file for each kind of command."""

from __future__ import annotations

import click

from regold.cli.incident.bringing import import_
from regold.cli.incident.changing import close, new, reopen, set_
from regold.cli.incident.containing import contain, lift, probe
from regold.cli.incident.converting import convert
from regold.cli.incident.investigating import investigate
from regold.cli.incident.redacting import redact
from regold.cli.incident.showing import list_, report, show
from regold.cli.incident.verifying import verify


@click.group()
def incident() -> None:
    """Follow the endpoint's mistakes from the report to the closing."""


for _command in (
    new,
    list_,
    show,
    set_,
    contain,
    probe,
    investigate,
    verify,
    lift,
    close,
    reopen,
    report,
    import_,
    redact,
    convert,
):
    incident.add_command(_command)
