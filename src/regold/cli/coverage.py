"""`regold coverage`: articles, and facts in them, that no case checks."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from regold.cli.settings import open_config

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regold.knowledge.coverage import Coverage

FORMAT = 1
FACTS_SHOWN = 5


@click.command()
@click.option(
    "--log", type=click.Path(path_type=Path), metavar="FILE", help="Weigh articles by these queries, one a line."
)
@click.option("--most", type=click.IntRange(1), default=20, show_default=True, help="Articles to show.")
@click.option("--json", "as_json", is_flag=True, help="Print all articles as JSON.")
def coverage(log: Path | None, most: int, *, as_json: bool) -> None:
    """Show what no case checks, the gap that weighs most first: by size, past incidents and, with a log, traffic.

    Exit codes: 0 whatever is found, 4 a mistake in settings, suites or arguments.
    """
    from regold import suites
    from regold.session.coverage import measure_coverage, read_log

    config = open_config()
    cases = suites.load_all([config.root / path for path in config.suites], config.root)
    found = measure_coverage(config, cases, read_log(log) if log else ())
    click.echo(json.dumps(_as_json(found), indent=2) if as_json else "\n".join(_as_lines(found, most)))


def _as_lines(found: Sequence[Coverage], most: int) -> list[str]:
    facts, open_facts = sum(one.facts for one in found), sum(len(one.unchecked) for one in found)
    without = sum(not one.cases for one in found)
    lines = [f"{facts - open_facts} of {facts} facts are checked; {without} of {len(found)} articles have no case"]
    for one in [one for one in found if one.gap][:most]:
        told = f"{one.facts - len(one.unchecked)} of {one.facts} facts, {len(one.cases)} cases"
        told += f", {one.incidents} incidents" if one.incidents else ""
        told += f", {one.queries} queries" if one.queries else ""
        lines.append(f"{one.article} ({one.title}): {told}")
        lines += [f"    {fact.said}: {fact.clause}" for fact in one.unchecked[:FACTS_SHOWN]]
        if (more := len(one.unchecked) - FACTS_SHOWN) > 0:
            lines.append(f"    and {more} more")
    return [*lines, "`regold draft ARTICLE` drafts cases for what is not checked"]


def _as_json(found: Sequence[Coverage]) -> dict[str, object]:
    return {"format": FORMAT, "articles": [_article_as_json(one) for one in found]}


def _article_as_json(one: Coverage) -> dict[str, object]:
    return {
        "article": one.article,
        "title": one.title,
        "gap": one.gap,
        "facts": one.facts,
        "cases": list(one.cases),
        "incidents": one.incidents,
        "queries": one.queries,
        "unchecked": [{"said": fact.said, "clause": fact.clause, "place": fact.place} for fact in one.unchecked],
    }
