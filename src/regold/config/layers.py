"""Lays the settings file, the environment and the flags over one another, remembering where each value came from."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from regold.config.settings import Flags
from regold.errors import ConfigError

FILES = ("pyproject.toml", "regold.toml")
TABLES = ("target", "judge")

VARIABLES: Mapping[str, tuple[str, ...]] = {
    "REGOLD_HISTORY": ("history",),
    "REGOLD_CACHE": ("cache",),
    "REGOLD_DEADLINE": ("deadline",),
    "REGOLD_ALLOW_REPLAY": ("allow_replay",),
    "REGOLD_TARGET_URL": ("target", "url"),
    "REGOLD_TARGET_MODEL": ("target", "model"),
    "REGOLD_TARGET_TIMEOUT": ("target", "timeout"),
    "REGOLD_TARGET_CONNECT_TIMEOUT": ("target", "connect_timeout"),
    "REGOLD_TARGET_TRIES": ("target", "tries"),
    "REGOLD_TARGET_CONCURRENCY": ("target", "concurrency"),
    "REGOLD_TARGET_RATE": ("target", "rate"),
    "REGOLD_JUDGE_EMBEDDING": ("judge", "embedding"),
    "REGOLD_JUDGE_FUZZY": ("judge", "fuzzy"),
    "REGOLD_JUDGE_SIMILARITY": ("judge", "similarity"),
}
"""The environment variables that stand over the settings file, and the setting that each is for."""

NUMBERS = {"tries", "concurrency", "rate", "fuzzy", "similarity"}


@dataclass(slots=True)
class Layers:
    """The settings as laid over one another; `outside` holds the origin of what does not come from the file."""

    file: Path | None
    text: str
    values: dict[str, Any]
    outside: dict[tuple[str, ...], str] = field(default_factory=dict)

    def place(self, path: tuple[str, ...]) -> str:
        """Name the place of a setting: file and line, variable or flag."""
        for length in range(len(path), 0, -1):
            if path[:length] in self.outside:
                return self.outside[path[:length]]
        name = self.file.name if self.file else "settings"
        table = ".".join(("tool", "regold", *path[:-1]))
        line = _line(self.text, table, path[-1]) if path else None
        return f"{name}{f':{line}' if line else ''} [{table}] {path[-1] if path else ''}".rstrip()

    def put(self, path: tuple[str, ...], value: object, origin: str) -> None:
        """Lay a value over what stands there."""
        table = self.values
        for name in path[:-1]:
            table = table.setdefault(name, {})
        table[path[-1]] = value
        self.outside[path] = origin


def read_layers(root: Path, environment: Mapping[str, str], flags: Flags) -> Layers:
    """Give the settings of all layers; raises ConfigError for a file that cannot be read."""
    layers = _read_file(root)
    for name, path in VARIABLES.items():
        if name in environment:
            layers.put(path, _from_text(environment[name], path[-1]), name)
    if flags.replay is not None:
        layers.values["target"] = {"type": "replay", "run": flags.replay}
        layers.outside[("target",)] = "--regold-replay"
    elif flags.url is not None:
        layers.put(("target", "url"), flags.url, "--regold-url")
    if flags.concurrency is not None and flags.replay is None:
        layers.put(("target", "concurrency"), flags.concurrency, "--regold-concurrency")
    for value, path, origin in (
        (flags.history, ("history",), "--regold-history"),
        (flags.embedding, ("judge", "embedding"), "--regold-embedding"),
        (flags.allow_replay, ("allow_replay",), "--regold-allow-replay"),
    ):
        if value is not None:
            layers.put(path, value, origin)
    return layers


def has_settings(folder: Path) -> bool:
    """Tell whether settings stand in this folder."""
    return (folder / "regold.toml").is_file() or _names_regold(folder / "pyproject.toml")


def _names_regold(file: Path) -> bool:
    return file.is_file() and re.search(rb"^\[tool\.regold[.\]]", file.read_bytes(), re.MULTILINE) is not None


def _read_file(root: Path) -> Layers:
    found = [root / name for name in FILES if (root / name).is_file()]
    tables = {path: _parse(path) for path in found}
    with_settings = [path for path, (_, table) in tables.items() if table is not None]
    if len(with_settings) > 1:
        raise ConfigError("settings stand in pyproject.toml and in regold.toml; keep [tool.regold] in one of them")
    if not with_settings:
        return Layers(None, "", {})
    text, table = tables[with_settings[0]]
    if not isinstance(table, dict) or not all(isinstance(table.get(name, {}), dict) for name in TABLES):
        raise ConfigError(
            f"{with_settings[0].name}: [tool.regold], [tool.regold.target] and [tool.regold.judge] are tables"
        )
    return Layers(with_settings[0], text, table)


def _parse(path: Path) -> tuple[str, Any]:
    try:
        text = path.read_text(encoding="utf-8")
        data = tomllib.loads(text)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{path.name}: not TOML: {error}") from None
    if path.name == "regold.toml" and set(data) - {"tool"}:
        wrong = min(set(data) - {"tool"})
        raise ConfigError(
            f"{path.name}: {wrong!r} stands outside [tool.regold]; the tables are named as in pyproject.toml"
        )
    tool = data.get("tool", {})
    return text, tool.get("regold") if isinstance(tool, dict) else None


def _from_text(text: str, name: str) -> object:
    if name in NUMBERS and re.fullmatch(r"\d+", text):
        return int(text)
    if name in NUMBERS and re.fullmatch(r"\d*\.\d+", text):
        return float(text)
    if name == "allow_replay" and text.lower() in {"1", "true", "0", "false", ""}:
        return text.lower() in {"1", "true"}
    return text


def _line(text: str, table: str, key: str) -> int | None:
    """Give the line of a key where it stands in its own line; None for one in an inline table."""
    current = ""
    for number, line in enumerate(text.splitlines(), 1):
        if header := re.match(r"\s*\[\s*([\w.-]+)\s*\]", line):
            current = header[1]
        elif current == table and re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*[=.]", line):
            return number
    return None
