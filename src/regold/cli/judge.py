"""`regold judge`: judge answers by hand or from a file, asking no endpoint, and show the whole reasoning."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from regold.cli.settings import open_config

if TYPE_CHECKING:
    from regold.judge import Judge
    from regold.model import Case

NOT_ACCEPTED = 1
SEVERITIES = ("critical", "high", "medium", "low")


@click.command()
@click.option("--query", default="", help="What the customer asked.")
@click.option("--golden", multiple=True, help="A good answer; may be given several times, one is enough.")
@click.option("--answer", help="The answer to judge.")
@click.option(
    "--batch", type=click.File(encoding="utf-8"), help="Judge the pairs of a JSONL file, `-` for standard input."
)
@click.option("--severity", type=click.Choice(SEVERITIES), default="medium", help="How sure the judge must be.")
@click.option("--strictness", help="lenient, normal or strict, instead of the one in the settings.")
@click.option("--embedding", help="Judge with this embedding model instead of the one in the settings.")
@click.option("--entailment", help="Judge with this model of inference instead of the one in the settings.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object for each pair.")
def judge(
    query: str,
    golden: tuple[str, ...],
    answer: str | None,
    batch: IO[str] | None,
    severity: str,
    strictness: str | None,
    embedding: str | None,
    entailment: str | None,
    *,
    as_json: bool,
) -> None:
    """Judge one answer, or those of a file, against goldens; nothing is asked and nothing is written.

    A line of a --batch file is {"id": ..., "query": ..., "golden": a text or a list, "answer": ...}.

    Exit codes: 0 every answer is accepted, 1 at least one is not, 4 a mistake in the arguments, file or settings.
    """
    from regold.session import open_judge

    pairs = _from_file(batch, severity) if batch else iter([_from_options(query, golden, answer, severity)])
    config = open_config(strictness=strictness, embedding=embedding, entailment=entailment)
    opened = open_judge(config)
    accepted = [_tell(opened, *pair, as_json=as_json) for pair in pairs]
    sys.exit(0 if all(accepted) else NOT_ACCEPTED)


def _tell(judge: Judge, case: Case, answer: str, *, as_json: bool) -> bool:
    from regold.model import Answer
    from regold.reports import reasoning_json, reasoning_lines

    verdict = judge.evaluate(case, Answer(text=answer))
    if as_json:
        click.echo(reasoning_json(case.id, verdict))
    else:
        click.echo("\n".join(reasoning_lines(case, answer, verdict, models=judge.models(), colour=sys.stdout.isatty())))
    return verdict.accepted


def _from_options(query: str, golden: tuple[str, ...], answer: str | None, severity: str) -> tuple[Case, str]:
    if not golden or answer is None:
        raise click.UsageError("give --golden and --answer, or --batch with a file of pairs")
    return _case("answer", query, golden, severity), answer


def _from_file(lines: IO[str], severity: str) -> Iterator[tuple[Case, str]]:
    from regold.errors import RegoldError

    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            golden = [row["golden"]] if isinstance(row["golden"], str) else list(row["golden"])
            texts = [row.get("query") or "", row["answer"], *golden]
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise RegoldError(_mistake(lines, number, str(error))) from None
        if not golden or not all(isinstance(text, str) for text in texts):
            raise RegoldError(_mistake(lines, number, "a text is missing"))
        yield _case(str(row.get("id", number)), texts[0], tuple(golden), severity), texts[1]


def _mistake(lines: IO[str], number: int, reason: str) -> str:
    name = Path(getattr(lines, "name", "-")).name
    return f'{name}:{number}: {reason}; a line is {{"id": …, "query": …, "golden": a text or a list, "answer": …}}'


def _case(name: str, query: str, golden: tuple[str, ...], severity: str) -> Case:
    from regold.model import Case, Place, Severity, Turn

    return Case(
        id=name,
        suite="judge",
        turns=(Turn(query=query, golden=golden),),
        place=Place(path="-", line=1),
        severity=Severity(severity),
    )
