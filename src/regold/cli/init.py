"""`regold init`: a starter that runs as it is written, once the address of the endpoint is filled in."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import resources
from pathlib import Path
from typing import NoReturn

import click

STARTER = {
    "regold.toml": "regold.toml",
    "suites/example.gold.yaml": "example.gold.yaml",
    ".github/workflows/regold.yml": "workflow.yml",
}
"""What is written, and the template each comes from."""

MISTAKE = 4


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), default=Path())
@click.option("--json", "as_json", is_flag=True, help="Print what was written as JSON.")
def init(folder: Path, *, as_json: bool) -> None:
    """Write settings, one suite and a workflow into FOLDER (default: here); nothing that exists is touched.

    Exit codes: 0 all was written, 4 nothing was: something of it, or other settings, exist already, or the folder
    cannot be written to.
    """
    existing = [name for name in STARTER if os.path.lexists(folder / name)]
    if existing:
        _refuse(f"{', '.join(existing)} in {folder} already; move it, or choose another folder")
    if _has_settings(folder):
        _refuse(f"[tool.regold] stands in pyproject.toml in {folder} already; take it out, or choose another folder")
    try:
        _write(folder)
    except OSError as error:
        _refuse(f"{error.filename or folder}: {error.strerror or error}; mend it, or choose another folder")
    if as_json:
        import json

        click.echo(json.dumps({"folder": str(folder), "written": list(STARTER)}, indent=2))
        return
    for name in STARTER:
        click.echo(f"written: {folder / name}")
    click.echo("next, with the address of your endpoint in regold.toml:")
    if folder.resolve() != Path.cwd():
        click.echo(f"  cd {shlex.quote(str(folder))}")
    click.echo(
        "  regold lint             checks the suite, asking nothing\n"
        "  regold target check     asks one question and shows what is read\n"
        "  regold run              asks the suite"
    )


def _has_settings(folder: Path) -> bool:
    from regold.config import has_settings

    return has_settings(folder)


def _refuse(why: str) -> NoReturn:
    click.echo(f"nothing written: {why}", err=True)
    sys.exit(MISTAKE)


def _write(folder: Path) -> None:
    """Write all files; when one cannot be written, those before it and the new folders go again."""
    from regold.reports import write_whole

    templates = resources.files("regold.cli") / "starter"
    paths = [folder / name for name in STARTER]
    new = [above for path in paths for above in path.parents if not above.exists()]
    try:
        for path, template in zip(paths, STARTER.values(), strict=True):
            write_whole(path, (templates / template).read_text(encoding="utf-8"))
    except OSError:
        _take_back(paths, new)
        raise


def _take_back(files: Sequence[Path], folders: Sequence[Path]) -> None:
    for file in files:
        with suppress(OSError):
            file.unlink()
    for folder in sorted(set(folders), key=lambda path: len(path.parts), reverse=True):
        with suppress(OSError):
            folder.rmdir()
