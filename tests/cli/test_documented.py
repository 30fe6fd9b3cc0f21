"""Every command, argument and option is named in docs/commands.md."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from regold import cli
from tests.cli.conftest import Regold

DOCS = Path(__file__).parent.parent.parent / "docs"
COMMANDS = (DOCS / "commands.md").read_text(encoding="utf-8")
JSON = (DOCS / "json.md").read_text(encoding="utf-8")


def walk(command: click.Command, name: str) -> Iterator[tuple[str, click.Command]]:
    yield name, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for inner in command.list_commands(context):
            found = command.get_command(context, inner)
            assert found is not None
            yield from walk(found, f"{name} {inner}")


ALL = dict(walk(cli.regold, "regold"))


@pytest.mark.parametrize("name", ALL)
def test_every_command_and_its_options_are_documented(name: str) -> None:
    assert f"`{name}" in COMMANDS or name == "regold"
    options = [option for parameter in ALL[name].params for option in parameter.opts if option.startswith("--")]
    assert [option for option in options if f"`{option}" not in COMMANDS] == []


@pytest.mark.parametrize(
    "name", ["lint", "target check", "run", "rejudge", "record", "review", "history list", "history show", "init"]
)
def test_every_command_that_prints_results_prints_them_for_programs_too(name: str) -> None:
    assert any("--json" in parameter.opts for parameter in ALL[f"regold {name}"].params)


def names(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield name
            yield from names(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from names(inner)


@pytest.mark.parametrize(
    ("arguments", "heading"),
    [
        (("target", "check"), "What is read from a response"),
        (("target", "check", "What?"), "What is read from a response"),
        (("lint",), "Mistakes in suites"),
        (("init", "shop"), "What a starter is made of"),
        (("status",), "What is open"),
    ],
)
def test_every_name_in_the_json_of_a_command_is_documented(
    regold: Regold, folder: Path, arguments: tuple[str, ...], heading: str
) -> None:
    section = JSON.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    printed = json.loads(regold(*arguments, "--json").stdout)  # a folder without suites is a mistake for lint
    assert [name for name in names(printed) if f"`{name}`" not in section] == []


def test_every_option_of_the_plugin_is_documented(pytestconfig: pytest.Config) -> None:
    parser = pytestconfig._parser.optparser
    options = [name for action in parser._actions for name in action.option_strings if name.startswith("--regold-")]
    assert len(options) >= 8
    assert [option for option in options if f"`{option}" not in COMMANDS] == []
