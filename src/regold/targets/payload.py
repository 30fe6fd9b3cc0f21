"""Turns the body of a response into a JSON value, or says what is there instead; knows no target's layout."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import NoReturn

from regold.model import FaultKind
from regold.targets.faults import CallError, snippet
from regold.targets.messages import Response

_MOST_NAMES = 10
_LONGEST_NAME = 40
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def text_of(response: Response) -> str:
    """Give the body as text; raises CallError of kind bad_body when it is not UTF-8."""
    try:
        return response.body.removeprefix(_BYTE_ORDER_MARK).decode()
    except UnicodeDecodeError:
        raise bad_body(response, "not UTF-8") from None


def json_of(response: Response) -> object:
    """Give the body as a JSON value.

    Raises:
        CallError: of kind bad_body, for anything but strict JSON (RFC 8259) of bearable depth and digits.
    """
    text = text_of(response)
    if not text.strip():
        raise bad_body(response, "empty")
    try:
        return _loads(text)
    except json.JSONDecodeError as error:
        raise bad_body(response, f"not JSON ({error.msg} at character {error.pos})") from None
    except RecursionError:
        raise bad_body(response, "nested too deeply") from None
    except ValueError as error:
        raise bad_body(response, f"not usable as JSON ({str(error).partition(';')[0]})") from None


def bad_body(response: Response, what: str) -> CallError:
    """Give the fault of a body that cannot be read, with its type and its first 200 characters."""
    begins = snippet(response.body[:1000].decode("utf-8", "replace"))
    kind = response.content_type[:80] or "no content type"
    return CallError(
        FaultKind.BAD_BODY,
        f"the response (status {response.status}, {kind}) is {what}; "
        + (f"it begins: {begins}" if begins else "it holds nothing"),
        status=response.status,
    )


def kind_of(value: object) -> str:
    """Name the kind of a JSON value in words, without what it says."""
    match value:
        case None:
            return "null"
        case bool():
            return "true or false"
        case int() | float():
            return "a number"
        case str():
            return f"a text of {len(value)} characters"
        case list():
            return f"a list of {len(value)}"
        case _:
            return "an object"


def names_in(value: object) -> str:
    """Name the keys at the top of a JSON value, the first ten, or its kind when it is no object."""
    if not isinstance(value, dict):
        return kind_of(value)
    if not value:
        return "an empty object"
    names = [snippet(str(name))[:_LONGEST_NAME] for name in list(value)[:_MOST_NAMES]]
    return ", ".join(names) + (", …" if len(value) > _MOST_NAMES else "")


def well_formed(text: str) -> str:
    """Give text that every encoding can hold: halves of surrogate pairs, which JSON may escape, become U+FFFD."""
    if text.isascii():
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


_loads: Callable[[str], object] = json.JSONDecoder(parse_constant=_no_constant).decode
