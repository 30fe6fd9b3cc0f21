"""Puts the question into a template of plain values; never looks twice at what it has put in."""

from __future__ import annotations

import re
from collections.abc import Mapping

_PLACE = re.compile(r"\{(query|session)\}")


def fill(template: object, values: Mapping[str, str]) -> object:
    """Give a copy of a JSON template with `{query}` and `{session}` replaced in every string, however deep.

    Keys stay as they are, so do other braces; what is put in is never read as a template again.
    """
    match template:
        case str():
            return _PLACE.sub(lambda place: values[place[1]], template)
        case Mapping():
            return {name: fill(inner, values) for name, inner in template.items()}
        case list() | tuple():
            return [fill(inner, values) for inner in template]
        case _:
            return template


def asks(template: object) -> bool:
    """Whether the question has a place in a template."""
    match template:
        case str():
            return "{query}" in template
        case Mapping():
            return any(map(asks, template.values()))
        case list() | tuple():
            return any(map(asks, template))
        case _:
            return False
