"""The command `regold lint`: every mistake in the suites, before anything is asked. It mends nothing."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from regold.cli.settings import open_config

if TYPE_CHECKING:
    from regold.incidents.leftover import Leftover
    from regold.judge.strength import Weakness
    from regold.model import Case
    from regold.suites import Loaded

MISTAKES_FOUND = 4
WEAK = 1


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATHS]...")
@click.option("--strength", is_flag=True, help="Change each golden and tell where the judge would not notice.")
@click.option("--pii", is_flag=True, help="Look for customers' data in the suites, and in all incidents.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of lines.")
@click.pass_context
def lint(context: click.Context, paths: tuple[Path, ...], *, strength: bool, pii: bool, as_json: bool) -> None:
    """Read the suites in PATHS, files or folders (suites/ when none is given), and show every mistake.

    Each mistake is one line, file:line:column: what is wrong and what to do. With --json it is one object:

    \b
    {"files": 2, "cases": 40, "mistakes": [{"path": "...", "line": 1, "column": 1, "message": "..."}]}

    Here cases counts those of the files without mistakes, variants included.

    With --strength each golden is changed one thing at a time (a number, a unit, a denial, an added condition), and
    what the judge would still accept is told: such a golden would let a wrong answer pass.

    With --pii what looks like an e-mail address, a phone, card, account, order or tax number, a token, a street or an
    announced name is told with its place, never with its words. What stands in the articles, or in
    incidents/not-personal.txt, is none. Names in the middle of a sentence are not found.

    Exits with 0 when there is no mistake, with 1 when a golden is weak or customers' data are left, else with 4.
    """  # noqa: D301 - click reads the control character itself as "do not wrap"
    from regold import suites

    loaded = suites.read_all(paths or (Path("suites"),), Path.cwd())
    weak = _weak(loaded.cases) if strength and not loaded.mistakes else ()
    left = _personal(paths or (Path("suites"),)) if pii and not loaded.mistakes else None
    click.echo(
        _as_json(loaded, weak, left, strength=strength) if as_json else _as_lines(loaded, weak, left, strength=strength)
    )
    if loaded.mistakes:
        context.exit(MISTAKES_FOUND)
    context.exit(WEAK if weak or left else 0)


def _personal(paths: Sequence[Path]) -> list[tuple[str, Leftover]]:
    from regold.session.customers import left_in_files

    return left_in_files(open_config(), [Path.cwd() / path for path in paths])


def _weak(cases: Sequence[Case]) -> tuple[Weakness, ...]:
    """Try every golden, with a line of progress on a terminal."""
    from regold.session import weak_goldens

    found: list[Weakness] = []
    with click.progressbar(length=len(cases), label="trying goldens", file=sys.stderr) as bar:
        for _, weaknesses in weak_goldens(open_config(), cases):
            found += weaknesses
            bar.update(1)
    return tuple(found)


def _as_json(
    loaded: Loaded, weak: Sequence[Weakness], left: Sequence[tuple[str, Leftover]] | None, *, strength: bool
) -> str:
    mistakes = [
        {"path": mistake.path, "line": mistake.line, "column": mistake.column, "message": mistake.message}
        for mistake in loaded.mistakes
    ]
    document: dict[str, object] = {"files": loaded.files, "cases": len(loaded.cases), "mistakes": mistakes}
    if left is not None:
        document["personal"] = [{"place": place, "key": one.key, "kind": one.kind} for place, one in left]
    if strength:
        document["weak"] = [
            {
                "case": one.case.key,
                "path": one.case.place.path,
                "line": one.case.place.line,
                "turn": one.turn + 1,
                "kind": one.kind,
                "change": one.change,
            }
            for one in weak
        ]
    return json.dumps(document, ensure_ascii=False)


def _as_lines(
    loaded: Loaded, weak: Sequence[Weakness], left: Sequence[tuple[str, Leftover]] | None, *, strength: bool
) -> str:
    lines = [str(mistake) for mistake in loaded.mistakes]
    if lines:
        lines.append(f"{_count(len(lines), 'mistake')} in {_count(len({m.path for m in loaded.mistakes}), 'file')}")
        return "\n".join(lines)
    lines = [f"{one.case.place}: {one.case.id}: {one.kind}: the judge would accept {one.change}" for one in weak]
    lines += [f"{place}: {one}" for place, one in left or ()]
    lines.append(f"{_count(loaded.files, 'suite')}, {_count(len(loaded.cases), 'case')}, no mistakes")
    if left is not None:
        lines.append(_count(len(left), "place") + " with customers' data" if left else "no customers' data was found")
    if strength:
        cases = len({one.case.key for one in weak})
        lines.append(f"{_count(cases, 'case')} with a weak golden" if weak else "every golden notices what was tried")
    return "\n".join(lines)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
