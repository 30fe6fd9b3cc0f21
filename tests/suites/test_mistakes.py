from __future__ import annotations

import json
import warnings
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from regold import suites
from regold.errors import SuiteError
from tests.suites.writing import WHOLE, in_suite, load_case, write, wrong

if TYPE_CHECKING:
    from pathlib import Path


def only(folder: Path, case: str) -> str:
    """Give the one mistake of one case given by its lines; its first line is 3, its first column 5."""
    (mistake,) = wrong(folder, in_suite(case))
    return mistake


def test_all_mistakes_of_a_suite_come_at_once_each_at_its_place(tmp_path: Path) -> None:
    assert wrong(
        tmp_path,
        """\
        suit: returns
        severity: urgent
        sources: kb/returns.md
        cases:
          - id: return-window
            query: How long?
            goldn: 30 days
            expect:
              contains: "30 days"
              min_confidence: 60
          - id: return-window
            query: NO
            golden: [fine, 2.5]
        """,
    ) == [
        "1:1: the file has no suite; add `suite:`",
        '1:1: unknown key "suit"; did you mean "suite"?',
        '2:11: severity must be critical, high, medium or low, not "urgent"',
        "3:10: sources must be a list: [a, b], or a line with `- ` for each",
        '7:5: unknown key "goldn"; did you mean "golden"?',
        "9:17: contains must be a list: [a, b], or a line with `- ` for each",
        "10:23: min_confidence must be at most 1",
        '11:9: id "return-window" is given twice; rename this case (first at line 5)',
        '12:12: NO is a truth value to some YAML readers; quote it: "NO" (or write true or false for one)',
        "13:20: item 2 of golden must be text; put it in quotes",
    ]


@pytest.mark.parametrize(
    ("line", "mistake"),
    [
        ("qeury: x", 'unknown key "qeury"; did you mean "query"?'),
        ("Golden: x", 'unknown key "Golden"; did you mean "golden"?'),
        ("question: x", 'unknown key "question"; it is called "query" here'),
        ("answer: x", 'unknown key "answer"; it is called "golden" here'),
        ("contains: [x]", 'unknown key "contains"; it belongs under expect'),
        ("expect: {contain: [x]}", 'unknown key "contain"; did you mean "contains"?'),
        ("expect: {regex: [x]}", 'unknown key "regex"; it is called "matches" here'),
        ("links: [{url: 'https://a.b', nam: x}]", 'unknown key "nam"; did you mean "name"?'),
    ],
)
def test_an_unknown_key_says_which_was_meant(tmp_path: Path, line: str, mistake: str) -> None:
    found = only(tmp_path, f"id: a\nquery: q\ngolden: g\n{line}")
    assert found.startswith("6:")
    assert found.endswith(mistake)


def test_an_unknown_key_like_no_other_is_told_which_there_are(tmp_path: Path) -> None:
    (mistake,) = wrong(tmp_path, "suite: s\nzzz: 1\ncases: [{id: a, query: q, golden: g}]\n")
    assert mistake == ('2:1: unknown key "zzz"; known here: topic, owner, severity, sources, tags, links, suite, cases')


def test_a_key_that_is_missing_is_told_at_the_start_of_what_lacks_it(tmp_path: Path) -> None:
    assert only(tmp_path, "query: q\ngolden: g") == "3:5: this case has no id; add `id:`"
    assert only(tmp_path, "id: a\nturns:\n  - golden: g") == "5:9: this turn has no query; add `query:`"
    assert only(tmp_path, "id: a\nquery: q\ngolden: g\nlinks: [{name: x}]") == "6:13: this link has no url; add `url:`"
    assert wrong(tmp_path, "suite: s\n") == ["1:1: the file has no cases; add `cases:`"]


@pytest.mark.parametrize("text", ["null", "text", "- a", "30"])
def test_a_file_that_holds_something_else_says_how_to_start(tmp_path: Path, text: str) -> None:
    assert wrong(tmp_path, text) == ["1:1: a suite holds `key: value` lines; start it with `suite:` and `cases:`"]


@pytest.mark.parametrize(
    ("line", "mistake"),
    [
        ("owner: 30", "6:12: owner must be text; put it in quotes"),
        ("owner: true", "6:12: owner must be text; put it in quotes"),
        ("owner:", "6:11: owner has no value; give one, or remove the key"),
        ("owner: null", "6:12: owner has no value; give one, or remove the key"),
        ("owner: [a]", "6:12: owner must be one text, not a list"),
        ("owner: {a: b}", "6:12: owner must be text, not `key: value`; quote it if it is a text"),
        ("owner: ' '", "6:12: owner must be one line of text"),
        ('owner: "a\\nb"', "6:12: owner must be one line of text"),
        (f"owner: {'x' * 201}", "6:12: owner is longer than 200 characters"),
        ("severity: hihg", '6:15: severity must be critical, high, medium or low, not "hihg"; did you mean "high"?'),
        ("severity: 1", '6:15: severity must be critical, high, medium or low, not "1"'),
        ("tags: [a b]", "6:12: item 1 of tags must be letters, digits, `-`, `_` and single dots"),
        ("tags: []", "6:11: tags is an empty list; give an item, or remove the key"),
        ("variants: [x, '']", "6:19: item 2 of variants is blank; write a text"),
        ("links: ['ftp://a.b']", "6:13: url must be a web address such as https://example.com/1"),
        ("links: ['javascript:alert(1)']", "6:13: url must be a web address such as https://example.com/1"),
        ("links: [30]", "6:13: this link must hold `key: value` lines"),
        ("expect: {}", "6:13: expect holds no condition; give one"),
        ("expect: x", "6:13: expect must hold `key: value` lines"),
        ("expect: {handoff: 'yes'}", "6:23: handoff must be true or false"),
        ("expect: {handoff: 1}", "6:23: handoff must be true or false"),
        ("expect: {min_confidence: -0.1}", "6:30: min_confidence must be at least 0"),
        ("expect: {min_confidence: 1.1}", "6:30: min_confidence must be at most 1"),
        ("expect: {min_confidence: high}", "6:30: min_confidence must be a number"),
        ("expect: {min_confidence: true}", "6:30: min_confidence must be a number"),
        ("expect: {max_latency: 8 sec}", "6:27: max_latency must be a time such as 800ms, 8s or 2m"),
        ("expect: {max_latency: 0}", "6:27: max_latency must be more than 0"),
        ("expect: {max_latency: 0s}", "6:27: max_latency must be more than 0"),
        ("expect: {max_latency: 90000}", "6:27: max_latency must be at most 86400"),
        ("expect: {contains: []}", "6:24: contains is an empty list"),
        ("expect: {matches: ['(']}", "6:24: item 1 of matches is not a regular expression: missing )"),
        ("expect: {matches: [a, 'b{99999999999999}']}", "6:27: item 2 of matches is not a regular expression"),
        ("expect: {matches: ['[[a]']}", "6:24: item 1 of matches is not a regular expression: Possible nested set"),
        (f"expect: {{matches: ['{'x' * 501}']}}", "6:24: item 1 of matches is longer than 500 characters"),
    ],
)
def test_a_value_that_cannot_be_used_is_refused_at_its_place(tmp_path: Path, line: str, mistake: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("default")
        assert only(tmp_path, f"id: a\nquery: q\ngolden: g\n{line}").startswith(mistake)


@pytest.mark.parametrize(
    "line", ["owner: *x", "severity: NO", "expect: {min_confidence: 1e-1}", "golden: &x [a]", "y: x"]
)
def test_what_could_not_be_read_is_not_refused_again_for_what_it_holds(tmp_path: Path, line: str) -> None:
    case = "id: a\nquery: q\nexpect: {handoff: true}\n" if "expect" not in line else "id: a\nquery: q\n"
    assert "in suites" in (mistake := only(tmp_path, case + line)) or "quote it" in mistake


def test_a_regular_expression_too_deep_to_compile_is_refused(tmp_path: Path) -> None:
    deep = "(" * 250 + ")" * 250
    try:
        load_case(tmp_path, f"id: a\nquery: q\nexpect: {{matches: ['{deep}']}}")
    except SuiteError as error:
        assert "is not a regular expression" in str(error)  # noqa: PT017 - either is right, by the depth of the stack


@pytest.mark.parametrize(
    "name", ["../x", "a..b", ".a", "-a", "a/b", "a b", "", "ä", "a\\b", "x" * 81, "a#b", "a\nb", "${A}"]
)
def test_an_id_or_suite_that_is_no_slug_is_refused(tmp_path: Path, name: str) -> None:
    quoted = '"' + name.replace("\\", "\\\\").replace("\n", "\\n") + '"'
    assert only(tmp_path, f"id: {quoted}\nquery: q\ngolden: g").startswith("3:9: id ")
    (mistake,) = wrong(tmp_path, f"suite: {quoted}\ncases: [{{id: a, query: q, golden: g}}]")
    assert mistake.startswith("1:8: suite ")


@pytest.mark.parametrize("name", ["a", "A-1", "9", "a.b.c", "a_b", "x" * 80, "INC-2024-001"])
def test_a_slug_is_accepted(tmp_path: Path, name: str) -> None:
    assert load_case(tmp_path, f"id: '{name}'\nquery: q\ngolden: g").id == name


@pytest.mark.parametrize(
    ("case", "mistake"),
    [
        ("id: a", "3:5: this case has neither query nor turns"),
        ("id: a\nquery: q", "3:5: this case has nothing to hold the answer against; give golden or expect"),
        ("id: a\nquery: q\nturns: [{query: q, golden: g}]", "4:5: query cannot stand beside turns"),
        ("id: a\nturns: [{query: q, golden: g}]\ngolden: g", "5:5: golden cannot stand beside turns"),
        ("id: a\nturns: [{query: q, golden: g}]\nvariants: [x]", "5:5: variants cannot stand beside turns"),
        ("id: a\nturns: [{query: q, golden: g}]\nexpect: {handoff: true}", "5:5: expect cannot stand beside turns"),
        ("id: a\nturns: [{query: q}, {query: r}]", "4:5: turns has nothing to hold the answers against"),
        ("id: a\nquery: q\nrecord: true\ngolden: g", "5:5: record cannot stand beside golden; remove it"),
        ("id: a\nturns: [{query: q, record: true, golden: g}]", "4:24: record cannot stand beside golden; remove it"),
        (
            "id: a\nturns: [{query: q, golden: g}]\nrecord: true",
            "5:5: record cannot stand beside turns; give it",
        ),
        ("id: a\nquery: q\nrecord: false", "5:13: record can only be true; remove it"),
        ("id: a\nquery: q\nrecord: yes", "5:13: yes is a truth value"),
        ("id: a\nturns: []", "4:12: turns is an empty list"),
        ("id: a\nturns: [hi]", "4:13: this turn must hold `key: value` lines"),
    ],
)
def test_a_case_is_a_question_or_a_conversation_with_something_to_hold_against(
    tmp_path: Path, case: str, mistake: str
) -> None:
    assert only(tmp_path, case).startswith(mistake)


def test_variants_do_not_take_the_name_of_a_case(tmp_path: Path) -> None:
    varied = "  - {id: a, query: q, golden: g, variants: [r, s]}\n"
    named = "  - {id: a.v2, query: q, golden: g}\n"
    assert wrong(tmp_path, "suite: s\ncases:\n" + varied + named) == [
        '4:10: id "a.v2" is also the name of a variant of another case; rename this case (first at line 3)'
    ]
    assert wrong(tmp_path, "suite: s\ncases:\n" + named + varied) == [
        '4:10: a variant of this case would be called "a.v2", and another case is; rename one of them (first at line 3)'
    ]


@pytest.mark.parametrize("name", ["x" * 78, "a."])
def test_an_id_leaves_room_for_its_variants(tmp_path: Path, name: str) -> None:
    assert only(tmp_path, f"id: {name}\nquery: q\ngolden: g\nvariants: [x]").startswith(
        "3:9: id leaves no room for the variants"
    )


def test_a_third_case_of_one_id_is_told_as_well(tmp_path: Path) -> None:
    case = "  - {id: a, query: q, golden: g}\n"
    assert [mistake[:4] for mistake in wrong(tmp_path, "suite: s\ncases:\n" + case * 3)] == ["4:10", "5:10"]


WORDS = st.sampled_from(
    [
        *["suite", "cases", "id", "query", "golden", "variants", "expect", "turns", "tags", "severity", "owner"],
        *["links", "url", "contains", "matches", "sources", "max_latency", "handoff", "min_confidence"],
        *["x", "high", "8s", "a.v1", "(", ""],
    ]
)
LEAVES = WORDS | st.integers(-2, 2) | st.booleans() | st.none() | st.floats(-1, 2, allow_nan=False)
TREES = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=5), max_leaves=20
)


def outcome(folder: Path, data: bytes) -> None:
    """Load; the only error let through to here is ours, each mistake with a place in the file."""
    path = write(folder, data)
    lines = data.count(b"\n") + data.count(b"\r") + 1
    try:
        suites.load(path, folder)
    except SuiteError as error:
        found = error.mistakes
    else:
        return
    assert found
    for mistake in found:
        assert 1 <= mistake.line <= lines + 1
        assert mistake.column >= 1
        assert "\n" not in mistake.message


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=80))
@example(b"")
@example(b"\x00")
@example(b"suite: \xff")
def test_only_our_error_is_raised_for_any_bytes(tmp_path: Path, data: bytes) -> None:
    outcome(tmp_path, data)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, len(WHOLE)), st.integers(0, 30), st.text(max_size=6))
def test_only_our_error_is_raised_for_a_suite_that_was_damaged(tmp_path: Path, at: int, gone: int, put: str) -> None:
    outcome(tmp_path, (WHOLE[:at] + put + WHOLE[at + gone :]).encode("utf-8", "replace"))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(WORDS, TREES, max_size=6) | st.fixed_dictionaries({"suite": LEAVES, "cases": st.lists(TREES)}))
def test_only_our_error_is_raised_for_values_of_any_shape(tmp_path: Path, tree: object) -> None:
    outcome(tmp_path, repr_yaml(tree).encode())


def repr_yaml(tree: object) -> str:
    """Write a tree as the strict YAML reads it, on one line."""
    if isinstance(tree, dict):
        return "{" + ", ".join(f'"{key}": {repr_yaml(value)}' for key, value in tree.items()) + "}"
    if isinstance(tree, list):
        return "[" + ", ".join(map(repr_yaml, tree)) + "]"
    if isinstance(tree, float):
        return f"{tree:.3f}"
    return json.dumps(tree)
