"""Reads strict YAML into plain values. It knows nothing of what the keys mean.

It walks libyaml's events and never its constructor, so that no document can make it build more than it holds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from yaml import YAMLError

from regold.strict_yaml.events import (
    ALIAS,
    DOCUMENT_START,
    MAPPING_END,
    MAPPING_START,
    SCALAR,
    SEQUENCE_END,
    STREAM_END,
    Event,
    Mark,
    steps,
)
from regold.strict_yaml.scalars import HIDDEN, AmbiguousError, Scalar, plain, shown
from regold.strict_yaml.syntax import syntax_mistake

if TYPE_CHECKING:
    from regold.strict_yaml.mistakes import Mistakes
    from regold.strict_yaml.words import Words

MOST_NODES = 1_000_000
DEEPEST = 20

Value = Scalar | list["Value"] | dict[str, "Value"]

_UNREADABLE = "\N{REPLACEMENT CHARACTER}"
_BLANKS = frozenset(" \t")
_COMMENT = re.compile(r"([ \t]+)#(?=([\s#]|\Z)?)[^\n]{0,60}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What a file holds: its value, the text the places refer to, and where each mapping starts, by its `id()`."""

    text: str
    value: Value
    starts: dict[int, Mark]


class _Unreadable(Exception):  # noqa: N818 - it only ends the walk
    """The rest of the file cannot be read, or need not be; the reason is among the mistakes."""


def read(data: bytes, mistakes: Mistakes, words: Words) -> Document | None:
    """Give what the file holds, or None when it cannot be read to its end.

    Every mistake is noted. A value given in spite of mistakes holds a stand-in at each of their places.
    A byte order mark at the start is ignored.
    """
    try:
        text = _decoded(data, mistakes, words)
        return _Walk(text, mistakes, words).document()
    except _Unreadable:
        return None


def _decoded(data: bytes, mistakes: Mistakes, words: Words) -> str:
    if len(data) > words.most_bytes:
        most = words.most_bytes // 1024 // 1024
        mistakes.add(1, 1, f"the file is larger than {most} MiB; {words.when_large}")
        raise _Unreadable
    try:
        text = data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8").removeprefix("\ufeff")
        mistakes.add(*_place(before, len(before)), "this is not UTF-8; save the file as UTF-8")
        raise _Unreadable from None
    return _without_hidden(text, mistakes)


def _without_hidden(text: str, mistakes: Mistakes) -> str:
    for found in HIDDEN.finditer(text):
        message = f"invisible character U+{ord(found[0]):04X}; remove it"
        mistakes.add(*_place(text, found.start()), message)
        if mistakes.full:
            raise _Unreadable
    return HIDDEN.sub(_UNREADABLE, text) if mistakes else text


def _place(text: str, index: int) -> tuple[int, int]:
    line_start = text.rfind("\n", 0, index) + 1
    return text.count("\n", 0, index) + 1, index - line_start + 1


class _Walk:
    """One pass over the events of a file."""

    def __init__(self, text: str, mistakes: Mistakes, words: Words) -> None:
        self._text = text
        self._mistakes = mistakes
        self._words = words
        self._next = steps(text)
        self._comments = " #" in text or "\t#" in text
        self._nodes = 0
        self._starts: dict[int, Mark] = {}

    def document(self) -> Document:
        try:
            return Document(text=self._text, value=self._whole(), starts=self._starts)
        except YAMLError as error:
            self._mistakes.add(*syntax_mistake(error))
            raise _Unreadable from None

    def _whole(self) -> Value:
        self._next()
        start = self._next()
        if type(start) is not DOCUMENT_START:
            self._mistakes.add(1, 1, f"the file is empty; start it with {self._words.start}")
            raise _Unreadable
        if start.version or start.tags:
            self._refuse_use(start.start_mark, "directives (%)", "remove the line")
        value = self._value(self._next(), 0)
        self._next()
        end = self._next()
        if type(end) is not STREAM_END:
            self._refuse(end.start_mark, "a second document starts here; put it into a file of its own")
        return value

    def _value(self, event: Event, depth: int) -> Value:
        self._nodes += 1
        if self._nodes > MOST_NODES:
            self._stop(event.start_mark, f"more than {MOST_NODES:,} values; {self._words.when_large}")
        kind = type(event)
        if kind is ALIAS:
            self._refuse_use(event.start_mark, f"aliases (*{event.anchor})", "write the value out")
            return None
        if event.anchor is not None or event.tag is not None:
            self._refuse_extras(event)
        if kind is SCALAR:
            return self._scalar(event)
        if depth == DEEPEST:
            self._stop(event.start_mark, f"nested deeper than {DEEPEST} levels; {self._words.one} needs less")
        if kind is MAPPING_START:
            return self._mapping(event, depth + 1)
        return self._sequence(depth + 1)

    def _sequence(self, depth: int) -> Value:
        step, value = self._next, self._value
        items: list[Value] = []
        while type(event := step()) is not SEQUENCE_END:
            items.append(value(event, depth))
        return items

    def _mapping(self, start: Event, depth: int) -> Value:
        values: dict[str, Value] = {}
        firsts: dict[str, Mark] = {}
        while type(event := self._next()) is not MAPPING_END:
            key = self._key(event, depth)
            value = self._value(self._next(), depth)
            if key is None:
                continue
            if key in values:
                first = firsts[key].line + 1
                self._refuse(event.start_mark, f"{shown(key)} is given twice (first at line {first}); keep one")
                continue
            values[key] = value
            firsts[key] = event.start_mark
        self._starts[id(values)] = start.start_mark
        return values

    def _key(self, event: Event, depth: int) -> str | None:
        if type(event) is SCALAR and not event.style and event.value == "<<":
            self._refuse_use(event.start_mark, "merge keys (<<)", "write the keys out")
            return None
        key = self._value(event, depth)
        if isinstance(key, str):
            return key
        self._refuse(event.start_mark, "a key must be text; quote it if this is one")
        return None

    def _scalar(self, event: Event) -> Scalar:
        text = event.value
        if event.style:
            if event.style == '"' and HIDDEN.search(text):
                self._refuse(event.start_mark, f"{shown(text)} holds an invisible character as an escape; remove it")
            return text
        try:
            value = plain(text)
        except AmbiguousError as error:
            self._refuse(event.start_mark, str(error))
            return text
        if self._comments and self._text[event.end_mark.index : event.end_mark.index + 1] in _BLANKS:
            self._check_comment(event, value)
        return value

    def _check_comment(self, event: Event, value: Scalar) -> None:
        """Refuse a text that goes on behind a `#`, for YAML would cut it off there without a word.

        Two blanks before the sign and one behind it make it a comment: the defaults of yamllint's rule `comments`.
        A number or truth value is no sentence, so that one blank before it will do.
        """
        comment = _COMMENT.match(self._text, event.end_mark.index)
        if not comment:
            return
        apart = comment[1] != " " or not isinstance(value, str)
        if not apart or comment[2] is None:
            advice = "quote the whole text, or put two blanks before the # and one behind it if it is a comment"
            self._refuse(event.start_mark, f"{shown(comment[0].strip())} would be cut off as a comment; {advice}")

    def _refuse_extras(self, event: Event) -> None:
        if event.anchor is not None:
            self._refuse_use(event.start_mark, f"anchors (&{event.anchor})", "remove it")
        if event.tag is not None:
            self._refuse_use(event.start_mark, f"tags ({event.tag})", "remove it")

    def _refuse_use(self, mark: Mark, what: str, advice: str) -> None:
        self._refuse(mark, f"{what} are not used in {self._words.many}; {advice}")

    def _refuse(self, mark: Mark, message: str) -> None:
        self._mistakes.add(mark.line + 1, mark.column + 1, message)
        if self._mistakes.full:
            raise _Unreadable

    def _stop(self, mark: Mark, message: str) -> None:
        self._refuse(mark, message)
        raise _Unreadable
