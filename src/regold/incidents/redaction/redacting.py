"""Takes customers' data out of the texts of one incident, in the order: who wrote it, shapes, names; then stand-ins."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain

from regold.incidents.redaction.finding import Found, Personal, find, is_allowed, merged
from regold.incidents.redaction.recognising import Recognise
from regold.incidents.redaction.replacing import Replacer, is_synthetic
from regold.incidents.redaction.texts import Redacted
from regold.model import Span
from regold.text.normalise import normalise

_SHORTEST = 3
"""Letters of a value of a contact record under which it would be found in other words too."""


class Redactor:
    """Redacts all texts of one incident: the same value gets the same stand-in in each of them.

    recognise: finds names and more; see `recognising`.
    contact: the values of the customer's own contact record; they are taken out wherever they stand.
    allowed: texts without customers' data, such as the articles: what stands in them stays.
    """

    def __init__(self, recognise: Recognise, *, contact: Sequence[str] = (), allowed: Sequence[str] = ()) -> None:
        self._recognise = recognise
        self._contact = sorted({one.strip() for one in contact if len(one.strip()) >= _SHORTEST}, key=len, reverse=True)
        self._allowed = [normalise(one) for one in allowed]
        self._replacer = Replacer()

    def __call__(self, text: str) -> Redacted:
        """Give the text with stand-ins, and how many of each kind there are; what is made up already stays."""
        ours = merged(self._of_contact(text))
        shaped = merged(one for one in find(text) if self._is_personal(one, text) and _is_free(one, ours))
        first = (*ours, *shaped)
        named = merged(one for one in self._recognise(text) if self._is_personal(one, text) and _is_free(one, first))
        every = sorted((*first, *named), key=lambda one: one.span.start)
        counts = Counter(str(one.kind) for one in every)
        return Redacted(text="".join(self._pieces(text, every)), counts=dict(sorted(counts.items())))

    def _of_contact(self, text: str) -> Iterator[Found]:
        for value in self._contact:
            kind = _kind_of(value)
            words = r"\s+".join(map(re.escape, value.split()))
            for match in re.finditer(rf"(?<!\w){words}(?!\w)", text, re.IGNORECASE):
                yield Found(kind=kind, span=Span(start=match.start(), end=match.end()))

    def _is_personal(self, one: Found, text: str) -> bool:
        said = text[one.span.start : one.span.end]
        return not is_synthetic(one.kind, said) and not is_allowed(said, self._allowed)

    def _pieces(self, text: str, found: Sequence[Found]) -> Iterator[str]:
        ends = chain([0], (one.span.end for one in found))
        for end, one in zip(ends, found, strict=False):
            yield text[end : one.span.start]
            yield self._replacer.stand_in(one.kind, text[one.span.start : one.span.end])
        yield text[found[-1].span.end if found else 0 :]


def _is_free(one: Found, taken: Sequence[Found]) -> bool:
    return all(one.span.end <= other.span.start or other.span.end <= one.span.start for other in taken)


def _kind_of(value: str) -> Personal:
    """Give the kind of a value of a contact record by its shape; what has none is a name, with digits a number."""
    found = find(value)
    if found and found[0].span == Span(start=0, end=len(value)):
        return found[0].kind
    return Personal.ORDER if any(map(str.isdigit, value)) else Personal.NAME
