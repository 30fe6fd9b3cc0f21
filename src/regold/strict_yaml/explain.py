"""Puts what the models refuse into words: where, what is wrong, what to write instead. It checks nothing."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, cast, get_args, get_origin, get_type_hints

from pydantic import BaseModel

from regold.strict_yaml.fields import PATTERNS
from regold.strict_yaml.scalars import shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pydantic import ValidationError
    from pydantic_core import ErrorDetails

    from regold.strict_yaml.places import Path, Places
    from regold.strict_yaml.words import Words

_LIST = "must be a list: [a, b], or a line with `- ` for each"
_MAPPING = "must hold `key: value` lines"
_KINDS = {
    "list_type": _LIST,
    "tuple_type": _LIST,
    "bool_type": "must be true or false",
    "int_type": "must be a whole number",
    "float_type": "must be a number",
    "finite_number": "must be a number",
    "model_type": _MAPPING,
    "dataclass_type": _MAPPING,
    "mapping_type": _MAPPING,
    "too_short": "is an empty list; give an item, or remove the key",
    "string_too_long": "is longer than {max_length} characters",
    "greater_than": "must be more than {gt:g}",
    "greater_than_equal": "must be at least {ge:g}",
    "less_than_equal": "must be at most {le:g}",
    "regold": "{said}",
}


def explain(error: ValidationError, model: type, places: Places, words: Words) -> Iterator[tuple[int, int, str]]:
    """Give line, column and message for each thing refused by the model, or dataclass, of a whole file."""
    for detail in error.errors(include_url=False):
        yield _explained(detail, model, places, words)


def _explained(detail: ErrorDetails, model: type, places: Places, words: Words) -> tuple[int, int, str]:
    path: Path = detail["loc"]
    kind = detail["type"]
    if not path and kind in {"model_type", "dataclass_type"}:
        return *places.of_value(path), f"{words.one} holds `key: value` lines; start it with {words.start}"
    if kind == "missing":
        missing = f"{_subject(path[:-1], words)} has no {path[-1]}; add `{path[-1]}:`"
        return *places.of_value(path[:-1]), missing
    if kind in {"extra_forbidden", "unexpected_keyword_argument"}:
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
    if kind in {"literal_error", "enum"}:
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


def _unknown_key(path: Path, model: type, words: Words) -> str:
    *around, key = path
    owner = _model_at(tuple(around), model)
    known = tuple(_keys(owner))
    key, other = str(key), words.also_called.get(str(key))
    if other in known:
        return f'unknown key {shown(key)}; it is called "{other}" here'
    for name, inner in _mappings_of(owner):
        if key in _keys(inner):
            return f"unknown key {shown(key)}; it belongs under {name}"
    hint = _did_you_mean(key, known)
    return f"unknown key {shown(key)}{hint or '; known here: ' + ', '.join(known)}"


def _keys(model: type) -> Mapping[str, object]:
    """Give the keys of a mapping by the name they have in a file, with the type of their value."""
    if issubclass(model, BaseModel):
        return {name: field.annotation for name, field in model.model_fields.items()}
    hints = get_type_hints(model, include_extras=True)
    return {_alias(hints[name]) or name: hints[name] for name in (one.name for one in fields(cast("Any", model)))}


def _alias(annotation: object) -> str | None:
    return next((alias for part in get_args(annotation) if (alias := getattr(part, "alias", None))), None)


def _model_at(path: Path, model: type) -> type:
    for name in path:
        annotation = _keys(model).get(name) if isinstance(name, str) else None
        model = _model_in(annotation) or model
    return model


def _mappings_of(owner: type) -> Iterator[tuple[str, type]]:
    """Give the keys whose value is one mapping, not a list of them."""
    for name, annotation in _keys(owner).items():
        inner = _model_in(annotation, lists=False)
        if inner:
            yield name, inner


def _model_in(annotation: object, *, lists: bool = True) -> type | None:
    """Give the model, or dataclass, that a type is, holds, or is a list of."""
    if isinstance(annotation, type) and (issubclass(annotation, BaseModel) or is_dataclass(annotation)):
        return annotation
    if get_origin(annotation) in {list, tuple} and not lists:
        return None
    return next((found for part in get_args(annotation) if (found := _model_in(part, lists=lists))), None)


def _did_you_mean(word: str, known: tuple[str, ...]) -> str:
    near = get_close_matches(word.lower(), known, n=1)
    return f'; did you mean "{near[0]}"?' if near else ""
