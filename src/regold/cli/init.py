"""`regold init`: a starter that runs as it is written, once the address of the endpoint is filled in."""

from __future__ import annotations

import sys
from importlib import resources
from pathlib import Path

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

    Exit codes: 0 all was written, 4 something of it exists already, and nothing was written.
    """
    existing = [name for name in STARTER if (folder / name).exists()]
    if existing:
        click.echo(
            f"nothing written: {', '.join(existing)} in {folder} already; move it, or choose another folder", err=True
        )
        sys.exit(MISTAKE)
    _write(folder)
    if as_json:
        import json

        click.echo(json.dumps({"folder": str(folder), "written": list(STARTER)}, indent=2))
        return
    for name in STARTER:
        click.echo(f"written: {folder / name}")
    click.echo(
        "next:\n"
        "  1. put the address of your endpoint into regold.toml\n"
        "  2. regold target check     asks one question and shows what is read\n"
        "  3. regold run              asks the suite"
    )


def _write(folder: Path) -> None:
    from regold.reports import write_whole

    templates = resources.files("regold.cli") / "starter"
    for name, template in STARTER.items():
        write_whole(folder / name, (templates / template).read_text(encoding="utf-8"))
