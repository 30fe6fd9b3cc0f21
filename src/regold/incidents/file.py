"""The text of an incident's file, both ways. It knows no folder; see `store`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import datetime
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from regold.errors import IncidentError
from regold.incidents.quick import quick
from regold.incidents.record import Incident, Resolution, Status
from regold.incidents.values import UNKNOWN, written
from regold.incidents.words import INCIDENT
from regold.strict_yaml import quoting
from regold.strict_yaml.explain import explain
from regold.strict_yaml.mistakes import Mistakes
from regold.strict_yaml.places import find_places
from regold.strict_yaml.quoting import Written
from regold.strict_yaml.reader import Document, read
from regold.strict_yaml.schema import schema_of

_ALWAYS = ("schema_version", "severity", "status")
_NAMES = {"start": "from", "end": "to"}


def schema() -> dict[str, object]:
    """Give the JSON Schema (draft-07) of an incident's file, for editors."""
    return schema_of(Incident, "Incident")


def incident_of(data: bytes, path: str) -> Incident:
    """Give the incident of a file's bytes; raises IncidentError with every mistake at its place, named as in `path`."""
    if incident := known(data):
        return incident
    mistakes = Mistakes(path)
    document = read(data, mistakes, INCIDENT)
    incident = _checked(document, mistakes) if document else None
    if incident is None or mistakes:
        raise IncidentError("\n".join(map(str, mistakes.in_order())))
    return incident


def known(data: bytes) -> Incident | None:
    """Give the incident of bytes as `bytes_of` gives them; None for others, sound or not: see `incident_of`."""
    value = quick(data) if len(data) <= INCIDENT.most_bytes else None
    try:
        incident = _adapter().validate_python(value) if value else None
    except ValidationError:
        return None
    return incident if incident and not any(_contradictions(incident)) else None


def bytes_of(incident: Incident, path: str) -> bytes:
    """Give the bytes of an incident's file; what equals its default is left out.

    Raises IncidentError when they would not read back as the same incident: something in it may not stand in a file.
    """
    data = f"{quoting.block(record_of(incident), 0)}\n".encode(errors="surrogatepass")
    try:
        same = incident_of(data, path) == incident
    except IncidentError as refused:
        raise IncidentError(f"nothing was written: {refused}") from None
    if not same:
        raise IncidentError(f"{path}: nothing was written, for it would read otherwise than meant")
    return data


def record_of(incident: Incident) -> dict[str, Any]:
    """Give an incident as the plain values of its file, in their order; also what `--json` shows."""
    return _plain_part(incident, _ALWAYS)


@cache
def _adapter() -> TypeAdapter[Incident]:
    return TypeAdapter(Incident)


def _checked(document: Document, mistakes: Mistakes) -> Incident | None:
    try:
        incident = _adapter().validate_python(document.value)
    except ValidationError as refused:
        places, already = find_places(document.text), mistakes.places()
        for line, column, message in explain(refused, Incident, places, INCIDENT):
            if (line, column) not in already:  # what stands there is a stand-in, and refused for that
                mistakes.add(line, column, message)
        return None
    for key, message in _contradictions(incident):
        mistakes.add(*find_places(document.text).of_key((key,)), message)
    return incident


def _contradictions(incident: Incident) -> Iterator[tuple[str, str]]:
    closed = incident.status is Status.CLOSED
    if closed and incident.resolution is None:
        yield "status", f"a closed incident has a resolution: {', '.join(Resolution)}"
    if not closed and incident.resolution is not None:
        yield "resolution", f"an incident that is {incident.status} has no resolution yet; remove it"
    if incident.duplicate_of == incident.id:
        yield "duplicate_of", "an incident is no copy of itself; name the other one"


def _plain_part(part: Any, always: tuple[str, ...] = ()) -> dict[str, Written]:  # noqa: ANN401 - any of the record's parts
    return {
        _NAMES.get(one.name, one.name): plain(value)
        for one in fields(part)
        if (value := getattr(part, one.name)) != _default(one) or one.name in always
    }


def _default(one: Field[object]) -> object:
    return one.default if one.default_factory is MISSING else one.default_factory()


def plain(value: Any) -> Any:  # noqa: ANN401 - any value of the record
    """Give a value of the record as it stands in a file."""
    if value is None:
        return UNKNOWN  # only a severity that always stands there
    if isinstance(value, datetime):
        return written(value)
    if isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return str(value)
    if isinstance(value, Mapping):
        return {str(name): inner for name, inner in value.items()}
    if is_dataclass(value):
        return _plain_part(value)
    return [plain(inner) for inner in value]
