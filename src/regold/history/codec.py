"""Outcomes as plain data and back, the same for the journal and for the way from xdist workers; knows no file."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import datetime
from enum import Enum
from functools import cache
from operator import attrgetter
from types import NoneType, UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from regold.errors import HistoryError
from regold.model import Answer, Outcome

_Encoder = Callable[[Any], Any]
_Decoder = Callable[[Any, str], Any]
Noun = TypeVar("Noun")

_ESCAPED = "json"
_NEVER_WRITTEN = {(Answer, "body")}
_hints = cache(get_type_hints)


def outcome_to_json(outcome: Outcome) -> dict[str, object]:
    """Give the outcome as str, int, float, bool, None, list and dict only.

    What equals its default is left out, and so is `Answer.body`. A text with a lone surrogate, which UTF-8
    cannot carry, becomes `{"json": "<the text as a JSON string in ASCII>"}`.
    """
    return noun_to_json(outcome)


def outcome_from_json(data: object) -> Outcome:
    """Give the outcome that `outcome_to_json` wrote; names it does not know are passed over.

    Raises HistoryError, naming the entry, when a value is missing or not of its kind.
    """
    return noun_from_json(Outcome, data, "outcome")


def noun_to_json(noun: Any) -> dict[str, object]:  # noqa: ANN401 - any of the nouns
    """Give any frozen noun as `outcome_to_json` gives an outcome; a time becomes its ISO 8601 text."""
    kind: Any = type(noun)
    plain: dict[str, object] = _plain_noun(kind)(noun)
    return plain


def noun_from_json(kind: type[Noun], data: object, at: str) -> Noun:
    """Give the noun of this kind that `noun_to_json` wrote; raises HistoryError, naming the entry below `at`."""
    hint: Any = kind
    noun: Noun = _decoder(hint)(data, at)
    return noun


@cache
def _encoder(kind: Any) -> _Encoder | None:  # noqa: ANN401 - a type hint of the nouns
    """Give what makes a value of that type plain data; None for a type whose values are."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin is UnionType:
        (only,) = (arm for arm in inner if arm is not NoneType)
        return _plain_unless_none(_encoder(only))
    if origin is tuple:
        return _plain_list(_encoder(inner[0]))
    if origin is Mapping:
        return _plain_table(_encoder(inner[1]))
    if isinstance(kind, type) and is_dataclass(kind):
        return _plain_noun(kind)
    if issubclass(kind, Enum):
        return attrgetter("value")
    return {str: _plain_text, bool: None, int: None, float: None, datetime: datetime.isoformat}[kind]


def _plain_unless_none(encode: _Encoder | None) -> _Encoder | None:
    return encode and (lambda value: None if value is None else encode(value))


def _plain_list(encode: _Encoder | None) -> _Encoder:
    return list if encode is None else lambda values: [encode(value) for value in values]


def _plain_table(encode: _Encoder | None) -> _Encoder:
    return dict if encode is None else lambda values: {name: encode(value) for name, value in values.items()}


def _plain_text(text: str) -> str | dict[str, str]:
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError:
            return {_ESCAPED: json.dumps(text)}
    return text


@cache
def _plain_noun(noun: Any) -> _Encoder:  # noqa: ANN401 - the class of a noun
    hints = _hints(noun)
    written = [(field.name, _default(field)) for field in _written_fields(noun)]
    read = attrgetter(*(name for name, _ in written))
    parts: list[tuple[str, object, _Encoder | None]] = []

    def plain(value: object) -> dict[str, Any]:
        if not parts:  # not before the first use: Answer holds answers
            parts.extend((name, default, _encoder(hints[name])) for name, default in written)
        told = {}
        for (name, default, encode), entry in zip(parts, read(value), strict=True):
            if entry is not default and (default is MISSING or entry != default):
                told[name] = encode(entry) if encode else entry
        return told

    return plain


def _written_fields(noun: type) -> list[Field[Any]]:
    return [field for field in fields(noun) if (noun, field.name) not in _NEVER_WRITTEN]


def _default(field: Field[Any]) -> object:
    return field.default_factory() if field.default_factory is not MISSING else field.default


@cache
def _decoder(kind: Any) -> _Decoder:  # noqa: ANN401 - a type hint of the nouns
    origin, inner = get_origin(kind), get_args(kind)
    if origin is UnionType:
        (only,) = (arm for arm in inner if arm is not NoneType)
        return _optional(_decoder(only))
    if origin is tuple:
        return _several(_decoder(inner[0]))
    if origin is Mapping:
        return _named(_decoder(inner[1]))
    if isinstance(kind, type) and is_dataclass(kind):
        return _noun(kind)
    if issubclass(kind, Enum):
        return _word(kind)
    return {str: _text, bool: _flag, int: _whole_number, float: _number, datetime: _time}[kind]


def _optional(decode: _Decoder) -> _Decoder:
    return lambda data, at: None if data is None else decode(data, at)


def _several(decode: _Decoder) -> _Decoder:
    def several(data: Any, at: str) -> tuple[Any, ...]:  # noqa: ANN401 - read from a file
        if not isinstance(data, list):
            raise _unknown(at, "a list", data)
        return tuple(decode(entry, at) for entry in data)

    return several


def _named(decode: _Decoder) -> _Decoder:
    def named(data: Any, at: str) -> dict[str, Any]:  # noqa: ANN401 - read from a file
        if not isinstance(data, dict):
            raise _unknown(at, "a table", data)
        return {_text(name, at): decode(entry, f"{at}.{name}") for name, entry in data.items()}

    return named


def _noun(noun: type) -> _Decoder:
    hints = _hints(noun)
    required = {f.name for f in fields(noun) if f.default is MISSING and f.default_factory is MISSING}
    decoders: dict[str, _Decoder] = {}

    def read(data: Any, at: str) -> object:  # noqa: ANN401 - read from a file
        if not isinstance(data, dict):
            raise _unknown(at, "a table", data)
        if missing := required.difference(data):
            raise HistoryError(f"{at}: {', '.join(sorted(missing))} missing")
        if not decoders:  # not before the first use: Answer holds answers
            decoders.update({field.name: _decoder(hints[field.name]) for field in _written_fields(noun)})
        return noun(**{name: decoders[name](data[name], f"{at}.{name}") for name in data if name in decoders})

    return read


def _word(words: type[Enum]) -> _Decoder:
    known = {word.value: word for word in words}

    def word(data: Any, at: str) -> Enum:  # noqa: ANN401 - read from a file
        if not isinstance(data, str) or data not in known:
            raise _unknown(at, f"one of {', '.join(known)}", data)
        return known[data]

    return word


def _text(data: Any, at: str) -> str:  # noqa: ANN401 - read from a file
    if isinstance(data, dict) and isinstance(escaped := data.get(_ESCAPED), str):
        try:
            data = json.loads(escaped)
        except ValueError:
            data = None
    if not isinstance(data, str):
        raise _unknown(at, "a text", data)
    return data


def _time(data: Any, at: str) -> datetime:  # noqa: ANN401 - read from a file
    try:
        read = datetime.fromisoformat(data) if isinstance(data, str) else None
    except ValueError:
        read = None
    if read is None or read.tzinfo is None:
        raise _unknown(at, "a time with its zone", data)
    return read


def _flag(data: Any, at: str) -> bool:  # noqa: ANN401 - read from a file
    if not isinstance(data, bool):
        raise _unknown(at, "true or false", data)
    return data


def _whole_number(data: Any, at: str) -> int:  # noqa: ANN401 - read from a file
    if isinstance(data, bool) or not isinstance(data, int):
        raise _unknown(at, "a whole number", data)
    return data


def _number(data: Any, at: str) -> float:  # noqa: ANN401 - read from a file
    if isinstance(data, bool) or not isinstance(data, int | float):
        raise _unknown(at, "a number", data)
    return float(data)


def _unknown(at: str, wanted: str, found: object) -> HistoryError:
    return HistoryError(f"{at}: {wanted} wanted, found {str(found)[:40]!r}")
