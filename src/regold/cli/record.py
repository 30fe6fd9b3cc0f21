"""`regold record`: ask the cases that have no golden yet, and keep the answers for a review."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING

import click

from regold.cli.settings import open_config

if TYPE_CHECKING:
    from regold.session.first_answers import FirstAnswers

UNTRUSTED = 10
MOST_ASKS = 10


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATHS]...")
@click.option("--asks", type=click.IntRange(1, MOST_ASKS), default=3, show_default=True, help="How often to ask each.")
@click.option("--json", "as_json", is_flag=True, help="Print the answers as JSON.")
def record(paths: tuple[Path, ...], *, asks: int, as_json: bool) -> None:
    """Ask the cases with `record: true` in PATHS (files or folders; the suites of the settings when none is given).

    The answers are kept in history for `regold review`, which writes those that are accepted into the suites.

    Exit codes: 0 good, 4 a mistake, or CI, where nothing is ever written, 10 a case got no answer.
    """
    from regold import suites
    from regold.session.first_answers import record_first_answers
    from regold.session.reviewing import refuse_in_ci

    config = open_config()
    refuse_in_ci(config)
    chosen = [Path.cwd() / path for path in paths] or [config.root / path for path in config.suites]
    cases = [case for case in suites.load_all(chosen, config.root) if case.to_review and not case.variant_of]
    asked = record_first_answers(config, cases, asks=asks, clock=lambda: datetime.now(UTC), token=token_hex(4))
    found = list(asked) if cases else []
    if as_json:
        click.echo(json.dumps({"cases": list(map(_as_json, found))}, indent=2))
    else:
        click.echo("\n".join(_lines(found)))
    sys.exit(UNTRUSTED if any(each.proposal is None for each in found) else 0)


def _lines(found: list[FirstAnswers]) -> Iterator[str]:
    from regold.reports import one_line

    for each in found:
        yield one_line(f"{each.case.key}: {_said(each)}")
        for finding in each.proposal.findings if each.proposal else ():
            yield f"  not met: {one_line(finding.message)}"
        for fault in each.faults[:1]:
            yield f"  {len(each.faults)} without an answer: {one_line(fault.message)}"
    recorded = sum(each.proposal is not None for each in found)
    if recorded:
        yield f"{recorded} recorded; `regold review` shows them"
    elif not found:
        yield "no case has `record: true`; write it in place of a golden that is not there yet"


def _said(each: FirstAnswers) -> str:
    if each.proposal is None:
        return "no answer"
    return f"{each.proposal.agreeing} of {len(each.proposal.answers)} say the same: {each.proposal.answer.text}"


def _as_json(each: FirstAnswers) -> dict[str, object]:
    proposal = each.proposal
    return {
        "case": each.case.key,
        "path": each.case.place.path,
        "line": each.case.place.line,
        "answers": [answer.text for answer in proposal.answers] if proposal else [],
        "proposed": proposal.proposed if proposal else None,
        "agreeing": proposal.agreeing if proposal else 0,
        "unmet": [finding.message for finding in proposal.findings] if proposal else [],
        "faults": [{"kind": fault.kind.value, "message": fault.message} for fault in each.faults],
    }
