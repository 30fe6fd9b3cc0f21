"""`regold target`: look at the endpoint before a suite is asked of it."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from regold.cli.settings import open_config

if TYPE_CHECKING:
    from regold.model import Answer, Fault
    from regold.targets import Part, Reading

UNTRUSTED = 10
QUESTION = "How can you help me?"


@click.group()
def target() -> None:
    """Look at the endpoint before asking it a suite."""


@target.command()
@click.argument("query", default=QUESTION)
@click.option("--json", "as_json", is_flag=True, help="Print what was read as JSON.")
def check(query: str, *, as_json: bool) -> None:
    """Ask one question, once, and show what would be read from the response.

    Exit codes: 0 an answer was read, 4 a mistake in the settings, 10 the endpoint gave no usable answer.
    """
    from regold.session import check_target

    config = open_config()
    reading = check_target(config, query)
    if as_json:
        click.echo(json.dumps(_as_json(reading), indent=2))
    else:
        click.echo("\n".join(_lines(config.endpoint, query, reading)))
    sys.exit(UNTRUSTED if reading.fault else 0)


def _lines(endpoint: str, query: str, reading: Reading) -> Iterator[str]:
    status = f"status {reading.status}, {_visible(reading.content_type)}, " if reading.status else ""
    yield f"{endpoint}: {status}{reading.latency:.2f} s"
    yield f"  asked       {_visible(query)}"
    yield from _answer_lines(reading.answer)
    if reading.fault:
        yield f"  no answer   {_told(reading.fault)}"
    for part in reading.parts:
        yield f"  {part.setting:<11} {_visible(_finding(part))}"
    if reading.fault and reading.shape:
        yield "  the response holds:"
        yield from (f"    {_visible(line)}" for line in reading.shape)
    yield from (f"  note        {_visible(note)}" for note in reading.notes)


def _answer_lines(answer: Answer | None) -> Iterator[str]:
    if answer is None:
        return
    unread = "not read"
    yield f"  answer      {_visible(answer.text) or '(empty)'}"
    yield f"  confidence  {unread if answer.confidence is None else answer.confidence}"
    yield f"  sources     {unread if answer.sources is None else _visible(', '.join(answer.sources)) or 'none'}"
    yield f"  handoff     {unread if answer.handoff is None else ('yes' if answer.handoff else 'no')}"


def _finding(part: Part) -> str:
    """Tell what a path finds; a problem with what it found names the path itself."""
    said = part.problem or f"finds {part.found or 'nothing'}"
    told = said if part.path in said else f"{part.path} {said}"
    return told + (f"; did you mean {' or '.join(part.suggestions)}?" if part.suggestions else "")


def _told(fault: Fault) -> str:
    return _visible(f"{fault.kind}: {fault.message}")


def _visible(text: str) -> str:
    from regold.reports import one_line

    return one_line(text)


def _as_json(reading: Reading) -> dict[str, object]:
    answer = reading.answer
    return {
        "status": reading.status or None,
        "latency": round(reading.latency, 3),
        "content_type": reading.content_type or None,
        "answer": answer and answer.text,
        "confidence": answer and answer.confidence,
        "sources": list(answer.sources) if answer and answer.sources is not None else None,
        "handoff": answer and answer.handoff,
        "fault": {"kind": reading.fault.kind, "message": reading.fault.message} if reading.fault else None,
        "paths": [asdict(part) for part in reading.parts],
        "shape": list(reading.shape),
        "notes": list(reading.notes),
    }
