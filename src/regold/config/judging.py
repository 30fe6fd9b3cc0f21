"""Reads [tool.regold.judge]: how sure the judge must be, the models it asks, and where a second opinion comes from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol, TypeVar

from regold.config.settings import ArbiterSettings
from regold.config.variables import Mistake
from regold.judge import JudgeSettings

T = TypeVar("T")

SENTENCE_TRANSFORMERS = "sentence-transformers:"
ONNX = "onnx:"
FAMILIES = {SENTENCE_TRANSFORMERS: "NAME", ONNX: "FILE"}
OF_ARBITER = ("url", "model", "headers", "options")
OF_WIRE = ("timeout", "tries")


class Checked(Protocol):
    """Checks a table against the noun that it is to become; None when it told a mistake."""

    def __call__(self, kind: type[T], table: dict[str, Any]) -> T | None:
        """Give the noun made of the table."""


def judge_settings(table: dict[str, Any], *, checked: Checked, mistake: Mistake) -> dict[str, Any]:
    """Give what a Config holds of the judge: `judge`, `embedder`, `entailment`, `arbiter`; mistakes are told."""
    embedder = _own_model(table, "embedding", ("minilm", "none"), (SENTENCE_TRANSFORMERS,), mistake)
    entailment = _own_model(table, "entailment", ("regold", "none"), (ONNX, SENTENCE_TRANSFORMERS), mistake)
    arbiter = _arbiter(table, checked, mistake)
    judge = checked(JudgeSettings, table) or JudgeSettings()
    return {"judge": judge, "embedder": embedder, "entailment": entailment, "arbiter": arbiter}


def _arbiter(table: dict[str, Any], checked: Checked, mistake: Mistake) -> ArbiterSettings | None:
    """Take the keys of the second opinion out of the table."""
    taken = {key: table.pop(key) for key in OF_ARBITER if key in table}
    wire = {key: table.pop(key) for key in OF_WIRE if key in table}
    if not taken and not wire:
        return None
    for key in ("url", "model"):
        if key not in taken:
            mistake(("judge", key), "is missing; a second opinion needs url and model")
            return None
    return checked(ArbiterSettings, {**taken, "wire": wire})


def _own_model(
    table: Mapping[str, object], key: str, names: tuple[str, ...], families: tuple[str, ...], mistake: Mistake
) -> str | None:
    """Give the dotted path that stands in the place of a model's name; None when one of ours is named."""
    named = table.get(key, names[0])
    if not isinstance(named, str) or named in names:
        return None
    path = None if named.startswith(families) else named
    if named in families or (path and ":" not in path):
        allowed = ", ".join((*names, *(f"{family}{FAMILIES[family]}" for family in families)))
        mistake(("judge", key), f"{named!r} is not {allowed} or package.module:Class")
    return path
