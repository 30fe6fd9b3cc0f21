"""The `regold` command: a table of its commands, of which only the one that was typed is loaded."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import NamedTuple

import click

MISTAKE = 4
"""The exit code of a mistake in settings, suites or arguments; the same as pytest's for a wrong usage."""

INTERRUPTED = 130
READER_GONE = 141
"""The exit codes that shells give to programs ended by SIGINT and by SIGPIPE."""


class Entry(NamedTuple):
    """Where a command stands, and what `regold --help` says of it without loading it."""

    place: str
    about: str


COMMANDS = {
    "init": Entry("regold.cli.init:init", "Write a starter: settings, one suite, workflows."),
    "lint": Entry("regold.cli.lint:lint", "Check suites without asking anything."),
    "schema": Entry("regold.cli.schema:schema", "Print the JSON Schema of suites or incidents, for editors."),
    "target": Entry("regold.cli.target:target", "Look at the endpoint before asking it a suite."),
    "run": Entry("regold.cli.run:run", "Ask the golden suites of the live endpoint."),
    "judge": Entry("regold.cli.judge:judge", "Judge answers by hand or from a file, and show why."),
    "impact": Entry("regold.cli.impact:impact", "Show which cases a change of articles touches."),
    "record": Entry("regold.cli.record:record", "Ask for first answers where a golden is not there yet."),
    "review": Entry("regold.cli.review:review", "Decide about answers that changed, and accept goldens."),
    "check": Entry("regold.cli.check:check", "Ask the suites unwatched, and tell those who are to know."),
    "status": Entry("regold.cli.status:status", "Tell whether checks still run, and what is open."),
    "coverage": Entry("regold.cli.coverage:coverage", "Show what in the articles no case checks."),
    "draft": Entry("regold.cli.draft:draft", "Draft cases from the facts of an article."),
    "incident": Entry("regold.cli.incident:incident", "Follow mistakes from the report to the closing."),
    "trends": Entry("regold.cli.trends:trends", "Tell what all incidents say together."),
    "rejudge": Entry("regold.cli.rejudge:rejudge", "Judge a recorded run again, asking nothing."),
    "merge": Entry("regold.cli.merge:merge", "Make one run of the parts that several machines asked."),
    "history": Entry("regold.cli.history:history", "Look at recorded runs."),
    "demo": Entry("regold.cli.demo:demo", "Serve the demo endpoint, or take the tour."),
}


class LazyGroup(click.Group):
    """A group that loads a command when it is invoked, so that `--help` costs nothing."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's own signature
        """Give the names in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Load the command of this name."""
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].place.partition(":")
        command = getattr(import_module(module), name)
        assert isinstance(command, click.Command)  # noqa: S101 - the table above is ours
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands without loading them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.about) for name, entry in COMMANDS.items()])


@click.group(cls=LazyGroup)
@click.version_option(package_name="pytest-regold", prog_name="regold")
def regold() -> None:
    """Keep a live AI support endpoint honest: golden suites, asked and judged."""


def main() -> None:
    """Run the command line and leave with its exit code; a user's mistake is told in words and exits with 4."""
    from regold.errors import RegoldError

    try:
        # outside its standalone mode click gives the code of `Context.exit` back instead of leaving with it
        code = regold.main(prog_name="regold", standalone_mode=False)
    except click.Abort:
        sys.exit(INTERRUPTED)
    except click.ClickException as mistake:
        mistake.show()
        sys.exit(MISTAKE)
    except RegoldError as mistake:
        click.echo(f"regold: {mistake}", err=True)
        sys.exit(MISTAKE)
    except SystemExit as left:
        # when its reader has gone away click puts a mute stdout in place and leaves with 1: here, a wrong answer
        sys.exit(READER_GONE if type(sys.stdout).__module__.startswith("click.") else left.code)
    sys.exit(code if isinstance(code, int) else 0)
