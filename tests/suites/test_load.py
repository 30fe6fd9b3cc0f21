from __future__ import annotations

import gc
import time
from pathlib import Path

import pytest

from regold import suites
from regold.errors import SuiteError
from regold.model import Expect, Link, Place, Severity, Turn
from tests.suites.writing import WHOLE, in_suite, load, load_case, write

ONE = "suite: s\ncases:\n  - {id: a, query: q, golden: g}\n"


def test_the_example_of_the_design_gives_its_cases_in_order(tmp_path: Path) -> None:
    cases = load(tmp_path, WHOLE)
    assert [case.key for case in cases] == [
        "returns#return-window",
        "returns#return-window.v1",
        "returns#gift-card-refund",
        "returns#cancel-by-phone",
        "returns#legal-threat",
    ]


def test_a_case_holds_what_is_written(tmp_path: Path) -> None:
    case = load(tmp_path, WHOLE)[0]
    assert case.turns == (
        Turn(
            query="How long do I have to return an item?",
            golden=("You can return any item within 30 days of delivery for a full refund.",),
            expect=Expect(
                contains=("30 days",),
                excludes=("restocking fee",),
                sources=("kb/returns.md",),
                min_confidence=0.6,
                max_latency=8.0,
            ),
        ),
    )
    assert (case.topic, case.owner, case.severity) == ("returns", "support-content", Severity.HIGH)
    assert case.sources == ("kb/returns.md",)
    assert case.variant_of is None


def test_a_case_stands_where_its_id_line_starts(tmp_path: Path) -> None:
    cases = load(tmp_path, WHOLE)
    assert cases[0].place == Place(path="it.gold.yaml", line=8, column=5)
    assert cases[2].place == Place(path="it.gold.yaml", line=19, column=5)


def test_a_variant_is_a_case_of_its_own_with_the_same_golden_and_place(tmp_path: Path) -> None:
    original, variant, *_ = load(tmp_path, WHOLE)
    assert variant.id == "return-window.v1"
    assert variant.variant_of == "return-window"
    assert variant.turns[0].query == "whats the return deadline"
    assert variant.turns[0].golden == original.turns[0].golden
    assert variant.turns[0].expect == original.turns[0].expect
    assert variant.place == original.place


def test_any_of_several_goldens_is_kept(tmp_path: Path) -> None:
    case = load(tmp_path, WHOLE)[2]
    assert case.turns[0].golden == (
        "No, gift cards are non-refundable.",
        "Gift cards cannot be refunded or exchanged for cash.",
    )


def test_a_conversation_keeps_its_turns(tmp_path: Path) -> None:
    case = load(tmp_path, WHOLE)[3]
    assert [turn.query for turn in case.turns] == ["I want to cancel", "The Pro one"]


def test_a_turn_may_be_without_anything_to_hold_against(tmp_path: Path) -> None:
    case = load_case(tmp_path, "id: a\nturns: [{query: hello}, {query: bye, golden: Bye!}]")
    assert case.turns[0] == Turn(query="hello")


def test_a_case_without_a_golden_holds_the_answer_against_its_conditions(tmp_path: Path) -> None:
    case = load(tmp_path, WHOLE)[4]
    assert case.turns == (Turn(query="I am going to sue you", expect=Expect(handoff=True)),)


def test_the_suite_gives_defaults_and_the_case_has_the_last_word(tmp_path: Path) -> None:
    plain, own = load(
        tmp_path,
        """\
        suite: s
        topic: billing
        owner: finance
        severity: low
        sources: [kb/a.md]
        cases:
          - {id: plain, query: q, golden: g}
          - {id: own, query: q, golden: g, topic: tax, owner: legal, severity: critical, sources: [kb/b.md]}
        """,
    )
    assert (plain.topic, plain.owner, plain.severity, plain.sources) == (
        "billing",
        "finance",
        Severity.LOW,
        ("kb/a.md",),
    )
    assert (own.topic, own.owner, own.severity, own.sources) == ("tax", "legal", Severity.CRITICAL, ("kb/b.md",))


def test_a_case_can_have_no_sources_whatever_the_suite_has(tmp_path: Path) -> None:
    (case,) = load(tmp_path, "suite: s\nsources: [kb/a.md]\ncases:\n  - {id: a, query: q, golden: g, sources: []}\n")
    assert case.sources == ()


def test_tags_and_links_of_a_case_are_added_to_those_of_the_suite(tmp_path: Path) -> None:
    (case,) = load(
        tmp_path,
        """\
        suite: s
        tags: [smoke, shop]
        links: ["https://example.com/1"]
        cases:
          - id: a
            query: q
            golden: g
            tags: [shop, slow]
            links: [{url: "https://example.com/2", name: TICKET-2}]
        """,
    )
    assert case.tags == ("smoke", "shop", "slow")
    assert case.links == (
        Link(url="https://example.com/1", name="https://example.com/1"),
        Link(url="https://example.com/2", name="TICKET-2"),
    )


def test_what_is_left_out_is_empty_and_the_severity_medium(tmp_path: Path) -> None:
    case = load_case(tmp_path, "id: a\nquery: q\ngolden: g")
    assert (case.topic, case.owner, case.severity) == (None, None, Severity.MEDIUM)
    assert (case.sources, case.tags, case.links) == ((), (), ())


@pytest.mark.parametrize(
    ("written", "seconds"), [("8s", 8.0), ("800ms", 0.8), ("2m", 120.0), ("1.5s", 1.5), ("8", 8.0), ("0.25", 0.25)]
)
def test_a_latency_is_a_time_or_a_number_of_seconds(tmp_path: Path, written: str, seconds: float) -> None:
    case = load_case(tmp_path, f"id: a\nquery: q\nexpect: {{max_latency: {written}}}")
    assert case.turns[0].expect.max_latency == pytest.approx(seconds)


def test_nothing_is_replaced_in_a_suite(tmp_path: Path) -> None:
    case = load_case(tmp_path, "id: a\nquery: What is ${HOME}?\ngolden: '{query} and {{x}}'")
    assert case.turns[0] == Turn(query="What is ${HOME}?", golden=("{query} and {{x}}",))


def test_a_place_is_relative_to_the_root_only_inside_it(tmp_path: Path) -> None:
    path = write(tmp_path, ONE, "deep/er/it.gold.yaml")
    assert suites.load(path, tmp_path)[0].place.path == "deep/er/it.gold.yaml"
    assert suites.load(path, tmp_path / "other")[0].place.path == path.as_posix()


def test_a_suite_is_known_by_its_name() -> None:
    assert suites.is_suite(Path("a/returns.gold.yaml"))
    assert suites.is_suite(Path("returns.gold.yml"))
    assert not suites.is_suite(Path("returns.yaml"))
    assert not suites.is_suite(Path("returns.gold.yaml.bak"))


def test_a_file_that_is_not_there_is_a_mistake_of_the_user(tmp_path: Path) -> None:
    with pytest.raises(SuiteError, match=r"^no\.gold\.yaml:1:1: cannot be read \(No such file or directory\)"):
        suites.load(tmp_path / "no.gold.yaml", tmp_path)


def test_folders_are_searched_and_files_are_taken_as_they_are(tmp_path: Path) -> None:
    write(tmp_path, in_suite("id: b\nquery: q\ngolden: g"), "suites/b.gold.yml")
    write(tmp_path, in_suite("id: a\nquery: q\ngolden: g"), "suites/deep/a.gold.yaml")
    write(tmp_path, "no suite at all", "suites/notes.yaml")
    write(tmp_path, in_suite("id: c\nquery: q\ngolden: g"), "other.yaml")
    cases = suites.load_all([Path("suites"), Path("other.yaml")], tmp_path)
    assert [case.id for case in cases] == ["b", "a", "c"]


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    path = write(tmp_path, ONE, "suites/it.gold.yaml")
    assert len(suites.load_all([Path("suites"), path], tmp_path)) == 1


def test_the_mistakes_of_all_files_come_at_once(tmp_path: Path) -> None:
    write(tmp_path, "suite: NO\n", "suites/a.gold.yaml")
    write(tmp_path, "suite: b: c\n", "suites/b.gold.yaml")
    write(tmp_path, ONE, "suites/c.gold.yaml")
    with pytest.raises(SuiteError) as caught:
        suites.load_all([Path("suites"), Path("gone")], tmp_path)
    assert [f"{mistake.path}:{mistake.line}:{mistake.column}" for mistake in caught.value.mistakes] == [
        "gone:1:1",
        "suites/a.gold.yaml:1:1",
        "suites/a.gold.yaml:1:8",
        "suites/b.gold.yaml:1:9",
    ]


def test_a_folder_without_suites_is_a_mistake(tmp_path: Path) -> None:
    (tmp_path / "suites").mkdir()
    with pytest.raises(SuiteError, match="suites:1:1: this folder holds no suite; write one named"):
        suites.load_all([Path("suites")], tmp_path)


def test_two_files_may_share_a_suite_but_not_a_case(tmp_path: Path) -> None:
    write(tmp_path, in_suite("id: a\nquery: q\ngolden: g"), "a.gold.yaml")
    write(tmp_path, in_suite("id: b\nquery: q\ngolden: g"), "b.gold.yaml")
    assert len(suites.load_all([tmp_path], tmp_path)) == 2
    write(tmp_path, in_suite("id: a\nquery: q\ngolden: g"), "c.gold.yaml")
    with pytest.raises(SuiteError) as caught:
        suites.load_all([tmp_path], tmp_path)
    assert str(caught.value) == (
        "c.gold.yaml:3:5: s#a is already taken (first at a.gold.yaml:3:5); rename this case or its suite"
    )


def test_five_thousand_cases_take_less_than_a_second_of_cpu(tmp_path: Path) -> None:
    case = (
        "  - id: case-{0}\n    query: How long do I have to return item {0}?\n"
        "    golden: You can return any item within {0} days of delivery.\n    variants: [how long for {0}]\n"
        '    expect:\n      contains: ["{0} days"]\n      max_latency: 8s\n'
    )
    path = write(tmp_path, ("suite: big\ncases:\n" + "".join(map(case.format, range(5_000)))).encode())
    started = time.process_time()
    cases = suites.load(path, tmp_path)
    spent = time.process_time() - started
    assert len(cases) == 10_000
    assert spent < 1.0


def test_the_garbage_collector_is_left_as_it_was(tmp_path: Path) -> None:
    load(tmp_path, ONE)
    assert gc.isenabled()
    gc.disable()
    try:
        load(tmp_path, ONE)
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_a_case_whose_golden_is_to_be_recorded_is_to_review_with_its_variants(tmp_path: Path) -> None:
    plain, variant = load(tmp_path, in_suite("id: a\nquery: q\nvariants: [r]\nrecord: true"))
    assert plain.turns == (Turn(query="q", record=True),)
    assert plain.to_review
    assert variant.to_review
    assert load_case(tmp_path, "id: a\nturns: [{query: q, golden: g}, {query: r, record: true}]").to_review
    assert not load_case(tmp_path, "id: a\nturns: [{query: q, golden: g}, {query: r}]").to_review
