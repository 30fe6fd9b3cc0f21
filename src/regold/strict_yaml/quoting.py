"""Values as YAML that every reader takes for the same: texts in double quotes or as literal blocks, never plain."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from json import dumps
from unicodedata import category

from regold.strict_yaml.scalars import HIDDEN

Written = str | int | float | bool | Sequence["Written"] | Mapping[str, "Written"]
"""What the value of a key may be."""

STEP = 2
"""Columns from one level to the next in what is written anew."""

_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_READ_OTHERWISE = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})
_LITERAL = re.compile(r"(?![ \n])[^\t\r]*[^ \n\t\r]\n*")
_BLANK_LINE = re.compile(r"(?m)^ +$")
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def visible(text: str) -> str:
    """Give a text as the reader takes it: without invisible characters, its lines ended by single newlines."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(char for char in HIDDEN.sub("", lines) if category(char) != "Cs")


def quoted(text: str) -> str:
    """Give a text in double quotes, on one line; what cannot be seen is written as an escape."""
    return f'"{"".join(map(_escaped, text))}"'


def scalar(value: str | float, indent: int) -> str:
    """Give a text or number as it stands behind a key; the lines of a literal block are indented by `indent`."""
    if isinstance(value, str):
        return _literal(value, indent) if _can_be_literal(value) else quoted(value)
    return dumps(value)


def flow(value: Written) -> str:
    """Give a value on one line, as it may stand within brackets."""
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key(name)}: {flow(inner)}" for name, inner in value.items()) + "}"
    if isinstance(value, Sequence):
        return "[" + ", ".join(map(flow, value)) + "]"
    return dumps(value)


def pair(name: str, value: Written, column: int) -> str:
    """Give `name: value`, the name standing at `column`; the first line bears no indentation."""
    inner = column + STEP
    if isinstance(value, str | int | float):
        return f"{key(name)}: {scalar(value, inner)}"
    if not value:
        return f"{key(name)}: {flow(value)}"
    return f"{key(name)}:\n{' ' * inner}{block(value, inner)}"


def block(value: Written, column: int) -> str:
    """Give a value whose lines all begin at `column`; the first line bears no indentation."""
    if isinstance(value, str | int | float):
        return scalar(value, column)
    if not value:
        return flow(value)
    if isinstance(value, Mapping):
        lines = [pair(name, inner, column) for name, inner in value.items()]
    else:
        lines = [f"- {block(inner, column + STEP)}" for inner in value]
    return f"\n{' ' * column}".join(lines)


def key(name: str) -> str:
    """Give the name of a key, in quotes where it is no plain word."""
    return name if _KEY.fullmatch(name) and name.lower() not in _READ_OTHERWISE else quoted(name)


def _can_be_literal(text: str) -> bool:
    """Tell whether a text has several lines that all show as they are, none of which a blank could spoil."""
    several = "\n" in text.rstrip("\n") and _LITERAL.fullmatch(text) and not _BLANK_LINE.search(text)
    return bool(several) and all(char == "\n" or _shows(char) for char in text)


def _literal(text: str, indent: int) -> str:
    body = text.rstrip("\n")
    ends = len(text) - len(body)
    mark = "|" + {0: "-", 1: ""}.get(ends, "+")
    lines = [f"{' ' * indent}{line}" if line else "" for line in body.split("\n")]
    return "\n".join([mark, *lines, *[""] * (ends - 1)])


def _escaped(char: str) -> str:
    if char in _ESCAPES:
        return _ESCAPES[char]
    if _shows(char):
        return char
    code = ord(char)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _shows(char: str) -> bool:
    return char.isprintable() or category(char) == "Zs"
