"""`regold trends`: what all incidents say together, for a terminal, as Markdown and as JSON."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from regold.cli.settings import open_config
from regold.incidents import Store, Trends
from regold.incidents import trends as taken_together
from regold.incidents.brief import STEPS, Brief
from regold.incidents.index import briefs
from regold.incidents.letters import lasting
from regold.incidents.maturity import NAMES, Demand, Maturity, Share
from regold.incidents.themes import Theme, about
from regold.incidents.trends import Pace, Spread
from regold.reports import write_whole
from regold.reports.encode import markdown as plain_words
from regold.reports.encode import one_line

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from regold.config import Config

MOST_BY_MEANING = 500
"""Incidents whose meaning is asked of the model, about two seconds the first time; of more the words must tell."""

_SHOWN, _TOPICS, _NEWEST = 10, 3, 3


@click.command()
@click.option("--markdown", "as_markdown", is_flag=True, help="Print it as Markdown.")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def trends(*, as_markdown: bool, as_json: bool) -> None:
    """Tell how long incidents take, whether they come back, what they are about, and how mature the handling is."""
    config = open_config()
    store = Store(folder=config.root / config.incidents, root=config.root)
    known, mistakes = briefs(store, config.cache, write_whole, now=time.time_ns())
    found = taken_together(known, partial(_meaning, config))
    if as_json:
        click.echo(json.dumps({"format": 1, **_as_json(found), "unreadable": len(mistakes)}, indent=2))
        return
    click.echo("\n".join(_markdown(found) if as_markdown else _lines(found)))
    if mistakes:
        click.echo(f"{len(mistakes)} files have mistakes and are not counted; see regold incident list", err=True)


def _meaning(config: Config, those: Sequence[Brief]) -> NDArray[np.float32] | None:
    """Give the vectors of these incidents, where they are few enough for the model to be asked at once."""
    if not 1 < len(those) <= MOST_BY_MEANING:
        return None
    from regold.session.meaning import Meaning

    return Meaning(config).rows(map(about, those))


def _lines(found: Trends) -> Iterator[str]:
    mistakes = f"{found.mistakes:,} of them {'a mistake' if found.mistakes == 1 else 'mistakes'} of the endpoint"
    yield f"{_counted(found.incidents)}, {mistakes}, {found.open:,} open"
    if found.paces:
        yield ""
        yield "how long it took: median, p85 (n)"
        yield from _table(found.paces)
    yield ""
    yield from (f"{share.name:<32}{_share(share)}" for share in _shares(found))
    if found.themes:
        yield ""
        yield f"themes, by {_how(found)}"
        yield from (line for theme in found.themes[:_SHOWN] for line in _theme(theme))
        yield from _more(len(found.themes), "theme")
    if found.without_article:
        yield ""
        yield "topics that need articles"
        yield from (f"  {one_line(topic):<30}{_counted(count)}" for topic, count in found.without_article[:_SHOWN])
        yield from _more(len(found.without_article), "topic")
    yield ""
    yield _level(found.maturity)
    yield from (f"  missing for the next: {demand}" for demand in found.maturity.missing)


def _table(paces: Sequence[Pace]) -> Iterator[str]:
    """Give a row for each severity and a column for each step that any incident has taken."""
    steps = [step for step in STEPS if any(pace.steps[step].n for pace in paces)]
    rows = [
        ["", "n", *steps],
        *([_severity(pace), f"{pace.count:,}", *(_spread(pace.steps[s]) for s in steps)] for pace in paces),
    ]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    yield from (
        f"  {'  '.join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))}".rstrip() for row in rows
    )


def _theme(theme: Theme) -> Iterator[str]:
    yield f"  {_words(theme, one_line)}: {_counted(len(theme.ids))} ({_mix(theme)}){_state(theme)}"
    yield f"    {_ids(theme)}"


def _more(count: int, what: str) -> Iterator[str]:
    if count > _SHOWN:
        yield f"  and {_counted(count - _SHOWN, what)} more; --json names all"


def _how(found: Trends) -> str:
    return "meaning" if found.by_meaning else "words"


def _words(theme: Theme, encode: Callable[[str], str]) -> str:
    topics = f" [{', '.join(map(encode, theme.topics[:_TOPICS]))}]" if theme.topics else ""
    return f"{encode(', '.join(theme.words) or 'no words')}{topics}"


def _mix(theme: Theme) -> str:
    return ", ".join(f"{count:,} {severity or 'unknown'}" for severity, count in theme.severities.items())


def _state(theme: Theme) -> str:
    """Give what is to be known of a theme beside its size; nothing where all is over and done."""
    told = (
        (theme.open, "open"),
        (theme.again, "after one was closed"),
        (theme.back, "opened again"),
        (theme.unwritten, "without an article"),
    )
    return "".join(f", {count:,} {what}" for count, what in told if count)


def _ids(theme: Theme) -> str:
    more = f" and {len(theme.ids) - _NEWEST:,} before" if len(theme.ids) > _NEWEST else ""
    return f"{', '.join(theme.ids[-_NEWEST:])}{more}"


def _counted(count: int, what: str = "incident") -> str:
    return f"{count:,} {what}{'s' if count != 1 else ''}"


def _markdown(found: Trends) -> Iterator[str]:
    yield f"# Incidents: {found.incidents:,}, {found.open:,} open"
    yield ""
    yield from _markdown_paces(found.paces)
    yield "## How they were handled"
    yield ""
    yield from (f"- {share.name}: {_share(share)}" for share in _shares(found))
    yield ""
    if found.themes:
        yield "## Themes"
        yield ""
        yield f"| by {_how(found)} | incidents | severities | after a closed one | back | no article | newest |"
        yield f"|---|---:|---|{'---:|' * 3}---|"
        yield from map(_markdown_theme, found.themes[:_SHOWN])
        yield ""
    if found.without_article:
        yield "## Topics that need articles"
        yield ""
        yield from (f"- {plain_words(topic)}: {_counted(count)}" for topic, count in found.without_article[:_SHOWN])
        yield ""
    yield f"**{_level(found.maturity)}**"
    yield ""
    yield from (f"- missing for the next: {demand}" for demand in found.maturity.missing)


def _markdown_paces(paces: Sequence[Pace]) -> Iterator[str]:
    if not paces:
        return
    steps = [step for step in STEPS if any(pace.steps[step].n for pace in paces)]
    yield "## How long it took"
    yield ""
    yield "Median, 85th percentile (n)."
    yield ""
    yield f"| severity | n |{''.join(f' to {step} |' for step in steps)}"
    yield f"|---|---:|{'---|' * len(steps)}"
    for pace in paces:
        yield f"| {_severity(pace)} | {pace.count:,} |{''.join(f' {_spread(pace.steps[step])} |' for step in steps)}"
    yield ""


def _markdown_theme(theme: Theme) -> str:
    cells = (
        _words(theme, plain_words),
        f"{len(theme.ids):,}",
        _mix(theme),
        f"{theme.again:,}",
        f"{theme.back:,}",
        f"{theme.unwritten:,}",
        ", ".join(theme.ids[-_NEWEST:]),
    )
    return f"| {' | '.join(cells)} |"


def _severity(pace: Pace) -> str:
    return str(pace.severity or "unknown")


def _spread(spread: Spread) -> str:
    return f"{lasting(spread.median)}, {lasting(spread.p85)} ({spread.n:,})" if spread.n else "-"


def _shares(found: Trends) -> tuple[Share, ...]:
    return found.back, found.proactive, found.contained, found.proven


def _share(share: Share) -> str:
    return f"{share.value:.0%} ({share.part:,} of {share.of:,})" if share.value is not None else "none to tell from"


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
        "themes_by": _how(found),
        "themes": [_theme_as_json(theme) for theme in found.themes],
        "without_article": [{"topic": topic, "count": count} for topic, count in found.without_article],
        "maturity": {
            "level": maturity.level,
            "name": maturity.name,
            "missing": [_demand_as_json(demand) for demand in maturity.missing],
        },
    }


def _theme_as_json(theme: Theme) -> dict[str, Any]:
    return {
        "words": theme.words,
        "topics": theme.topics,
        "count": len(theme.ids),
        "severities": [
            {"severity": severity or "unknown", "count": count} for severity, count in theme.severities.items()
        ],
        "open": theme.open,
        "again": theme.again,
        "back": theme.back,
        "without_article": theme.unwritten,
        "ids": theme.ids,
    }


def _share_as_json(share: Share) -> dict[str, Any]:
    return {"name": share.name, "part": share.part, "of": share.of, "share": share.value}


def _demand_as_json(demand: Demand) -> dict[str, Any]:
    return {**_share_as_json(demand.share), "limit": demand.limit, "at_most": demand.at_most}
