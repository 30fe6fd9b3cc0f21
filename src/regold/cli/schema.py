"""The command `regold schema`: the JSON Schema of suites and incidents, for editors. It reads neither."""

from __future__ import annotations

import json
from pathlib import Path

import click


@click.command()
@click.option("--incident", is_flag=True, help="That of incidents instead of suites.")
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write it to this file instead of the terminal.",
)
def schema(output: Path | None, *, incident: bool) -> None:
    """Print the JSON Schema of golden suites, or of incidents.

    Editors check and complete *.gold.yaml with it: save it with --output and name it in the first line of a suite,
    "# yaml-language-server: $schema=FILE", or in the settings of the editor.
    """
    from regold import incidents, suites

    found = incidents.schema() if incident else suites.schema()
    text = json.dumps(found, indent=2, ensure_ascii=False)
    if output is None:
        click.echo(text)
    else:
        _write_whole(output, text + "\n")


def _write_whole(path: Path, text: str) -> None:
    partial = path.with_name(path.name + ".part")
    try:
        partial.write_text(text, encoding="utf-8")
        partial.replace(path)
    except OSError as error:
        raise click.ClickException(f"{path}: cannot be written ({error.strerror}); choose another --output") from None
