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
TABLES = ("target", "judge", "gate", "knowledge", "alert")

ALERT_ADDRESSES = ("webhook", "secret", "notify", "heartbeat")
"""The keys of [tool.regold.alert] that may hold a variable, and that only a check that tells somebody needs."""

VARIABLES: Mapping[str, tuple[str, ...]] = {
    "REGOLD_HISTORY": ("history",),
    "REGOLD_CACHE": ("cache",),
    "REGOLD_DEADLINE": ("deadline",),
    "REGOLD_ALLOW_REPLAY": ("allow_replay",),
    "REGOLD_KNOWLEDGE_VERSION": ("knowledge_version",),
    "REGOLD_TARGET_URL": ("target", "url"),
    "REGOLD_TARGET_MODEL": ("target", "model"),
    "REGOLD_TARGET_TIMEOUT": ("target", "timeout"),
    "REGOLD_TARGET_CONNECT_TIMEOUT": ("target", "connect_timeout"),
    "REGOLD_TARGET_TRIES": ("target", "tries"),
    "REGOLD_TARGET_CONCURRENCY": ("target", "concurrency"),
    "REGOLD_TARGET_RATE": ("target", "rate"),
    "REGOLD_JUDGE_EMBEDDING": ("judge", "embedding"),
    "REGOLD_JUDGE_ENTAILMENT": ("judge", "entailment"),
    "REGOLD_JUDGE_STRICTNESS": ("judge", "strictness"),
}
"""The environment variables that stand over the file, and the setting each is for; an empty one counts as not set."""

NUMBERS = {"deadline", "timeout", "connect_timeout", "tries", "concurrency", "rate"}


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
        # a key of an inline table stands where its table does
        lines = (_line(self.text, ("tool", "regold", *path[:length])) for length in range(len(path), 0, -1))
        line = next((f":{found}" for found in lines if found), "")
        return f"{name}{line} [{'.'.join(('tool', 'regold', *path[:-1]))}] {path[-1]}"

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
        if environment.get(name):
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
        (flags.entailment, ("judge", "entailment"), "--regold-entailment"),
        (flags.strictness, ("judge", "strictness"), "--regold-strictness"),
        (flags.allow_replay, ("allow_replay",), "--regold-allow-replay"),
        (flags.knowledge_version, ("knowledge_version",), "--regold-kb-version"),
    ):
        if value is not None:
            layers.put(path, value, origin)
    return layers


def without_addresses(values: Mapping[str, Any]) -> dict[str, Any]:
    """Give the settings without the addresses of alerts that need a variable: who tells nobody need not have it."""
    table = values.get("alert")
    if not isinstance(table, dict):
        return dict(values)
    kept = {key: value for key, value in table.items() if key not in ALERT_ADDRESSES or "${" not in str(value)}
    return {**values, "alert": kept}


def has_settings(folder: Path) -> bool:
    """Tell whether settings stand in this folder."""
    return (folder / "regold.toml").is_file() or _names_regold(folder / "pyproject.toml")


def _names_regold(file: Path) -> bool:
    """Tell whether the table stands in this file, in any form; in one that is not TOML its usual header counts."""
    try:
        written = file.read_bytes()
    except OSError:
        return False
    if b"regold" not in written:
        return False
    try:
        tool = tomllib.loads(written.decode("utf-8-sig")).get("tool")
    except (ValueError, RecursionError):
        return re.search(rb"^\s*\[\s*tool\s*\.\s*[\"']?regold[\"']?\s*[.\]]", written, re.MULTILINE) is not None
    return isinstance(tool, dict) and "regold" in tool


def _read_file(root: Path) -> Layers:
    found = [root / name for name in FILES if (root / name).is_file()]
    tables = {path: _parse(path) for path in found}
    with_settings = [path for path, (_, table) in tables.items() if table is not None]
    if len(with_settings) > 1:
        raise ConfigError("settings stand in pyproject.toml and in regold.toml; keep [tool.regold] in one of them")
    if not with_settings:
        return Layers(None, "", {})
    text, table = tables[with_settings[0]]
    if not isinstance(table, dict):
        raise ConfigError(f"{with_settings[0].name}: regold is a table, written [tool.regold]")
    layers = Layers(with_settings[0], text, table)
    wrong = [name for name in TABLES if not isinstance(table.get(name, {}), dict)]
    if wrong:
        raise ConfigError("\n".join(f"{layers.place((n,))}: is a table, written [tool.regold.{n}]" for n in wrong))
    return layers


def _parse(path: Path) -> tuple[str, Any]:
    try:
        text = path.read_text(encoding="utf-8-sig")
        data = tomllib.loads(text)
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read ({error.strerror})") from None
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path.name}: not UTF-8 at byte {error.start}; save it as UTF-8") from None
    except RecursionError:
        raise ConfigError(f"{path.name}: nested too deeply") from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path.name}: not TOML: {error}") from None
    if path.name == "regold.toml" and set(data) - {"tool"}:
        wrong = min(set(data) - {"tool"})
        raise ConfigError(
            f"{path.name}: {wrong!r} stands outside [tool.regold]; the tables are named as in pyproject.toml"
        )
    tool = data.get("tool", {})
    return text, tool.get("regold") if isinstance(tool, dict) else None


def _from_text(text: str, name: str) -> object:
    if name in NUMBERS and re.fullmatch(r"-?[0-9]{1,9}", text):
        return int(text)
    if name in NUMBERS and re.fullmatch(r"-?[0-9]{0,9}\.[0-9]{1,9}", text):
        return float(text)
    if name == "allow_replay" and text.lower() in {"1", "true", "0", "false"}:
        return text.lower() in {"1", "true"}
    return text


def _line(text: str, path: tuple[str, ...]) -> int | None:
    """Give the line of a key where it stands in a line of its own, or the header of a table; else None."""
    *above, key = path
    current: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        if header := re.match(r"\s*\[\s*([\w.\-\"' ]+?)\s*\]", line):
            current = [name.strip(" \"'") for name in header[1].split(".")]
            if current == [*above, key]:
                return number
        elif current == above and re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*[=.]", line):
            return number
    return None
