"""The gate before a file: what is left of customers' data is told by key and kind, never by its words."""

from __future__ import annotations

from dataclasses import replace

from regold.incidents.cleaning import cleaned
from regold.incidents.leftover import leftovers, texts_of
from regold.incidents.record import Detection, Event, EventType, Exchange, Judged, Mistaken, RootCause
from regold.incidents.redaction import Redactor
from regold.text.normalise import normalise
from tests.incidents.making import NOON, incident
from tests.incidents.samples import no_names

RAW = replace(
    incident(),
    title="Mail from anna@mail.test",
    description="Call +44 20 7946 0958 or +44 20 7946 0959",
    what_was_wrong=Mistaken(
        earlier=(
            Exchange(query="My mail is anna@mail.test", answer="Thanks"),
            Exchange(query="Hi", answer="+44 20 7946 0958"),
        ),
        query="order PM-2025-48213?",
        answer="Dear Mrs. Kowalska",
        wrong_claims=("PM-2025-48213",),
    ),
    detection=Detection(signals=("tobias@mail.test",)),
    root_cause=RootCause(retrieval=Judged(evidence="card 4539 5787 6362 1486")),
    timeline=(Event(at=NOON, type=EventType.NOTE, text="anna@mail.test wrote"),),
)


def test_every_text_of_a_record_is_looked_through_and_each_kind_told_once() -> None:
    assert [str(one) for one in leftovers(texts_of(RAW), [])] == [
        "title holds what looks like an e-mail address",
        "description holds what looks like a phone number",
        "earlier holds what looks like an e-mail address",
        "earlier holds what looks like a phone number",
        "query holds what looks like an order or customer number",
        "answer holds what looks like a name",
        "wrong_claims holds what looks like an order or customer number",
        "signals holds what looks like an e-mail address",
        "timeline holds what looks like an e-mail address",
        "evidence holds what looks like the number of a card",
    ]


def test_what_is_named_as_nobodys_is_not_told() -> None:
    allowed = [normalise("anna@mail.test"), normalise("Mrs. Kowalska")]
    told = {one.key for one in leftovers(texts_of(RAW), allowed)}
    assert told == {"description", "earlier", "query", "wrong_claims", "signals", "evidence"}


def test_a_record_that_was_cleaned_holds_nothing_in_the_texts_of_customers() -> None:
    after = cleaned(RAW, Redactor(no_names))
    assert {one.key for one in leftovers(texts_of(after), [])} == {"evidence"}  # which people write, not customers
    assert after.what_was_wrong.query == "order PM-9900-00001?"
    assert after.what_was_wrong.wrong_claims == ("PM-9900-00001",)
    assert after.redaction is not None
    assert after.redaction.by == "regold"
    assert after.redaction.counts == {"email": 4, "name": 1, "order": 2, "phone": 3}


def test_cleaning_again_adds_nothing() -> None:
    once = cleaned(RAW, Redactor(no_names))
    assert cleaned(once, Redactor(no_names)) == once
