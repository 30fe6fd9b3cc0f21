"""Reads the settings of a project into one Config, or tells every mistake in them at once."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from datetime import date, time
from difflib import get_close_matches
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar
from urllib.parse import urlsplit

from annotated_types import Gt, Le, Len
from pydantic import TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from regold.config.judging import OF_ARBITER, OF_WIRE, judge_settings
from regold.config.layers import TABLES, Layers, has_settings, read_layers, without_addresses
from regold.config.settings import DEADLINE, Config, CustomTargetSettings, Flags, GateSettings, KnowledgeSettings
from regold.config.variables import expanded
from regold.errors import ConfigError
from regold.history.evidence import fewest_answers
from regold.judge import JudgeSettings
from regold.targets import CallableSettings, HttpSettings, OpenAISettings, ReplaySettings, TargetSettings, WireSettings

if TYPE_CHECKING:
    from regold.alerts.settings import AlertSettings

T = TypeVar("T")

KINDS: Mapping[str, type[TargetSettings]] = {
    "http": HttpSettings,
    "openai": OpenAISettings,
    "callable": CallableSettings,
    "replay": ReplaySettings,
}
WIRE = tuple(field.name for field in fields(WireSettings))
DURATIONS = ("deadline", "timeout", "connect_timeout")
UNKNOWN = ("unexpected_keyword_argument", "extra_forbidden")
NO_ADDRESS = "must be an address that begins with http:// or https:// and names a host"
NOT_THERE = "a target of this type has no such setting; leave it out"
WORDS = {
    "string_type": "must be text",
    "list_type": "must be a list",
    "tuple_type": "must be a list",
    "int_type": "must be a whole number",
    "float_type": "must be a number",
    "bool_type": "must be true or false",
    "mapping_type": "must be a table",
    "dict_type": "must be a table",
    "too_short": "must hold something",
    "string_too_short": "must hold something",
}
"""What stands for pydantic's messages, which speak of JSON."""
UNITS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0}


@dataclass(config={"extra": "forbid"}, kw_only=True)
class _Table:
    """The plain keys of [tool.regold] as they are written."""

    suites: Annotated[list[Annotated[str, Len(1)]], Len(1)] | None = None
    history: Annotated[str, Len(1)] = "reports/history"
    incidents: Annotated[str, Len(1)] = "incidents"
    cache: Annotated[str, Len(1)] = "reports/cache"
    checks: list[str] | None = None
    deadline: Annotated[float, Gt(0), Le(86_400)] = DEADLINE
    allow_replay: bool = False
    knowledge_version: Annotated[str, Len(1, 200)] | None = None


def find_root(start: Path) -> Path:
    """Give the nearest folder, from `start` upwards, in which settings stand; `start` itself when there is none."""
    return next((folder for folder in (start, *start.parents) if has_settings(folder)), start)


def load_config(root: Path, *, environment: Mapping[str, str], flags: Flags) -> Config:
    """Give the settings that hold in `root` or the nearest folder above it that has any.

    Raises:
        ConfigError: every mistake at once, a line each, with its place.
    """
    root = find_root(root.resolve())
    layers = read_layers(root, environment, flags)
    if not flags.alert:
        layers.values = without_addresses(layers.values)
    return _Reader(root, layers, environment).config()


class _Reader:
    """Checks the layers of one configuration, collecting mistakes until the end."""

    def __init__(self, root: Path, layers: Layers, environment: Mapping[str, str]) -> None:
        self._root = root
        self._layers = layers
        self._environment = environment
        self._mistakes: list[str] = []
        self._values = expanded(layers.values, environment, self._mistake)

    def config(self) -> Config:
        target = self._target()
        judge = self._judge()
        gate = self._gate()
        knowledge = self._knowledge()
        alert = self._alert()
        plain = {key: value for key, value in self._values.items() if key not in TABLES}
        table = self._checked(_Table, plain, ()) or _Table()
        history, cache = self._folder("history", table.history), self._folder("cache", table.cache)
        incidents = self._folder("incidents", table.incidents)
        if self._mistakes:
            raise ConfigError("\n".join(dict.fromkeys(self._mistakes)))
        return Config(
            root=self._root,
            suites=tuple(table.suites or ("suites",)),
            history=history,
            incidents=incidents,
            cache=cache,
            checks=tuple(table.checks or ()),
            deadline=table.deadline,
            allow_replay=table.allow_replay,
            knowledge_version=table.knowledge_version,
            **judge,
            gate=gate,
            knowledge=knowledge,
            alert=alert,
            target=target,
            on_github=self._environment.get("GITHUB_ACTIONS") == "true",
            in_ci=self._environment.get("CI", "").lower() not in {"", "0", "false"},
        )

    def _judge(self) -> dict[str, Any]:
        table = dict(self._values.get("judge", {}))
        return judge_settings(
            table, checked=lambda kind, table: self._checked(kind, table, ("judge",)), mistake=self._mistake
        )

    def _alert(self) -> AlertSettings | None:
        table = dict(self._values.get("alert", {}))
        if not table:
            return None
        from regold.config.alerting import AlertTable, alert_settings  # noqa: PLC0415 - most runs tell nobody

        return alert_settings(
            table,
            checked=lambda table: self._checked(AlertTable, table, ("alert",)),
            environment=self._environment,
            mistake=self._mistake,
        )

    def _gate(self) -> GateSettings:
        table = self._values.get("gate")
        gate = self._checked(GateSettings, dict(table), ("gate",)) if table else None
        if not table or gate is None:
            return GateSettings()
        if (fewest := fewest_answers(gate.evidence)) > gate.max_asks:
            key = "max_asks" if "max_asks" in table else "evidence"
            self._mistake(
                ("gate", key),
                f"{gate.max_asks} answers can never give evidence of {gate.evidence:g} to 1 about a new case, which "
                f"takes {fewest}; raise max_asks or lower evidence",
            )
        return gate

    def _knowledge(self) -> KnowledgeSettings:
        table = dict(self._values.get("knowledge", {}))
        if not table:
            return KnowledgeSettings()
        knowledge = self._checked(KnowledgeSettings, table, ("knowledge",)) or KnowledgeSettings()
        for pattern in knowledge.articles:
            if pattern.startswith(("/", "~")) or ".." in pattern.split("/") or "\\" in pattern:
                message = f"{pattern!r} leads out of the checkout; name the folder it is in with `checkout`"
                self._mistake(("knowledge", "articles"), message)
        if wrong := set(knowledge.fields) - {"id", "title", "text"}:
            self._mistake(("knowledge", "fields"), f"{min(wrong)!r} is not one of id, title, text")
        return knowledge

    def _target(self) -> TargetSettings | CustomTargetSettings | None:
        table = dict(self._values.get("target", {}))
        if "type" not in table:
            if table and "url" not in self._layers.values.get("target", {}):
                self._mistake(("target", "type"), f"is missing; one of {', '.join(KINDS)} or package.module:Class")
            elif table:
                self._mistake(("target", "type"), f"is missing; write one of {', '.join(KINDS)} beside the url")
            return None
        kind = table.pop("type")
        if isinstance(kind, str) and ":" in kind:
            wire = self._checked(WireSettings, _taken(table, ("concurrency",)), ("target",))
            return CustomTargetSettings(path=kind, options=table, wire=wire or WireSettings())
        if not isinstance(kind, str) or kind not in KINDS:
            self._mistake(("target", "type"), f"{kind!r} is not one of {', '.join(KINDS)} or package.module:Class")
            return None
        settings = KINDS[kind]
        if table.pop("wire", None) is not None:
            self._mistake(("target", "wire"), f"unknown key; {', '.join(WIRE)} stand in [tool.regold.target] itself")
        if settings is not ReplaySettings:
            table["wire"] = _taken(table, WIRE)
        self._check_url(table)
        return self._checked(settings, table, ("target",))

    def _check_url(self, table: Mapping[str, object]) -> None:
        url = table.get("url")
        if not isinstance(url, str) or not url:
            return
        try:
            parts = urlsplit(url)
            good = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
        except ValueError:
            good = False
        if not good:
            self._mistake(("target", "url"), NO_ADDRESS)

    def _folder(self, name: str, text: str) -> Path:
        try:
            path = (self._root / text).resolve()
        except (ValueError, OSError, RuntimeError):
            self._mistake((name,), "cannot be the name of a folder")
            return self._root
        if (name,) not in self._layers.outside and not path.is_relative_to(self._root):
            self._mistake((name,), f"{text!r} leads out of the project; choose a folder inside it")
        return path

    def _checked(self, kind: type[T], table: dict[str, Any], path: tuple[str, ...]) -> T | None:
        if unfit := list(_unfit(table, path)):
            for where, message in unfit:
                self._mistake(tuple(part for part in where if part != "wire"), message)
            return None
        try:
            # as JSON, because only there a strict reader takes a table for a dataclass and a list for a tuple
            return TypeAdapter(kind).validate_json(json.dumps(self._with_durations(table, path)), strict=True)
        except ValidationError as errors:
            for error in errors.errors(include_input=False, include_url=False):
                where = (*path, *(str(part) for part in error["loc"] if part != "wire"))
                outside = error["type"] in UNKNOWN and where in self._layers.outside
                self._mistake(where, NOT_THERE if outside else _said(error["type"], error["msg"], where[-1], kind))
            return None

    def _with_durations(self, table: dict[str, Any], path: tuple[str, ...]) -> dict[str, Any]:
        plain: dict[str, Any] = {}
        for key, value in table.items():
            if key == "wire" and isinstance(value, dict):
                plain[key] = self._with_durations(value, path)
            elif key in DURATIONS and isinstance(value, str):
                plain[key] = self._seconds(value, (*path, key))
            else:
                plain[key] = value
        return plain

    def _seconds(self, text: str, path: tuple[str, ...]) -> float:
        found = re.fullmatch(r"([0-9]{1,9}(?:\.[0-9]{1,9})?) ?(ms|s|m|h)", text)
        if found is None:
            self._mistake(path, f"{text!r} is no duration; write 500ms, 8s, 30m or a number of seconds")
            return 1.0
        return float(found[1]) * UNITS[found[2]]

    def _mistake(self, path: tuple[str, ...], message: str) -> None:
        self._mistakes.append(f"{self._layers.place(path)}: {message}")


def _taken(table: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: table.pop(name) for name in names if name in table}


def _unfit(value: object, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Give what TOML can say and no setting can hold, each with its path."""
    match value:
        case dict():
            for key, inner in value.items():
                yield from _unfit(inner, (*path, key))
        case list():
            for inner in value:
                yield from _unfit(inner, path)
        case date() | time():
            yield path, "is a date or a time, which JSON does not know; put it in quotes"
        case float() if not isfinite(value):
            yield path, "is not a finite number"
        case str() if not value.isprintable() and any("\ud800" <= sign <= "\udfff" for sign in value):
            yield path, "is not valid UTF-8"


def _said(error: str, message: str, key: str, kind: Callable[..., object]) -> str:
    if error in UNKNOWN:
        known = [field.name for field in fields(kind) if field.name != "wire"]  # type: ignore[arg-type]
        known += TABLES if kind is _Table else ()
        known += (*OF_ARBITER, *OF_WIRE) if kind is JudgeSettings else ()
        known += WIRE if kind in KINDS.values() and kind is not ReplaySettings else ()
        near = get_close_matches(key, [*known, "type"], n=1)
        return f"unknown key, did you mean {near[0]}?" if near else f"unknown key; known are {', '.join(sorted(known))}"
    if error in {"missing", "missing_argument", "missing_keyword_only_argument"}:
        return "is missing"
    message = message.removeprefix("Value error, ").replace("Input should be", "must be")
    return WORDS.get(error, message)
