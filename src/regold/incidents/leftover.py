"""Finds customers' data that stand in the texts of a record or a case, by their shape; the gate before a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from regold.incidents.record import Incident, Judged
from regold.incidents.redaction import Personal, find, is_allowed, is_synthetic


@dataclass(frozen=True, slots=True, kw_only=True)
class Leftover:
    """What looks like a customer's in a text: its kind, and the key it stands under; never the words themselves."""

    key: str
    kind: Personal

    def __str__(self) -> str:
        return f"{self.key} holds what looks like {_SAID[self.kind]}"


def texts_of(incident: Incident) -> Iterator[tuple[str, str]]:
    """Give the texts of a record that may be a customer's, by key."""
    wrong, right = incident.what_was_wrong, incident.correct
    named = (
        ("title", incident.title),
        ("description", incident.description),
        *(("earlier", text) for one in wrong.earlier for text in (one.query, one.answer)),
        ("query", wrong.query),
        ("answer", wrong.answer),
        *(("wrong_claims", one) for one in wrong.wrong_claims),
        ("correct", right.answer),
        ("quote", right.source.quote),
        *(("signals", one) for one in incident.detection.signals),
        *(("timeline", event.text) for event in incident.timeline),
        *(("evidence", one.evidence) for one in _judged(incident)),
    )
    yield from ((key, text) for key, text in named if text)


def leftovers(texts: Iterable[tuple[str, str]], allowed: Sequence[str]) -> tuple[Leftover, ...]:
    """Give what looks like a customer's in these texts, by key, each kind once for a key.

    What is made up, and what stands in `allowed`, `normalise`d texts without customers' data, is none.
    """
    found = (
        Leftover(key=key, kind=one.kind)
        for key, text in texts
        for one in find(text)
        if not is_synthetic(one.kind, said := text[one.span.start : one.span.end]) and not is_allowed(said, allowed)
    )
    return tuple(dict.fromkeys(found))


def _judged(incident: Incident) -> Iterator[Judged]:
    cause = incident.root_cause
    yield from (cause.knowledge_base, cause.retrieval, cause.generation, cause.guardrails)


_SAID = {
    Personal.EMAIL: "an e-mail address",
    Personal.TOKEN: "a password or token",
    Personal.CARD: "the number of a card",
    Personal.IBAN: "a bank account",
    Personal.IP: "an IP address",
    Personal.TAX_NUMBER: "a tax number",
    Personal.ORDER: "an order or customer number",
    Personal.PHONE: "a phone number",
    Personal.STREET: "a street address",
    Personal.NAME: "a name",
}
