"""The command `regold lint`: every mistake in the suites, before anything is asked. It mends nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from regold.suites import Loaded

MISTAKES_FOUND = 4


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATHS]...")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of lines.")
@click.pass_context
def lint(context: click.Context, paths: tuple[Path, ...], *, as_json: bool) -> None:
    """Read the suites in PATHS, files or folders (suites/ when none is given), and show every mistake.

    Each mistake is one line, file:line:column: what is wrong and what to do. With --json it is one object:

    \b
    {"files": 2, "cases": 40, "mistakes": [{"path": "...", "line": 1, "column": 1, "message": "..."}]}

    Here cases counts those of the files without mistakes, variants included.

    Exits with 0 when there is no mistake, else with 4.
    """  # noqa: D301 - click reads the control character itself as "do not wrap"
    from regold import suites

    loaded = suites.read_all(paths or (Path("suites"),), Path.cwd())
    click.echo(_as_json(loaded) if as_json else _as_lines(loaded))
    if loaded.mistakes:
        context.exit(MISTAKES_FOUND)


def _as_json(loaded: Loaded) -> str:
    mistakes = [
        {"path": mistake.path, "line": mistake.line, "column": mistake.column, "message": mistake.message}
        for mistake in loaded.mistakes
    ]
    return json.dumps({"files": loaded.files, "cases": len(loaded.cases), "mistakes": mistakes}, ensure_ascii=False)


def _as_lines(loaded: Loaded) -> str:
    lines = [str(mistake) for mistake in loaded.mistakes]
    if lines:
        lines.append(f"{_count(len(lines), 'mistake')} in {_count(len({m.path for m in loaded.mistakes}), 'file')}")
    else:
        lines.append(f"{_count(loaded.files, 'suite')}, {_count(len(loaded.cases), 'case')}, no mistakes")
    return "\n".join(lines)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
