"""An incident becomes a proven case, a link or a draft; the same one again changes nothing, and no edit is lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from regold import suites
from regold.config import Config
from regold.errors import IncidentError, SuiteError
from regold.incidents import Incident, Store
from regold.incidents.record import Correct, Exchange, MissedWhy, Mistaken, Resolution
from regold.session.converting import Became, Converted, Converter, convert_closed
from tests.incidents.making import BAD, GOOD, NOON, closed, incident
from tests.incidents.samples import project, store_of

Convert = Callable[[Incident], Converted]
CASE = "suites/incidents/INC-2026-0001.gold.yaml"
DRAFT = "suites/drafts/INC-2026-0001.gold.yaml"


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return project(tmp_path)


@pytest.fixture
def store(config: Config) -> Store:
    return store_of(config)


@pytest.fixture
def convert(config: Config, store: Store) -> Convert:
    """Write the incident down if it is not there yet, and convert it."""

    def run(made: Incident) -> Converted:
        if made.id in store.ids():
            store.change(made.id, lambda held: replace(made, prevention=held.prevention, timeline=held.timeline))
        else:
            store.create(lambda _: made, 2026)
        return Converter(config, store, NOON).convert(store.read(made.id))

    return run


def suite(config: Config, text: str) -> None:
    (config.root / "suites" / "returns.gold.yaml").write_text(f"suite: returns\ncases:\n{text}", encoding="utf-8")


def test_a_whole_record_becomes_a_proven_case(config: Config, store: Store, convert: Convert) -> None:
    done = convert(incident())
    assert (done.became, done.case, done.path) == (Became.PROVEN, "incidents#INC-2026-0001", CASE)
    assert {(one.shown, one.zone) for one in done.trials} == {("bad", "rejected"), ("corrected", "accepted")}
    assert suites.load(config.root / CASE, config.root)[0].key == done.case
    prevention = store.read("INC-2026-0001").prevention
    assert prevention.case_ids == ("incidents#INC-2026-0001",)
    assert prevention.missed is not None
    assert prevention.missed.why is MissedWhy.NO_CASE


def test_converting_again_writes_nothing(config: Config, convert: Convert) -> None:
    first = convert(incident())
    before = (config.root / CASE).read_bytes(), (config.root / "incidents/INC-2026-0001.yaml").read_bytes()
    again = convert(incident())
    assert (first.written, again.written) == (True, False)
    assert (config.root / CASE).read_bytes() == before[0]
    assert (config.root / "incidents/INC-2026-0001.yaml").read_bytes() == before[1]


def test_a_record_that_changed_changes_its_case(config: Config, convert: Convert) -> None:
    convert(incident())
    other = GOOD.replace("30", "45")
    convert(replace(incident(), correct=Correct(answer=other)))
    assert suites.load(config.root / CASE, config.root)[0].turns[0].golden == (other,)


def test_a_case_that_a_person_edited_is_tried_and_stays(config: Config, convert: Convert) -> None:
    convert(incident())
    path = config.root / CASE
    path.write_text(path.read_text("utf-8").replace("quick question: how", "tell me how"), encoding="utf-8")
    edited = path.read_bytes()
    assert convert(incident()).became is Became.PROVEN
    assert path.read_bytes() == edited


def test_a_case_that_was_moved_to_another_suite_is_tried_there_and_not_made_again(
    config: Config, store: Store, convert: Convert
) -> None:
    convert(incident())
    text = (config.root / CASE).read_text("utf-8").replace('suite: "incidents"', 'suite: "returns"')
    (config.root / CASE).unlink()
    (config.root / "suites" / "returns.gold.yaml").write_text(text, encoding="utf-8")
    done = convert(incident())
    assert (done.became, done.case) == (Became.PROVEN, "returns#INC-2026-0001")
    assert done.path == "suites/returns.gold.yaml"
    assert not (config.root / CASE).exists()
    assert "returns#INC-2026-0001" in store.read("INC-2026-0001").prevention.case_ids


def test_a_case_that_was_edited_until_it_proves_nothing_is_told(config: Config, convert: Convert) -> None:
    convert(incident())
    path = config.root / CASE
    text = path.read_text("utf-8").replace(f'"{GOOD}"', f'"{BAD}"').replace('"60 days of delivery"', '"90 days"')
    path.write_text(text, encoding="utf-8")
    done = convert(incident())
    assert done.became is Became.DRAFT
    assert "does not tell the bad answer" in done.todo[0]
    assert path.read_text("utf-8") == text


def test_without_the_fact_that_was_wrong_it_becomes_a_draft_that_no_run_asks(
    config: Config, store: Store, convert: Convert
) -> None:
    vague = replace(incident(), correct=Correct(answer=None))
    done = convert(vague)
    assert (done.became, done.path) == (Became.DRAFT, DRAFT)
    assert "regold incident set INC-2026-0001 --correct TEXT" in done.todo[0]
    assert not (config.root / CASE).exists()
    assert suites.read_all([config.root / "suites"], config.root).cases == ()
    assert store.read("INC-2026-0001").prevention.case_ids == ()


def test_a_draft_goes_when_its_case_is_proven_unless_a_person_edited_it(config: Config, convert: Convert) -> None:
    convert(replace(incident(), correct=Correct(answer=None)))
    assert convert(incident()).became is Became.PROVEN
    assert not (config.root / DRAFT).exists()
    (config.root / DRAFT).write_text("suite: mine\ncases: [{id: a, query: b, golden: c}]\n", encoding="utf-8")
    convert(incident())
    assert (config.root / DRAFT).exists()


@pytest.mark.parametrize(
    "raw", [replace(incident(), redaction=None), replace(incident(), review=("a field stands in it twice",))]
)
def test_what_a_person_has_to_look_at_first_is_written_nowhere(config: Config, convert: Convert, raw: Incident) -> None:
    assert convert(raw).became is Became.HELD
    assert list((config.root / "suites").rglob("*.yaml")) == []


def test_customers_data_that_are_left_hold_a_case_back_until_they_are_named(config: Config, convert: Convert) -> None:
    asked = replace(incident().what_was_wrong, query="How long may joe@bloggs-family.net return it?")
    raw = replace(incident(), what_was_wrong=asked)
    done = convert(raw)
    assert done.became is Became.HELD
    assert done.todo[0].startswith("query holds what looks like an e-mail address: regold incident redact")
    assert "joe" not in done.todo[0]
    (config.root / "incidents/not-personal.txt").write_text("joe@bloggs-family.net\n", encoding="utf-8")
    assert convert(raw).became is Became.PROVEN


def test_a_case_that_proves_it_already_is_linked(config: Config, store: Store, convert: Convert) -> None:
    suite(config, f"  - {{id: window, query: 'How long do I have to return an item', golden: '{GOOD}'}}\n")
    done = convert(incident())
    assert (done.became, done.case, done.path) == (Became.LINKED, "returns#window", None)
    assert not (config.root / CASE).exists()
    missed = store.read("INC-2026-0001").prevention.missed
    assert missed is not None
    assert (missed.why, missed.case) == (MissedWhy.SKIPPED, "returns#window")
    assert convert(incident()).written is False


def test_a_case_in_quarantine_is_no_guard(config: Config, convert: Convert) -> None:
    held = '{owner: a, reason: b, until: "2026-12-31"}'
    asked = "How long do I have to return an item?"
    suite(config, f"  - {{id: window, query: '{asked}', golden: '{GOOD}', quarantine: {held}}}\n")
    done = convert(incident())
    assert done.became is Became.PROVEN
    assert done.missed is not None
    assert done.missed.why is MissedWhy.QUARANTINED


@pytest.mark.parametrize(
    ("golden", "why"), [(BAD, MissedWhy.GOLDEN_WRONG), ("expect", MissedWhy.TOO_LOOSE), (None, MissedWhy.NO_CASE)]
)
def test_why_the_suite_missed_it_is_kept(config: Config, convert: Convert, golden: str | None, why: MissedWhy) -> None:
    holds = f"golden: '{golden}'" if golden != "expect" else "expect: {contains: [full refund]}"
    query = "How long do I have to return an item?" if golden else "Do you sell mugs?"
    suite(config, f"  - {{id: window, query: '{query}', {holds if golden else 'golden: Yes we sell mugs'}}}\n")
    done = convert(incident())
    assert done.became is Became.PROVEN
    assert done.missed is not None
    assert (done.missed.why, done.missed.case) == (why, "returns#window" if golden else None)


def test_another_thing_with_the_same_value_is_another_case(config: Config, convert: Convert) -> None:
    suite(config, "  - {id: a, query: How long is the warranty of a grinder?, golden: Grinders have 3 years.}\n")
    asked = Mistaken(query="How long is the warranty of a kettle?", answer="Kettles have 9 years.")
    made = replace(incident(), what_was_wrong=asked, correct=Correct(answer="Kettles have 3 years."))
    assert convert(made).became is Became.PROVEN


def test_what_customers_of_copies_asked_becomes_a_variant_only_where_it_is_clean(config: Config, store: Store) -> None:
    store.create(lambda _: incident(), 2026)
    asked = ("whats the deadline", "deadline for joe@bloggs-family.net", "until when")
    copies = [
        replace(closed(incident(f"INC-2026-000{at}"), Resolution.DUPLICATE), what_was_wrong=Mistaken(query=query))
        for at, query in enumerate(asked, start=2)
    ]
    copies[2] = replace(copies[2], redaction=None)
    Converter(config, store, NOON).convert(incident(), copies)
    text = (config.root / CASE).read_text("utf-8")
    assert [query in text for query in asked] == [True, False, False]


def test_a_copy_never_becomes_a_case(config: Config, convert: Convert) -> None:
    copy = replace(closed(incident(), Resolution.DUPLICATE), duplicate_of="INC-2026-0009")
    done = convert(copy)
    assert done.became is Became.PASSED_OVER
    assert "INC-2026-0009" in done.todo[0]


def test_all_closed_incidents_are_converted_and_a_broken_file_stops_none(config: Config, store: Store) -> None:
    for _ in range(2):
        store.create(lambda name: closed(incident(name)), 2026)
    store.create(incident, 2026)
    (config.root / "incidents/INC-2026-0004.yaml").write_text("id: [\n", encoding="utf-8")
    done = list(convert_closed(Converter(config, store, NOON), store))
    assert [(one.incident, one.became) for one in done] == [
        ("INC-2026-0001", Became.PROVEN),
        ("INC-2026-0002", Became.LINKED),
        ("INC-2026-0004", Became.HELD),
    ]


def test_a_comment_in_the_record_is_not_lost_and_told(config: Config, store: Store) -> None:
    store.create(lambda _: closed(incident()), 2026)
    path = config.root / "incidents/INC-2026-0001.yaml"
    path.write_text(path.read_text("utf-8") + "# mine\n", encoding="utf-8")
    (done,) = convert_closed(Converter(config, store, NOON), store)
    assert done.became is Became.HELD
    assert "comments would be lost" in done.todo[0]


def test_a_folder_that_leads_out_of_the_project_is_not_written_to(
    config: Config, convert: Convert, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (config.root / "suites" / "incidents").symlink_to(outside)
    with pytest.raises(IncidentError, match="leads out of the project"):
        convert(incident())
    assert list(outside.iterdir()) == []


def test_suites_with_mistakes_are_told_before_anything_is_written(config: Config, store: Store) -> None:
    suite(config, "  - {id: a}\n")
    with pytest.raises(SuiteError, match="has neither query nor turns"):
        Converter(config, store, NOON)


def within(*earlier: str) -> Incident:
    said = tuple(Exchange(query=one, answer="I see.") for one in earlier)
    made = incident()
    return replace(made, what_was_wrong=replace(made.what_was_wrong, earlier=said))


def test_a_conversation_becomes_a_proven_case_with_its_turns(config: Config, convert: Convert) -> None:
    done = convert(within("I bought a kettle on sale", "It is broken"))
    assert (done.became, done.todo) == (Became.PROVEN, ())
    first, *others = suites.load(config.root / CASE, config.root)
    assert [turn.query for turn in first.turns][:2] == ["I bought a kettle on sale", "It is broken"]
    assert others
    assert convert(within("I bought a kettle on sale", "It is broken")).written is False


def test_the_same_question_behind_another_one_is_another_case(config: Config, convert: Convert) -> None:
    suite(config, f"  - id: c\n    query: How long do I have to return an item?\n    golden: {GOOD}\n")
    assert convert(within("I bought a kettle on sale")).became is Became.PROVEN


def test_a_case_with_the_same_turns_is_linked(config: Config, convert: Convert) -> None:
    turns = "      - query: I bought a kettle on sale\n        golden: Good choice.\n"
    suite(
        config,
        f"  - id: c\n    turns:\n{turns}      - query: How long do I have to return an item?\n        golden: {GOOD}\n",
    )
    done = convert(within("I bought a kettle on sale"))
    assert (done.became, done.case) == (Became.LINKED, "returns#c")


def test_a_case_with_the_same_facts_that_another_wording_slipped_past_is_named(
    config: Config, convert: Convert
) -> None:
    other = "The return window is 30 days, and it does not matter why you send the thing back to us."
    suite(config, f"  - id: c\n    query: How many days do I have to return an item?\n    golden: {other}\n")
    done = convert(incident())
    assert done.missed is not None
    assert (done.became, done.missed.case) == (Became.PROVEN, "returns#c")
    assert done.missed.why in (MissedWhy.SKIPPED, MissedWhy.OTHER_WORDING)
