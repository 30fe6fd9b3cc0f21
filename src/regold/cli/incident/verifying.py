"""`regold incident verify`: prove on the live endpoint that a fix holds."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING
from uuid import uuid4

import click

from regold.cli.incident.opening import as_table, now, open_store
from regold.cli.settings import open_config
from regold.incidents import lifecycle
from regold.reports.encode import one_line

if TYPE_CHECKING:
    from regold.session.verifying import Verified

NOT_FIXED = 1
UNTRUSTED = 10


@click.command()
@click.argument("incident_id", metavar="INCIDENT")
@click.option("--json", "as_json", is_flag=True, help="Print what was seen as JSON.")
def verify(incident_id: str, *, as_json: bool) -> None:
    """Ask the endpoint what INCIDENT was about until enough answers in a row were right, or one was wrong.

    Critical needs 60, high 30, medium 15, low 5. An endpoint that reads incidents/containment.json lets these
    conversations through; else let REGOLD_TARGET_URL name a copy of it that is not contained.

    Exit codes: 0 the fix holds, 1 an answer was wrong again, 4 a mistake, 10 the endpoint gave no answer.
    """
    from regold.history import new_run_id
    from regold.session.containing import verifier
    from regold.session.verifying import verify as asked

    store, at = open_store(), now()
    seen = asked(open_config(), store.read(incident_id), now=at, session=verifier(store) or "")
    incident = store.read(incident_id)
    if seen.fault is None:
        found = seen.record(new_run_id(at, uuid4().hex[:8]), at)
        incident = store.change(incident_id, lambda one: lifecycle.verify(one, found, at))
    if as_json:
        click.echo(json.dumps({"verification": _as_json(seen), "incident": as_table(incident)}, indent=2))
    else:
        click.echo("\n".join(_lines(incident_id, seen)))
        click.echo(f"next: {lifecycle.next_step(incident)}", err=True)
    sys.exit(UNTRUSTED if seen.fault else 0 if seen.proof.passed else NOT_FIXED)


def _lines(name: str, seen: Verified) -> Iterator[str]:
    yield f"{name}: {seen.proof}"
    yield f"  answers: {seen.replayed} to the question, {seen.variations} to other wordings of it"
    if seen.fault:
        yield f"  stopped: the endpoint gave no answer: {one_line(seen.fault.message)}; nothing is decided"
    if seen.bad and seen.bad.answer:
        yield f"  asked     {one_line(seen.bad.query)}"
        yield f"  answered  {one_line(seen.bad.answer.text)}"
        yield f"            {one_line(seen.why)}"
    if seen.proof.passed and seen.wordings == 1:
        yield "  note      every answer was the same text: if it came from a cache, it proves no more than one answer"


def _as_json(seen: Verified) -> dict[str, object]:
    bad = seen.bad
    return {
        "passed": seen.proof.passed,
        "needed": seen.proof.needed,
        "clean": seen.proof.clean,
        "told": str(seen.proof),
        "replayed": seen.replayed,
        "variations": seen.variations,
        "wordings": seen.wordings,
        "fault": {"kind": seen.fault.kind, "message": seen.fault.message} if seen.fault else None,
        "bad": {"query": bad.query, "answer": bad.answer.text, "why": seen.why} if bad and bad.answer else None,
    }
