"""`regold run`: the same run as `pytest` on the suites of the settings; pytest stays the only runner."""

from __future__ import annotations

import shlex
import sys
from contextlib import redirect_stdout
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from regold.cli.settings import open_config
from regold.errors import ConfigError


@click.command(context_settings={"ignore_unknown_options": True})
@click.option("--json", "as_json", is_flag=True, help="Print the run as JSON; pytest's own output goes to stderr.")
@click.option(
    "--resume",
    is_flag=False,
    flag_value="latest",
    metavar="[RUN]",
    help="Ask only what a run lacks: an id or, when left out, the newest run.",
)
@click.option("--kb-changed", metavar="BASE..HEAD", help="Run what a change of articles touches, between two commits.")
@click.option("--kb-diff", metavar="FILE", help="Run what this unified diff of articles touches.")
@click.option("--article", "articles", multiple=True, metavar="ID", help="Run what this article touches; repeatable.")
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED, metavar="[PYTEST ARGUMENTS]...")
def run(
    arguments: tuple[str, ...],
    *,
    as_json: bool,
    resume: str | None,
    kb_changed: str | None,
    kb_diff: str | None,
    articles: tuple[str, ...],
) -> None:
    """Ask the golden suites of the live endpoint.

    Takes everything that pytest takes; without a path it runs the suites of the settings. Exit codes: 0 good,
    1 changed answers, 4 a mistake in settings or suites, 5 no cases, 10 the result cannot be trusted.
    """
    named = [("resume", resume), ("kb-changed", kb_changed), ("kb-diff", kb_diff)]
    named += [("article", name) for name in articles]
    asked = (f"--regold-{option}={value}" for option, value in named if value is not None)
    chosen = (*chosen_suites(), *asked, *arguments)
    sys.exit(_run_for_json(chosen) if as_json else run_pytest(chosen))


def chosen_suites() -> tuple[str, ...]:
    """Give the options that make the suites of the settings what pytest runs when no path is named.

    Raises:
        ConfigError: the command was typed in another folder than that of the settings, or a suite is not there.
    """
    config = open_config()
    if config.root != Path.cwd().resolve():
        raise ConfigError(f"the settings stand in {config.root}; type the command there")
    missing = [suite for suite in config.suites if not (config.root / suite).exists()]
    if missing:
        raise ConfigError(f"[tool.regold] suites: there is no {', '.join(missing)}; `regold init` writes a first suite")
    return (f"--rootdir={config.root}", f"--override-ini=testpaths={shlex.join(config.suites)}")


def _run_for_json(arguments: tuple[str, ...]) -> int:
    with TemporaryDirectory() as folder:
        written = Path(folder, "run.json")
        with redirect_stdout(sys.stderr):
            code = run_pytest((*arguments, f"--regold-json={written}"))
        if written.exists():
            click.echo(written.read_text(encoding="utf-8"), nl=False)
    return code


def run_pytest(arguments: tuple[str, ...], *plugins: object) -> int:
    """Hand over to pytest in this process, with more plugins if there are any, and give its exit code."""
    import pytest

    return int(pytest.main(list(arguments), plugins=plugins))
