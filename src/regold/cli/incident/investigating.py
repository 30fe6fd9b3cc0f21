"""`regold incident investigate`: the evidence on why an answer was wrong, and what a person makes of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from regold.cli.incident.opening import now, open_store
from regold.cli.settings import open_config
from regold.incidents.letters import QUESTIONS
from regold.reports.encode import one_line

if TYPE_CHECKING:
    from regold.session.investigating import Investigated

CAUSES = tuple(QUESTIONS)


@click.command()
@click.argument("incident_id", metavar="INCIDENT")
@click.option("--confirm", type=click.Choice(CAUSES), help="This is the cause: write it down, with the evidence.")
@click.option("--json", "as_json", is_flag=True, help="Print the evidence as JSON.")
def investigate(incident_id: str, *, confirm: str | None, as_json: bool) -> None:
    """Ask the endpoint once what INCIDENT was about and read the articles, for the four questions about its cause.

    A cause is only proposed: nothing is written before a person confirms one.
    """
    from regold.session.containing import verifier
    from regold.session.investigating import Cause, confirmed
    from regold.session.investigating import investigate as looked

    store = open_store()
    found = looked(open_config(), store.read(incident_id), verifier(store) or "")
    if confirm is not None:
        at = now()
        store.change(incident_id, lambda incident: confirmed(incident, found, Cause(confirm), at))
    if as_json:
        click.echo(json.dumps(_as_json(incident_id, found, confirm), indent=2))
    else:
        click.echo("\n".join(_lines(incident_id, found, confirm)))


def _lines(name: str, found: Investigated, confirm: str | None) -> Iterator[str]:
    for key, question in QUESTIONS.items():
        judged = getattr(found.questions, key)
        yield f"{question} {judged.verdict}"
        yield f"  {one_line(judged.evidence or '')}"
    cause = found.cause or "none is shown by this evidence"
    yield f"proposed cause: {cause}; needed: {', '.join(found.needed)}"
    how = f"regold incident investigate {name} --confirm {found.cause or 'CAUSE'}"
    yield f"confirmed: {confirm}" if confirm else f"not written; a person confirms with: {how}"


def _as_json(name: str, found: Investigated, confirm: str | None) -> dict[str, object]:
    return {
        "incident": name,
        "questions": asdict(found.questions),
        "proposed": found.cause,
        "needed": list(found.needed),
        "answer": found.answer.text if found.answer else None,
        "confirmed": confirm,
    }
