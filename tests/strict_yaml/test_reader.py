from __future__ import annotations

import json
import time
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from regold.strict_yaml.mistakes import MOST_MISTAKES, Mistakes
from regold.strict_yaml.reader import read
from regold.suites.words import SUITE
from tests.suites.writing import WHOLE

if TYPE_CHECKING:
    from regold.strict_yaml.reader import Value


def read_text(text: str | bytes) -> Value:
    """Read what has no mistake."""
    mistakes = Mistakes("it")
    document = read(text if isinstance(text, bytes) else text.encode(), mistakes, SUITE)
    assert mistakes.in_order() == ()
    assert document is not None
    return document.value


def wrong(text: str | bytes) -> list[str]:
    mistakes = Mistakes("it")
    read(text if isinstance(text, bytes) else text.encode(), mistakes, SUITE)
    return [str(mistake).removeprefix("it:") for mistake in mistakes.in_order()]


def only(text: str | bytes) -> str:
    (mistake,) = wrong(text)
    return mistake


def test_the_example_of_the_design_is_read_as_pyyaml_reads_it() -> None:
    assert read_text(WHOLE) == yaml.load(WHOLE, yaml.CSafeLoader)


def test_a_text_that_starts_with_no_is_a_text() -> None:
    assert read_text("golden:\n - No, gift cards are non-refundable.") == {
        "golden": ["No, gift cards are non-refundable."]
    }


def test_a_plain_NO_is_refused_with_its_place() -> None:  # noqa: N802 - as it is written
    assert only("golden:\n  - fine\n  - NO\n").startswith("3:5: NO is a truth value to some YAML readers; quote it")


def test_a_quoted_word_is_always_a_text() -> None:
    assert read_text("""["NO", '12:30', "1e3", "null", "<<"]""") == ["NO", "12:30", "1e3", "null", "<<"]


def test_block_texts_are_kept_as_they_are() -> None:
    assert read_text("a: |\n  NO\n  # no comment\nb: >\n  one\n  two\n") == {
        "a": "NO\n# no comment\n",
        "b": "one two\n",
    }


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("query: Where is order #12", "#12"),
        ("query: Where is order # 12", "# 12"),
        ("query: Where is order  #12", "#12"),
        ("query: Where is\n  order #12\n", "#12"),
        ("query: #12", "#12"),
        ("query: [order #12\n]", "#12"),
        ("handoff: true #12", "#12"),
        ("query: order\t#12", "#12"),
    ],
)
def test_a_text_that_would_be_cut_at_a_hash_is_refused(text: str, cut: str) -> None:
    assert f'"{cut}" would be cut off as a comment; quote the whole text' in only(text)


@pytest.mark.parametrize(
    "text",
    [
        "a: text  # a comment",
        "a: text  ## a comment",
        "a: text  #",
        "a: text\t# a comment",
        "a: true # a comment",
        "a: 0.5 # a comment",
        "a: text\n# a comment\n",
        "a: text\n  # a comment\n",
        "a: text\r\n# a comment\r\n",
        'a: "text" # a comment',
        "a: C#",
        "a: x#12",
        'a: "order #12"',
        "a: [x]  # a comment",
    ],
)
def test_a_comment_set_apart_from_the_text_is_a_comment(text: str) -> None:
    assert read_text(text) == yaml.load(text, yaml.CSafeLoader)


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("a: &x b", "1:4: anchors (&x) are not used in suites"),
        ("a: b\nc: *x", "2:4: aliases (*x) are not used in suites"),
        ("a: !!str b", "1:4: tags (tag:yaml.org,2002:str) are not used in suites"),
        ("a: ! b", "1:4: tags (!) are not used in suites"),
        ("a: !!python/object/apply:os.system [x]", "1:4: tags (tag:yaml.org,2002:python/object/apply:os.system)"),
        ("<<: {a: b}", "1:1: merge keys (<<) are not used in suites"),
        ("%YAML 1.1\n---\na: b", "1:1: directives (%) are not used in suites"),
        ("%TAG ! tag:x,2000:\n---\na: b", "1:1: directives (%) are not used in suites"),
        ("a: b\n---\nc: d", "2:1: a second document starts here"),
        ("{a: b}: c", "1:1: a key must be text"),
        ("? [a, b]\n: c", "1:3: a key must be text"),
        ("30: b", "1:1: a key must be text"),
        ("true: b", "1:1: a key must be text"),
        ("on: b", "1:1: on is a truth value to some YAML readers; quote it"),
    ],
)
def test_what_suites_do_without_is_refused_at_its_place(text: str, mistake: str) -> None:
    assert only(text).startswith(mistake)


def test_a_document_may_be_opened_and_closed() -> None:
    assert read_text("---\na: b\n...\n") == {"a": "b"}


def test_a_key_given_twice_names_the_line_of_the_first() -> None:
    assert wrong('a: 1\nb:\n  c: 1\n  d: 2\n  "c": 3\na: 4\n') == [
        '5:3: "c" is given twice (first at line 3); keep one',
        '6:1: "a" is given twice (first at line 1); keep one',
    ]


@pytest.mark.parametrize(
    "character", ["\x00", "\x07", "\x1b", "\x7f", "\x85", "\x9f", "\u200f", "\u202e", "\u2066", "\u2028", "\ufeff"]
)
def test_an_invisible_character_is_refused_at_its_place(character: str) -> None:
    assert only(f"a: b\nc: dé{character}f\n") == f"2:6: invisible character U+{ord(character):04X}; remove it"


@pytest.mark.parametrize("escape", ["\\0", "\\e", "\\x7f", "\\u202e", "\\L", "\\N"])
def test_an_invisible_character_is_refused_as_an_escape_too(escape: str) -> None:
    assert "holds an invisible character as an escape; remove it" in only(f'a: "b{escape}c"')


def test_a_lone_carriage_return_is_refused_and_windows_line_ends_are_not() -> None:
    assert only("a: b\r").startswith("1:5: invisible character U+000D")
    assert read_text("a: b\r\nc: d\r\n") == {"a": "b", "c": "d"}


def test_tabs_accents_and_emoji_are_text() -> None:
    assert read_text('a: "x\ty"\nb: Größe 👍🏽 👨‍👩‍👧\n') == {"a": "x\ty", "b": "Größe 👍🏽 👨‍👩‍👧"}


def test_a_byte_order_mark_at_the_start_is_ignored() -> None:
    assert read_text(b"\xef\xbb\xbfa: b") == {"a": "b"}
    assert only(b"\xef\xbb\xbfa: NO").startswith("1:4:")


@pytest.mark.parametrize(
    ("data", "place"),
    [("a: b".encode("utf-16"), "1:1"), ("a: b\nc: Grö".encode("latin-1"), "2:6"), (b"\xef\xbb\xbfab\xff", "1:3")],
)
def test_another_encoding_than_utf_8_is_refused_at_the_first_byte_that_is_not(data: bytes, place: str) -> None:
    assert only(data) == f"{place}: this is not UTF-8; save the file as UTF-8"


def test_a_file_that_is_too_large_is_refused() -> None:
    assert only(b"#" * (SUITE.most_bytes + 1)).startswith("1:1: the file is larger than 16 MiB")


def test_a_file_of_too_many_values_is_refused() -> None:
    assert "more than 1,000,000 values" in only("[" + "a," * 1_000_001 + "]")


def test_twenty_levels_are_read_and_one_more_is_refused() -> None:
    assert read_text("[" * 20 + "]" * 20) != []
    assert only("[" * 21 + "]" * 21) == "1:21: nested deeper than 20 levels; a suite needs less"


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "[1,", "? "])
def test_nesting_without_end_is_refused_and_crashes_nothing(opening: str) -> None:
    assert "nested deeper than 20 levels" in only(opening * 200_000)


def test_a_long_line_takes_no_longer_for_a_comment_in_the_file() -> None:
    many = "[" + "a , " * 100_000 + "]  # end"
    started = time.process_time()
    assert read_text(many) == ["a"] * 100_000
    assert time.process_time() - started < 2


def test_a_merge_bomb_is_refused_before_it_grows() -> None:
    levels = (f"{new}: &{new} {{<<: [{', '.join([f'*{old}'] * 9)}]}}\n" for old, new in pairwise("abcdefghijk"))
    bomb = "a: &a {k: v}\n" + "".join(levels)
    wrong(bomb)
    started = time.process_time()
    found = wrong(bomb)
    spent = time.process_time() - started
    assert found[:2] == [
        "1:4: anchors (&a) are not used in suites; remove it",
        "2:4: anchors (&b) are not used in suites; remove it",
    ]
    assert spent < 0.05, "no time to build anything"


def test_all_mistakes_are_given_at_once_from_top_to_bottom() -> None:
    text = "a: NO\nb: &x 12:30\nc: order #12\nd: *x\na: fine\n"
    assert [mistake.partition(": ")[0] for mistake in wrong(text)] == ["1:4", "2:4", "2:4", "3:4", "4:4", "5:1"]


def test_a_syntax_error_comes_after_the_mistakes_above_it() -> None:
    first, second = wrong("a: NO\nb: c: d\n")
    assert first.startswith("1:4: NO")
    assert second == (
        "2:5: this is not YAML: mapping values are not allowed in this context; "
        "a text with `: ` in it must be quoted; else check the indentation"
    )


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("a: @b", "quote a text that starts with @"),
        ("a:\n\tb: c", "indent with blanks, not tabs"),
        ('a: "b', "a quote or bracket that is opened is never closed"),
        ("a: [b", "a bracket that is opened is not closed"),
        ("a:\n  b\nc\n", "could not find expected ':'"),
        ("a: b\n- c", "check the indentation"),
        ("- a\nb: c", "check the indentation"),
        ('a: "\\d"', "write a backslash as"),
        ("a: b\n}", "this is not YAML"),
    ],
)
def test_a_syntax_error_says_what_to_check(text: str, advice: str) -> None:
    (mistake,) = wrong(text)
    assert advice in mistake


@pytest.mark.parametrize("text", ["", "# only a comment\n", "\n\n"])
def test_an_empty_file_says_how_to_start(text: str) -> None:
    assert only(text) == "1:1: the file is empty; start it with `suite:` and `cases:`"


def test_twenty_mistakes_are_shown_and_then_that_there_are_more() -> None:
    found = wrong("".join(f"k{number}: NO\n" for number in range(50)))
    assert len(found) == MOST_MISTAKES + 1
    assert found[-1] == "21:6: there are more mistakes from here on; mend those above first"
    assert len(wrong("a: \x00\n" * 50)) == MOST_MISTAKES + 1


FRAGMENTS = st.sampled_from(
    [
        *["a", "b: ", "- ", "\n", "\n  ", "\n    ", "[", "]", "{", "}", ", ", '"', "'", "#", " #", "  # ", "|", ">"],
        *["&x ", "*x", "!t ", "<<: ", "NO", "null", "1e3", "0.5", "12:30", "2024-01-01", "---\n", "...\n", "%", "\t"],
        *["\\", "\\u202e", "\u202e", "é", "? ", ": ", "true", "~", "1_0", "\r\n", "\r", "\x85"],
    ]
)
YAML_LIKE = st.lists(FRAGMENTS, max_size=25).map("".join)
BROKEN_SUITES = st.tuples(st.integers(0, len(WHOLE)), st.integers(0, 4), FRAGMENTS).map(
    lambda change: WHOLE[: change[0]] + change[2] + WHOLE[change[0] + change[1] :]
)


@given(st.binary(max_size=60) | st.text(max_size=60).map(lambda text: text.encode("utf-8", "replace")))
def test_any_bytes_are_read_or_have_mistakes(data: bytes) -> None:
    mistakes = Mistakes("it")
    document = read(data, mistakes, SUITE)
    assert document is not None or mistakes


@given(YAML_LIKE | BROKEN_SUITES)
def test_what_is_accepted_equals_what_pyyaml_reads(text: str) -> None:
    mistakes = Mistakes("it")
    document = read(text.encode(), mistakes, SUITE)
    if not mistakes:
        assert document is not None
        assert document.value == yaml.load(text.encode(), yaml.CSafeLoader)


@given(YAML_LIKE | BROKEN_SUITES)
def test_every_mistake_has_a_place_in_the_file(text: str) -> None:
    mistakes = Mistakes("it")
    read(text.encode(), mistakes, SUITE)
    lines = text.split("\n")
    for mistake in mistakes.in_order():
        assert 1 <= mistake.line <= len(lines) + 1
        assert mistake.column >= 1


VISIBLE = st.text(st.characters(codec="utf-8", exclude_categories=["C"]).filter(lambda c: c not in "\u2028\u2029"))
VALUES = st.recursive(
    VISIBLE | st.integers(-(10**14), 10**14) | st.booleans() | st.none(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(VISIBLE, inner, max_size=4),
    max_leaves=12,
)


@given(VALUES)
def test_json_is_read_as_itself(value: Value) -> None:
    assert read_text(json.dumps(value, ensure_ascii=False)) == value
