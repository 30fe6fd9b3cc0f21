"""Puts what the models refuse into words: where, what is wrong, what to write instead. It checks nothing."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from regold.suites import models
from regold.suites.scalars import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import BaseModel, ValidationError
    from pydantic_core import ErrorDetails

    from regold.suites.places import Path, Places

_MODELS: dict[str, type[BaseModel]] = {
    "cases": models.CaseModel,
    "turns": models.TurnModel,
    "expect": models.ExpectModel,
    "links": models.LinkModel,
}
_ITEMS = {"cases": "this case", "turns": "this turn", "links": "this link"}
_ALSO_CALLED = {
    "question": "query",
    "prompt": "query",
    "input": "query",
    "answer": "golden",
    "answers": "golden",
    "expected": "golden",
    "name": "id",
    "conversation": "turns",
    "priority": "severity",
    "not_contains": "excludes",
    "regex": "matches",
}
_PATTERNS = {
    models.SLUG: "must be letters, digits, `-`, `_` and single dots, and begin with a letter or digit",
    models.TEXT: "is blank; write a text",
    models.LINE: "must be one line of text",
    models.ADDRESS: "must be a web address such as https://example.com/1",
}
_KINDS = {
    "list_type": "must be a list: [a, b], or a line with `- ` for each",
    "bool_type": "must be true or false",
    "float_type": "must be a number",
    "finite_number": "must be a number",
    "model_type": "must hold `key: value` lines",
    "too_short": "is an empty list; give an item, or remove the key",
    "string_too_long": "is longer than {max_length} characters",
    "greater_than": "must be more than {gt:g}",
    "greater_than_equal": "must be at least {ge:g}",
    "less_than_equal": "must be at most {le:g}",
    "regold": "{said}",
}


def explain(error: ValidationError, places: Places) -> Iterator[tuple[int, int, str]]:
    """Give line, column and message for each thing the models refused."""
    for detail in error.errors(include_url=False):
        yield _explained(detail, places)


def _explained(detail: ErrorDetails, places: Places) -> tuple[int, int, str]:
    path: Path = detail["loc"]
    kind = detail["type"]
    if not path and kind == "model_type":
        return *places.of_value(path), "a suite holds `key: value` lines; start it with `suite:` and `cases:`"
    if kind == "missing":
        return *places.of_value(path[:-1]), f"{_subject(path[:-1])} has no {path[-1]}; add `{path[-1]}:`"
    if kind == "extra_forbidden":
        return *places.of_key(path), _unknown_key(path)
    key = detail.get("ctx", {}).get("key")
    if key:
        return *places.of_key((*path, key)), f"{key} {detail['msg']}"
    return *places.of_value(path), f"{_subject(path)} {_wrong(detail)}"


def _subject(path: Path) -> str:
    if not path:
        return "the file"
    last = path[-1]
    if isinstance(last, str):
        return last
    owner = str(path[-2])
    return _ITEMS.get(owner, f"item {last + 1} of {owner}")


def _wrong(detail: ErrorDetails) -> str:
    kind, context = detail["type"], detail.get("ctx", {})
    if detail["input"] is None:
        return "has no value; give one, or remove the key"
    if kind == "string_type":
        return _not_text(detail["input"])
    if kind == "literal_error":
        return _not_one_of(str(detail["loc"][-1]), str(detail["input"]))
    if kind == "string_pattern_mismatch":
        return _PATTERNS[context["pattern"]]
    return _KINDS.get(kind, "{said}").format(**context, said=detail["msg"])


def _not_text(value: object) -> str:
    if isinstance(value, list):
        return "must be one text, not a list"
    if isinstance(value, dict):
        return "must be text, not `key: value`; quote it if it is a text"
    return "must be text; put it in quotes"


def _not_one_of(key: str, value: str) -> str:
    if key == "record":
        return "can only be true; remove it when the golden is not to be recorded"
    known = ("critical", "high", "medium", "low")
    return f"must be critical, high, medium or low, not {shown(value)}{_did_you_mean(value, known)}"


def _unknown_key(path: Path) -> str:
    *around, key = map(str, path)
    owner = next((name for name in reversed(around) if name in _MODELS), None)
    known = tuple(_MODELS[owner].model_fields if owner else models.SuiteModel.model_fields)
    other = _ALSO_CALLED.get(key)
    if other in known:
        return f'unknown key {shown(key)}; it is called "{other}" here'
    if "expect" in known and key in models.ExpectModel.model_fields:
        return f"unknown key {shown(key)}; it belongs under expect"
    hint = _did_you_mean(key, known)
    return f"unknown key {shown(key)}{hint or '; known here: ' + ', '.join(known)}"


def _did_you_mean(word: str, known: tuple[str, ...]) -> str:
    near = get_close_matches(word.lower(), known, n=1)
    return f'; did you mean "{near[0]}"?' if near else ""
