"""Takes a stream of server-sent events apart; knows nothing of what the events say."""

from __future__ import annotations

import re
from dataclasses import dataclass

_LINE_END = re.compile(rb"\r\n|\n|\r(?=.)", re.DOTALL)
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One event: its type, `message` where none is named, and its data with the lines joined by newlines."""

    type: str
    data: str


class EventStream:
    """Gives the events of a stream as its bytes come in, however they are cut.

    By the WHATWG standard (https://html.spec.whatwg.org/multipage/server-sent-events.html): lines end in LF, CR or
    CRLF, comments and unknown fields are passed over, and an event that no blank line ends is dropped, except by
    `rest`. Raises UnicodeDecodeError for a line that is not UTF-8.
    """

    def __init__(self) -> None:
        self._pending = b""
        self._begun = False
        self._type = ""
        self._data: list[str] = []

    def feed(self, piece: bytes) -> list[Event]:
        """Give the events that this piece completes."""
        self._pending += piece
        if not self._begun:
            if len(self._pending) < len(_BOM) and _BOM.startswith(self._pending):
                return []
            self._pending = self._pending.removeprefix(_BOM)
            self._begun = True
        *lines, self._pending = _LINE_END.split(self._pending)
        return [event for line in lines if (event := self._take(line.decode("utf-8")))]

    def rest(self) -> list[Event]:
        """Give what the end of the stream leaves unended: at most one event."""
        return [event for event in (*self.feed(b"\n"), self._dispatch()) if event]

    def _take(self, line: str) -> Event | None:
        if not line:
            return self._dispatch()
        name, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if name == "data":
            self._data.append(value)
        elif name == "event":
            self._type = value
        return None

    def _dispatch(self) -> Event | None:
        data, kind = self._data, self._type
        self._data, self._type = [], ""
        return Event(type=kind or "message", data="\n".join(data)) if data else None
