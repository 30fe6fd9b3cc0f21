"""The file of a case reads back as the case that was meant, and shows whether a person changed it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regold import suites
from regold.incidents.conversion import Draft, drafted_file, is_untouched, proven_file
from regold.incidents.record import Exchange
from regold.strict_yaml.quoting import visible
from tests.incidents.conversion.test_trials import BAD, DRAFT, GOOD

TEXT = st.text(min_size=1, max_size=60).map(visible).filter(lambda text: bool(text.strip()))


def read(folder: Path, data: bytes) -> suites.Loaded:
    (folder / "it.gold.yaml").write_bytes(data)
    return suites.read_all([folder / "it.gold.yaml"], folder)


def test_the_file_holds_the_case_with_its_link_and_provenance(tmp_path: Path) -> None:
    loaded = read(tmp_path, proven_file(DRAFT, [BAD, GOOD], "7"))
    case, *variants = loaded.cases
    assert loaded.mistakes == ()
    assert case.key == DRAFT.key
    assert (case.turns[0].query, case.turns[0].golden) == (DRAFT.query, (DRAFT.golden,))
    assert case.turns[0].expect.excludes == DRAFT.excludes
    assert [one.turns[0].query for one in variants] == list(DRAFT.variants)
    assert case.links[0].url == "https://github.com/acme/support/issues/9"
    assert case.provenance is not None
    assert case.provenance.incident == "INC-2026-0001"
    assert case.provenance.wrong_claims == DRAFT.statements


@given(query=TEXT, golden=TEXT, claim=TEXT, topic=TEXT)
def test_whatever_customers_write_the_suite_reads_back_as_meant(
    tmp_path_factory: pytest.TempPathFactory, query: str, golden: str, claim: str, topic: str
) -> None:
    line = " ".join(topic.split())[:200]
    draft = replace(DRAFT, query=query, golden=golden, excludes=(claim,), variants=(claim,), topic=line or None)
    trial = replace(BAD, why=f"{claim}\n{query}")
    loaded = read(tmp_path_factory.mktemp("suite"), proven_file(draft, [trial, GOOD], "7"))
    assert loaded.mistakes == ()
    assert loaded.cases[0].turns[0].query == query
    assert loaded.cases[0].turns[0].golden == (golden,)
    assert [one.id for one in loaded.cases] == ["INC-2026-0001", "INC-2026-0001.v1"]


def test_a_draft_says_at_its_head_what_is_missing(tmp_path: Path) -> None:
    data = drafted_file(Draft(incident="INC-2026-0001", query="Why?"), (), "7", ["one\n--- thing", "another"])
    assert b'# - "one\\n--- thing"\n# - "another"\n' in data
    assert read(tmp_path, data).cases[0].turns[0].record


def test_the_same_draft_gives_the_same_bytes() -> None:
    assert proven_file(DRAFT, [BAD, GOOD], "7") == proven_file(DRAFT, [BAD, GOOD], "7")


def test_a_file_is_untouched_until_a_person_changes_a_byte_of_it() -> None:
    data = proven_file(DRAFT, [BAD, GOOD], "7")
    assert is_untouched(data)
    assert not is_untouched(data.replace(b"30 days", b"31 days"))
    assert not is_untouched(b"# hello\n" + data)
    assert not is_untouched(data + b"\n")
    assert not is_untouched(b"suite: x\n")


def test_a_conversation_is_asked_turn_by_turn_and_each_other_wording_is_a_case_of_its_own(tmp_path: Path) -> None:
    draft = replace(DRAFT, earlier=(Exchange(query="Hi", answer="Hello"), Exchange(query="I bought a kettle")))
    loaded = read(tmp_path, proven_file(draft, [BAD, GOOD], "7"))
    assert loaded.mistakes == ()
    numbers = range(2, 2 + len(DRAFT.variants))
    assert [one.id for one in loaded.cases] == ["INC-2026-0001", *(f"INC-2026-0001-{one}" for one in numbers)]
    for case, query in zip(loaded.cases, (DRAFT.query, *DRAFT.variants), strict=True):
        assert [turn.query for turn in case.turns] == ["Hi", "I bought a kettle", query]
        assert [turn.golden for turn in case.turns] == [(), (), (DRAFT.golden,)]
        assert case.turns[-1].expect.excludes == DRAFT.excludes
        assert case.provenance is not None
