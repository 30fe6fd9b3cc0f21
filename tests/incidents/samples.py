"""The sample incidents of fixtures/incidents, brought in and converted in an own project. No test stands here."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from regold.config import Config, Flags, load_config
from regold.incidents import Imported, Store, bring_in
from regold.incidents.redaction import Found, Redactor
from regold.incidents.sources import NotImported, Reported, read_delivery

SAMPLES = Path(__file__).parent.parent.parent / "fixtures" / "incidents"
ARTICLES = SAMPLES.parent / "knowledge_base"
NOW = datetime(2026, 11, 1, 9, 0, tzinfo=UTC)


def no_names(_: str) -> tuple[Found, ...]:
    """Find nothing, as a project without the extra would if it could import at all."""
    return ()


def files() -> list[Path]:
    return sorted(path for path in SAMPLES.glob("*.json") if path.name != "planted.json")


def planted() -> Mapping[str, list[str]]:
    found: Mapping[str, list[str]] = json.loads((SAMPLES / "planted.json").read_text(encoding="utf-8"))
    return found


def read(path: Path) -> Reported | str:
    """Give the delivery in a file, or why there is none."""
    try:
        return read_delivery("github" if path.name.endswith(".github.json") else "json", path.read_bytes())
    except NotImported as why:
        return str(why)


def project(folder: Path) -> Config:
    """Give the settings of an empty project in this folder."""
    (folder / "regold.toml").write_text("[tool.regold]\n", encoding="utf-8")
    (folder / "suites").mkdir(exist_ok=True)
    return load_config(folder, environment={}, flags=Flags())


def store_of(config: Config) -> Store:
    return Store(folder=config.root / config.incidents, root=config.root)


def brought_in(config: Config, paths: list[Path]) -> list[Imported]:
    """Import these files, with the customers' names known from their contact records."""
    allowed = [path.read_text(encoding="utf-8") for path in sorted(ARTICLES.glob("*.md"))]
    reports = [one for path in paths if isinstance(one := read(path), Reported)]

    def redactor() -> Redactor:
        return Redactor(no_names, contact=planted()["name"], allowed=allowed)

    return bring_in(reports, store_of(config), redactor, redacted_by="regold", now=NOW)
