"""`regold init`: a starter that runs as it is written, once the address of the endpoint is filled in."""

from __future__ import annotations

import json
import os
import re
import shlex
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from importlib import resources
from pathlib import Path
from typing import NoReturn

import click

PROJECT = {
    "regold.toml": "regold.toml",
    "suites/example.gold.yaml": "example.gold.yaml",
}
"""The files of a project, and the template each comes from."""

GITHUB = {
    ".github/workflows/suites.yml": "github/suites.yml",
    ".github/workflows/kb-change.yml": "github/kb-change.yml",
    ".github/workflows/daily.yml": "github/daily.yml",
    ".github/workflows/incident-closed.yml": "github/incident-closed.yml",
    ".github/actions/regold/action.yml": "github/action.yml",
    ".github/ISSUE_TEMPLATE/ai-incident.yml": "github/ai-incident.yml",
}
"""The files for GitHub, and the template each comes from."""

ARTICLES = "      - kb/**\n"
"""The line of the templates that names the articles whose change is looked at."""

MISTAKE = 4


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), default=Path())
@click.option("--github", "for_github", is_flag=True, help="Write workflows, an action and an issue form for GitHub.")
@click.option("--json", "as_json", is_flag=True, help="Print what was written as JSON.")
def init(folder: Path, *, for_github: bool, as_json: bool) -> None:
    """Write settings and one suite into FOLDER (default: here); nothing that exists is touched.

    With --github a project that has settings gets the files for GitHub alone.

    Exit codes: 0 all was written, 4 nothing was: something of it, or other settings, exist already, or the folder
    cannot be written to.
    """
    settled = _has_settings(folder)
    if settled and not for_github:
        _refuse_settled(folder)
    starter = ({} if settled else PROJECT) | (GITHUB if for_github else {})
    existing = [name for name in starter if os.path.lexists(folder / name)]
    if existing:
        _refuse(f"{', '.join(existing)} in {folder} already; move it, or choose another folder")
    texts = dict(_texts(starter, _articles(folder) if settled else ()))
    try:
        _write(folder, texts)
    except OSError as error:
        _refuse(f"{error.filename or folder}: {error.strerror or error}; mend it, or choose another folder")
    if as_json:
        click.echo(json.dumps({"folder": str(folder), "written": list(starter)}, indent=2))
        return
    _tell(folder, list(starter), for_github=for_github)


def _has_settings(folder: Path) -> bool:
    from regold.config import has_settings

    return has_settings(folder)


def _refuse_settled(folder: Path) -> NoReturn:
    existing = [name for name in PROJECT if os.path.lexists(folder / name)]
    if existing:
        _refuse(f"{', '.join(existing)} in {folder} already; move it, or choose another folder")
    _refuse(f"[tool.regold] stands in pyproject.toml in {folder} already; take it out, or choose another folder")


def _refuse(why: str) -> NoReturn:
    click.echo(f"nothing written: {why}", err=True)
    sys.exit(MISTAKE)


def _articles(folder: Path) -> Sequence[str]:
    """Give the articles of the settings as patterns of paths; none where they are not known or kept elsewhere."""
    from regold.config import Flags, load_config
    from regold.errors import ConfigError

    try:
        config = load_config(folder, environment=os.environ, flags=Flags())
    except ConfigError:  # a variable that only the workflows have is missing here
        return ()
    if (config.root / config.knowledge.checkout).resolve() != config.root.resolve():
        return ()
    return [f"{name.rstrip('/')}/**" if (config.root / name).is_dir() else name for name in config.knowledge.articles]


def _texts(starter: Mapping[str, str], articles: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Give each file with its text, in which the articles have the place of those of the template."""
    templates = resources.files("regold.cli") / "starter"
    named = "".join(f"      - {_quoted(pattern)}\n" for pattern in articles) or ARTICLES
    for name, template in starter.items():
        yield name, (templates / template).read_text(encoding="utf-8").replace(ARTICLES, named)


def _quoted(pattern: str) -> str:
    """Give the pattern as a value of YAML, in quotes where it could read as something else."""
    return pattern if re.fullmatch(r"[A-Za-z][\w./*-]*", pattern) else json.dumps(pattern)


def _write(folder: Path, texts: Mapping[str, str]) -> None:
    """Write all files; when one cannot be written, those before it and the new folders go again."""
    from regold.reports import write_whole

    paths = [folder / name for name in texts]
    new = [above for path in paths for above in path.parents if not above.exists()]
    try:
        for path, text in zip(paths, texts.values(), strict=True):
            write_whole(path, text)
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


def _tell(folder: Path, written: Sequence[str], *, for_github: bool) -> None:
    for name in written:
        click.echo(f"written: {folder / name}")
    click.echo("next, with the address of your endpoint in regold.toml:" if "regold.toml" in written else "next:")
    if folder.resolve() != Path.cwd():
        click.echo(f"  cd {shlex.quote(str(folder))}")
    click.echo(
        "  regold lint             checks the suite, asking nothing\n"
        "  regold target check     asks one question and shows what is read\n"
        "  regold run              asks the suite"
    )
    if for_github:
        click.echo(
            "on GitHub: put BOT_TOKEN into the secrets of an environment called regold; docs/ci.md tells the rest"
        )
