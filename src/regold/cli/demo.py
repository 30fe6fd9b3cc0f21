"""`regold demo`: the bundled endpoint to try Regold on, and the tour through what it does."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from regold.demo.switches import FaultName, Switches, fault_share, seconds, share

KNOWLEDGE = Path("fixtures/knowledge_base")


@click.group()
def demo() -> None:
    """Try Regold on its bundled endpoint: a small support bot that answers from Markdown articles."""


@demo.command()
@click.option(
    "--knowledge",
    type=click.Path(path_type=Path),
    default=KNOWLEDGE,
    show_default=True,
    metavar="DIR",
    help="Folder of Markdown articles to answer from; edits are seen at once.",
)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=8765, show_default=True, help="0 picks a free one.")
@click.option("--latency", type=seconds, default="0", metavar="TIME", help="How long every answer takes, like 200ms.")
@click.option("--jitter", type=seconds, default="0", metavar="TIME", help="Up to how much longer, by chance.")
@click.option(
    "--noise",
    type=share,
    default="0",
    metavar="SHARE",
    help="Share of answers in other words, like 0.1; one in four of those is wrong.",
)
@click.option("--seed", type=int, default=0, show_default=True, help="Makes noise, jitter and faults repeatable.")
@click.option(
    "--fault",
    "faults",
    type=fault_share,
    multiple=True,
    metavar="KIND:SHARE",
    help=f"Share of calls that fail; KIND is one of {', '.join(FaultName)}. Can be repeated.",
)
@click.option("--token", help="Demand this bearer token.")
@click.option(
    "--flags",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Obey the flag of this file, such as incidents/containment.json; edits are seen at once.",
)
def serve(knowledge: Path, host: str, port: int, **switches: object) -> None:
    """Serve the demo endpoint until Ctrl-C, and print its URL when it listens."""
    from regold.demo import serving

    serving.serve(knowledge, Switches(**switches), host=host, port=port, announce=_announce)  # type: ignore[arg-type]  # click gives each option its type


@demo.command()
def tour() -> None:
    """Run the bundled suites against the demo endpoint, then show what a mistake in an article looks like."""
    from regold.demo.tour import Tour

    sys.exit(Tour(Path.cwd(), say=click.echo, environment=os.environ).walk())


def _announce(url: str) -> None:
    click.echo(f"demo endpoint listening on {url}")
    sys.stdout.flush()
