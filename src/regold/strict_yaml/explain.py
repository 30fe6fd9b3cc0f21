"""Puts what the models refuse into words: where, what is wrong, what to write instead. It checks nothing."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, get_args, get_origin

from pydantic import BaseModel

from regold.strict_yaml.fields import PATTERNS
from regold.strict_yaml.scalars import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import ValidationError
    from pydantic_core import ErrorDetails

    from regold.strict_yaml.places import Path, Places
    from regold.strict_yaml.words import Words

_KINDS = {
    "list_type": "must be a list: [a, b], or a line with `- ` for each",
    "bool_type": "must be true or false",
    "int_type": "must be a whole number",
    "float_type": "must be a number",
    "finite_number": "must be a number",
    "model_type": "must hold `key: value` lines",
    "dict_type": "must hold `key: value` lines",
    "too_short": "is an empty list; give an item, or remove the key",
    "string_too_long": "is longer than {max_length} characters",
    "greater_than": "must be more than {gt:g}",
    "greater_than_equal": "must be at least {ge:g}",
    "less_than_equal": "must be at most {le:g}",
    "regold": "{said}",
}


def explain(
    error: ValidationError, model: type[BaseModel], places: Places, words: Words
) -> Iterator[tuple[int, int, str]]:
    """Give line, column and message for each thing that the model of a whole file refused."""
    for detail in error.errors(include_url=False):
        yield _explained(detail, model, places, words)


def _explained(detail: ErrorDetails, model: type[BaseModel], places: Places, words: Words) -> tuple[int, int, str]:
    path: Path = detail["loc"]
    kind = detail["type"]
    if not path and kind == "model_type":
        return *places.of_value(path), f"{words.one} holds `key: value` lines; start it with {words.start}"
    if kind == "missing":
        missing = f"{_subject(path[:-1], words)} has no {path[-1]}; add `{path[-1]}:`"
        return *places.of_value(path[:-1]), missing
    if kind == "extra_forbidden":
        return *places.of_key(path), _unknown_key(path, model, words)
    key = detail.get("ctx", {}).get("key")
    if key:
        return *places.of_key((*path, key)), f"{key} {detail['msg']}"
    return *places.of_value(path), f"{_subject(path, words)} {_wrong(detail, words)}"


def _subject(path: Path, words: Words) -> str:
    if not path:
        return "the file"
    last = path[-1]
    if isinstance(last, str):
        return last
    owner = str(path[-2])
    return words.items.get(owner, f"item {last + 1} of {owner}")


def _wrong(detail: ErrorDetails, words: Words) -> str:
    kind, context = detail["type"], detail.get("ctx", {})
    if detail["input"] is None:
        return "has no value; give one, or remove the key"
    if kind == "string_type":
        return _not_text(detail["input"])
    if kind == "literal_error":
        said = words.literals.get(str(detail["loc"][-1]))
        return said or _not_one_of(str(context["expected"]), str(detail["input"]))
    if kind == "string_pattern_mismatch":
        return (PATTERNS | dict(words.patterns))[context["pattern"]]
    return _KINDS.get(kind, "{said}").format(**context, said=detail["msg"])


def _not_text(value: object) -> str:
    if isinstance(value, list):
        return "must be one text, not a list"
    if isinstance(value, dict):
        return "must be text, not `key: value`; quote it if it is a text"
    return "must be text; put it in quotes"


def _not_one_of(expected: str, value: str) -> str:
    known = tuple(re.findall(r"'([^']*)'", expected))
    return f"must be {expected.replace(chr(39), '')}, not {shown(value)}{_did_you_mean(value, known)}"


def _unknown_key(path: Path, model: type[BaseModel], words: Words) -> str:
    *around, key = path
    owner = _model_at(tuple(around), model)
    known = tuple(owner.model_fields)
    key, other = str(key), words.also_called.get(str(key))
    if other in known:
        return f'unknown key {shown(key)}; it is called "{other}" here'
    for name, inner in _mappings_of(owner):
        if key in inner.model_fields:
            return f"unknown key {shown(key)}; it belongs under {name}"
    hint = _did_you_mean(key, known)
    return f"unknown key {shown(key)}{hint or '; known here: ' + ', '.join(known)}"


def _model_at(path: Path, model: type[BaseModel]) -> type[BaseModel]:
    for name in path:
        field = model.model_fields.get(name) if isinstance(name, str) else None
        model = (field and _model_in(field.annotation)) or model
    return model


def _mappings_of(owner: type[BaseModel]) -> Iterator[tuple[str, type[BaseModel]]]:
    """Give the keys whose value is one mapping, not a list of them."""
    for name, field in owner.model_fields.items():
        inner = _model_in(field.annotation, lists=False)
        if inner:
            yield name, inner


def _model_in(annotation: object, *, lists: bool = True) -> type[BaseModel] | None:
    """Give the model that a type is, holds, or is a list of."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) is list and not lists:
        return None
    return next((found for part in get_args(annotation) if (found := _model_in(part, lists=lists))), None)


def _did_you_mean(word: str, known: tuple[str, ...]) -> str:
    near = get_close_matches(word.lower(), known, n=1)
    return f'; did you mean "{near[0]}"?' if near else ""
