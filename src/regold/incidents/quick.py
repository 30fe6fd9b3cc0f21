"""Reads a text that is written as `quoting.block` writes it, in a fifth of the time that YAML takes; no other text.

What it gives is what the strict reader gives. Whatever it is not sure of it leaves to that one, mistakes first of all.
"""

from __future__ import annotations

import re

from regold.strict_yaml.reader import Value

_PAIR = re.compile(
    r'([A-Za-z_][A-Za-z0-9_]*):(?: (?:"([^"\\]*)"|(true|false)|(-?(?:0|[1-9][0-9]{0,14}))|\|(-?)))?', re.ASCII
)
_ITEM = re.compile(r'"([^"\\]*)"')
_READ_OTHERWISE = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})
_LONGEST_WORD = 5
_STEP, _DEEPEST = 2, 16


class _Otherwise(Exception):  # noqa: N818 - it only ends the walk
    """The text is written in another way."""


def quick(data: bytes) -> Value:
    """Give what a text holds, or None where the strict reader is to say."""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return None
    lines = text.removesuffix("\n").split("\n")
    if not text.endswith("\n") or not "".join(lines).isprintable():
        return None
    try:
        return _Walk(lines).pairs(0)
    except _Otherwise:
        return None


class _Walk:
    """One pass over the lines, each looked at once."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self._at = 0

    @property
    def _ended(self) -> bool:
        return self._at == len(self._lines)

    def pairs(self, column: int) -> dict[str, Value]:
        """Give the mapping whose keys stand at this column; a line that begins before it ends the mapping."""
        found: dict[str, Value] = {}
        lines, pad = self._lines, " " * column
        while self._at < len(lines) and (line := lines[self._at]).startswith(pad):
            pair = _PAIR.fullmatch(line, column)
            if pair is None:
                raise _Otherwise
            key, text, truth, number, literal = pair.groups()
            if key in found or (len(key) <= _LONGEST_WORD and key.lower() in _READ_OTHERWISE):
                raise _Otherwise
            self._at += 1
            if text is not None:
                found[key] = text
            elif truth is not None:
                found[key] = truth == "true"
            elif number is not None:
                found[key] = int(number)
            else:
                found[key] = self._inner(column + _STEP) if literal is None else self._literal(column + _STEP, literal)
        return found

    def _inner(self, column: int) -> Value:
        """Give what stands below a key, further in: a list or a mapping, of one entry at least."""
        if column > _DEEPEST or self._ended:
            raise _Otherwise
        is_list = self._lines[self._at].startswith("- ", column)
        value = self._items(column) if is_list else self.pairs(column)
        if not value:
            raise _Otherwise
        return value

    def _items(self, column: int) -> list[Value]:
        items: list[Value] = []
        lines, pad = self._lines, " " * column
        while self._at < len(lines) and (line := lines[self._at]).startswith(pad):
            if not line.startswith("- ", column):
                raise _Otherwise
            text = _ITEM.fullmatch(line, column + _STEP)
            if text:
                items.append(text[1])
                self._at += 1
            else:
                lines[self._at] = pad + "  " + line[column + _STEP :]
                items.append(self.pairs(column + _STEP))
        return items

    def _literal(self, column: int, mark: str) -> str:
        """Give the text of a literal block; one that begins or ends with blanks is left to the strict reader."""
        pad, found = " " * column, list[str]()
        while not self._ended and (not self._lines[self._at] or self._lines[self._at].startswith(pad)):
            found.append(self._lines[self._at][column:])
            self._at += 1
        if not found or not found[-1].strip() or not found[0] or found[0][0] == " ":
            raise _Otherwise
        return "\n".join(found) + ("" if mark == "-" else "\n")
