"""`regold trends`: what all incidents say together, for a terminal, as Markdown and as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict
from typing import Any

import click

from regold.cli.incident.opening import open_store
from regold.incidents import Trends
from regold.incidents import trends as taken_together
from regold.incidents.letters import lasting
from regold.incidents.maturity import NAMES, Demand, Maturity, Share
from regold.incidents.trends import STEPS, Pace, Spread, Theme
from regold.reports.encode import markdown as plain_words
from regold.reports.encode import one_line

_SHOWN = 10


@click.command()
@click.option("--markdown", "as_markdown", is_flag=True, help="Print it as Markdown.")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def trends(*, as_markdown: bool, as_json: bool) -> None:
    """Tell how long incidents take, whether they come back, what they are about, and how mature the handling is."""
    incidents, mistakes = open_store().read_all()
    found = taken_together(incidents)
    if as_json:
        click.echo(json.dumps({"format": 1, **_as_json(found), "unreadable": len(mistakes)}, indent=2))
    else:
        click.echo("\n".join(_markdown(found) if as_markdown else _lines(found)))
        if mistakes:
            click.echo(f"{len(mistakes)} files have mistakes and are not counted; see regold incident list", err=True)


def _lines(found: Trends) -> Iterator[str]:
    yield f"{found.incidents:,} incidents, {found.mistakes:,} of them mistakes of the endpoint, {found.open:,} open"
    for pace in found.paces:
        yield f"{_severity(pace)} ({pace.count:,})"
        yield from (f"  to {step:<12}{_spread(spread)}" for step, spread in _known(pace))
    yield from (f"{share.name}: {_share(share)}" for share in _shares(found))
    yield from (_theme(theme, one_line) for theme in found.themes[:_SHOWN])
    yield from (f"no article: {one_line(topic)} ({count})" for topic, count in found.without_article[:_SHOWN])
    yield _level(found.maturity)
    yield from (f"  missing: {demand}" for demand in found.maturity.missing)


def _markdown(found: Trends) -> Iterator[str]:
    yield f"# Incidents: {found.incidents:,}, {found.open:,} open"
    yield ""
    yield f"| severity | n | {' | '.join(f'to {step}' for step in STEPS)} |"
    yield f"|---|---|{'---|' * len(STEPS)}"
    for pace in found.paces:
        yield f"| {_severity(pace)} | {pace.count:,} | {' | '.join(_spread(pace.steps[step]) for step in STEPS)} |"
    yield ""
    yield from (f"- {share.name}: {_share(share)}" for share in _shares(found))
    yield ""
    yield from (f"- {_theme(theme, plain_words)}" for theme in found.themes[:_SHOWN])
    yield from (f"- no article: {plain_words(topic)} ({count})" for topic, count in found.without_article[:_SHOWN])
    yield ""
    yield f"**{_level(found.maturity)}**"
    yield ""
    yield from (f"- missing: {demand}" for demand in found.maturity.missing)


def _severity(pace: Pace) -> str:
    return str(pace.severity or "unknown")


def _known(pace: Pace) -> list[tuple[str, Spread]]:
    return [(step, spread) for step, spread in pace.steps.items() if spread.n]


def _spread(spread: Spread) -> str:
    return f"{lasting(spread.median)}, p85 {lasting(spread.p85)}, n {spread.n:,}" if spread.n else "n 0"


def _shares(found: Trends) -> tuple[Share, ...]:
    return found.back, found.proactive, found.contained, found.proven


def _share(share: Share) -> str:
    return f"{share.value:.0%} ({share.part:,} of {share.of:,})" if share.value is not None else "none to tell from"


def _theme(theme: Theme, encode: Callable[[str], str]) -> str:
    topic = encode(theme.topic or "no topic")
    counts = f"{len(theme.ids):,}, {theme.open:,} open, {theme.back:,} came back"
    return f"theme: {topic}, {theme.error_type or 'kind unknown'}: {counts}"


def _level(found: Maturity) -> str:
    return f"maturity {found.level} of {len(NAMES)}: {found.name}"


def _as_json(found: Trends) -> dict[str, Any]:
    maturity = found.maturity
    return {
        **{name: getattr(found, name) for name in ("incidents", "mistakes", "open")},
        "severities": [
            {
                "severity": _severity(pace),
                "count": pace.count,
                "durations": {step: asdict(spread) for step, spread in pace.steps.items()},
            }
            for pace in found.paces
        ],
        "shares": [_share_as_json(share) for share in _shares(found)],
        "themes": [
            {"topic": one.topic, "error_type": one.error_type, "ids": one.ids, "open": one.open, "back": one.back}
            for one in found.themes
        ],
        "without_article": [{"topic": topic, "count": count} for topic, count in found.without_article],
        "maturity": {
            "level": maturity.level,
            "name": maturity.name,
            "missing": [_demand_as_json(demand) for demand in maturity.missing],
        },
    }


def _share_as_json(share: Share) -> dict[str, Any]:
    return {"name": share.name, "part": share.part, "of": share.of, "share": share.value}


def _demand_as_json(demand: Demand) -> dict[str, Any]:
    return {**_share_as_json(demand.share), "limit": demand.limit, "at_most": demand.at_most}
