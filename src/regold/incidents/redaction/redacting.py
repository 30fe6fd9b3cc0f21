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
        self._known = {one.strip(): _kind_of(one.strip()) for one in contact if len(one.strip()) >= _SHORTEST}
        self._contact = frozenset(self._known)
        self._allowed = [normalise(one) for one in allowed]
        self._replacer = Replacer()

    def __call__(self, text: str) -> Redacted:
        """Give the text with stand-ins, and how many of each kind there are; what is made up already stays.

        What was found once is found again, in this text and in later ones, also where it has no shape.
        """
        found = self._found(text)
        fresh = {text[one.span.start : one.span.end]: one.kind for one in found} | self._known
        if fresh != self._known:
            self._known = {value: kind for value, kind in fresh.items() if len(value) >= _SHORTEST}
            found = self._found(text)
        counts = Counter(str(one.kind) for one in found)
        return Redacted(text="".join(self._pieces(text, found)), counts=dict(sorted(counts.items())))

    def _found(self, text: str) -> list[Found]:
        ours = merged(self._of_known(text))
        shaped = merged(one for one in find(text) if self._is_personal(one, text) and _is_free(one, ours))
        first = (*ours, *shaped)
        named = merged(one for one in self._recognise(text) if self._is_personal(one, text) and _is_free(one, first))
        return sorted((*first, *named), key=lambda one: one.span.start)

    def _of_known(self, text: str) -> Iterator[Found]:
        for value in sorted(self._known, key=len, reverse=True):
            words = r"\s+".join(map(re.escape, value.split()))
            case = re.IGNORECASE if value in self._contact else re.NOFLAG
            for match in re.finditer(rf"(?<!\w){words}(?!\w)", text, case):
                yield Found(kind=self._known[value], span=Span(start=match.start(), end=match.end()))

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
    """Give the kind of a value of a contact record by its shape, else by its digits and blanks."""
    found = find(value)
    if found and found[0].span == Span(start=0, end=len(value)):
        return found[0].kind
    if not any(map(str.isdigit, value)):
        return Personal.NAME
    return Personal.STREET if " " in value else Personal.ORDER
