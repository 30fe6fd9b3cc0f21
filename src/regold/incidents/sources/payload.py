"""Reads a tracker's JSON into the model of an adapter, or says why it cannot be one. It knows no tracker."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError
from pydantic_core import PydanticCustomError

from regold.incidents.sources.reported import NotReadable
from regold.incidents.values import NAME
from regold.model import Severity
from regold.strict_yaml.mistakes import Mistakes
from regold.strict_yaml.reader import read
from regold.strict_yaml.words import Words

MOST_BYTES = 1024 * 1024
_LONGEST_TITLE = 200
_ADDRESS = re.compile(r"https?://[^\s/]+(?:/\S*)?")
_NAME = re.compile(NAME)
_YAML = Words(one="a payload", many="payloads", start="its keys", most_bytes=MOST_BYTES, when_large="send one incident")


class Loose(BaseModel):
    """The part of a tracker's JSON that an adapter reads; what else stands there is passed over."""

    model_config = ConfigDict(extra="ignore", frozen=True, strict=True)


M = TypeVar("M", bound=BaseModel)


def parsed(data: bytes) -> object:
    """Give the value of JSON; raises NotReadable for what is none, or is larger than 1 MiB."""
    _refuse_large(data)
    try:
        return json.loads(data)
    except RecursionError:
        raise NotReadable("it is nested too deeply") from None
    except ValueError as error:
        raise NotReadable(f"it is not JSON ({error})") from None


def parsed_or_yaml(data: bytes) -> object:
    """Give the value of JSON or of strict YAML; raises NotReadable for what is neither."""
    _refuse_large(data)
    if data.lstrip()[:1] in {b"{", b"["}:
        return parsed(data)
    mistakes = Mistakes("payload")
    document = read(data, mistakes, _YAML)
    if document is None or mistakes:
        raise NotReadable("; ".join(map(str, mistakes.in_order())))
    return document.value


def _refuse_large(data: bytes) -> None:
    if len(data) > MOST_BYTES:
        raise NotReadable(f"it is larger than {MOST_BYTES // 1024 // 1024} MiB")


def read_model(model: type[M], value: object) -> M:
    """Give the part of a payload that a model describes; raises NotReadable with what is missing in it."""
    try:
        return model.model_validate(value)
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=False)
        said = (
            f"{'.'.join(map(str, one['loc'])) or 'it'}: {one['msg'][:1].lower()}{one['msg'][1:]}" for one in details
        )
        raise NotReadable("; ".join(list(said)[:5])) from None


def digest_of(value: object) -> str:
    """Give the SHA-256 of a payload, whatever the order of its keys and the blanks between them."""
    return sha256(json.dumps(value, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def external_id(value: str | int) -> str:
    """Give an id as it stands in a record; raises NotReadable for one that no tracker would give."""
    if not _NAME.match(str(value)[: MOST_BYTES // 1024]):
        raise NotReadable("its id holds characters that no identifier has")
    return str(value)


def title_of(text: str | None, instead: str) -> str:
    """Give a title as one line of at most 200 characters."""
    line = " ".join((text or "").split()) or instead
    return line if len(line) <= _LONGEST_TITLE else line[: _LONGEST_TITLE - 1] + "…"


def address(text: str | None) -> str | None:
    """Give a web address, or None for what is none."""
    return text if text and _ADDRESS.fullmatch(text) else None


def severity_named(names: Mapping[str, Severity], *found: str | None) -> Severity | None:
    """Give the severity that the first of these names has in a table; the table's names are lower case."""
    return next((names[name.strip().lower()] for name in found if name and name.strip().lower() in names), None)


def _zoned(value: object) -> object:
    return _time(value, None)


def _utc(value: object) -> object:
    return _time(value, UTC)


def _time(value: object, without_zone: Any) -> object:  # noqa: ANN401 - a tzinfo or none
    if value is None or value == "":
        return None
    if isinstance(value, str):
        try:
            found = datetime.fromisoformat(value.strip().removesuffix(" UTC") + ("Z" if value.endswith(" UTC") else ""))
            found = found.replace(tzinfo=found.tzinfo or without_zone)
            if found.tzinfo and found.year >= 1970:
                return found.astimezone(UTC).replace(microsecond=0)
        except (ValueError, OverflowError):
            pass
    raise PydanticCustomError("regold", "is not a time with its zone")


Time = Annotated[datetime | None, BeforeValidator(_zoned)]
"""A time with its zone; an empty text is none."""

UtcTime = Annotated[datetime | None, BeforeValidator(_utc)]
"""A time that is UTC where it names no zone; an empty text is none."""
