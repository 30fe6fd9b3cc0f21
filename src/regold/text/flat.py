"""A text without what only its dress puts between words, and the way back to where each character stood."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from regold.model import Span

_NOTHING = "[\u00ad\u200b-\u200d\u2060\ufeff]"
_BLANK = "[ \\t\u00a0\u2007\u2009\u200a\u202f\u3000]"
_DRESS = re.compile(
    rf"{_NOTHING}+"
    r"|(?<!\\)\*{2,3}(?=\S)|(?<=[^\s\\])\*{2,3}"
    r"|(?<![\w*\\])\*(?=[^\s*])|(?<=[^\s*\\])\*(?![\w*])"
    r"|(?<![\w\\])_{1,3}(?=[^\s_])|(?<=[^\s_\\])_{1,3}(?!\w)"
    rf"|`+|{_BLANK}(?={_NOTHING}*{_BLANK})"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Flat:
    """A text in plain dress; `places` tells for each of its characters where it stands in the source, None if there."""

    text: str
    places: Sequence[int] | None = None

    def source(self, span: Span) -> Span:
        """Give the span of the source for one of the text."""
        if self.places is None or span.start >= span.end:
            return span
        return Span(start=self.places[span.start], end=self.places[span.end - 1] + 1)


def flattened(text: str) -> Flat:
    """Give a text without marks of emphasis and code, zero-width characters and all blanks of a run but one.

    Lines stay as they are, and bullets too, and a text of nothing but dress.
    """
    cuts = [found.span() for found in _DRESS.finditer(text)]
    if not cuts:
        return Flat(text=text)
    places: list[int] = []
    at = 0
    for start, end in [*cuts, (len(text), len(text))]:
        places += range(at, start)
        at = end
    plain = "".join(text[place] for place in places)
    return Flat(text=plain, places=places) if plain.strip() else Flat(text=text)
