"""A draft holds what the record knows; what the record lacks is told with the command that adds it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from regold.incidents.conversion import drafted, gaps, never
from regold.incidents.record import Mistaken, Resolution
from tests.incidents.making import BAD, GOOD, closed, incident, later

KNOWN = incident()


def test_a_draft_holds_question_answers_words_and_where_it_came_from() -> None:
    draft = drafted(closed(KNOWN))
    assert draft is not None
    assert (draft.query, draft.bad, draft.golden) == ("How long do I have to return an item?", BAD, GOOD)
    assert (draft.excludes, draft.statements) == (("60 days of delivery",), (BAD,))
    assert (draft.topic, draft.severity, draft.document) == ("returns", "high", "kb/returns.md")
    assert (draft.url, draft.closed_at) == ("https://github.com/acme/support/issues/9", later(5))
    assert draft.key == "incidents#INC-2026-0001"


def test_what_customers_of_its_duplicates_asked_becomes_a_variant_once() -> None:
    copies = [
        replace(incident(f"INC-2026-000{at}"), what_was_wrong=Mistaken(query=query))
        for at, query in enumerate(["whats the deadline", "Whats the deadline", "how long do i have to return an item"])
    ]
    draft = drafted(KNOWN, copies)
    assert draft is not None
    assert draft.variants[3:] == ("whats the deadline",)
    assert len(draft.variants) == 4


def test_a_record_without_a_question_makes_no_draft() -> None:
    assert drafted(replace(KNOWN, what_was_wrong=Mistaken(answer=BAD))) is None


def test_a_whole_record_has_no_gaps() -> None:
    assert gaps(KNOWN) == ()


@pytest.mark.parametrize(
    ("lacking", "told"),
    [
        (replace(KNOWN, what_was_wrong=Mistaken(answer=BAD)), "set INC-2026-0001 --query TEXT"),
        (replace(KNOWN, what_was_wrong=Mistaken(query="What?")), "set INC-2026-0001 --answer TEXT"),
        (replace(KNOWN, correct=replace(KNOWN.correct, answer=None)), "set INC-2026-0001 --correct TEXT"),
        (replace(KNOWN, correct=replace(KNOWN.correct, answer=f"**{BAD}**")), "are the same"),
        (replace(KNOWN, redaction=None), "regold incident redact INC-2026-0001"),
        (replace(KNOWN, review=("a field stands in it twice",)), "a field stands in it twice"),
    ],
)
def test_each_gap_names_what_is_missing_and_what_to_type(lacking: object, told: str) -> None:
    (gap,) = gaps(lacking)  # type: ignore[arg-type]
    assert told in gap


@pytest.mark.parametrize("resolution", [one for one in Resolution if one is not Resolution.FIXED])
def test_only_what_was_fixed_or_is_open_becomes_a_case(resolution: Resolution) -> None:
    assert str(resolution) in (never(closed(KNOWN, resolution)) or "")


def test_open_and_fixed_incidents_may_become_cases() -> None:
    assert never(KNOWN) is None
    assert never(closed(KNOWN)) is None
