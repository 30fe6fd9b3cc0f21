from __future__ import annotations

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from yaml.resolver import Resolver

from regold.strict_yaml.scalars import AmbiguousError, plain, shown


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("null", None),
        ("", None),
        ("true", True),
        ("false", False),
        ("30", 30),
        ("-7", -7),
        ("0", 0),
        ("0.6", 0.6),
        ("-12.50", -12.5),
    ],
)
def test_a_plain_word_is_null_a_truth_value_or_a_number(word: str, value: object) -> None:
    read = plain(word)
    assert read == value
    assert type(read) is type(value)


@pytest.mark.parametrize(
    "text",
    [
        "No, gift cards are non-refundable.",
        "Yes you can",
        "8s",
        "30 days",
        "1.2.3",
        "$49",
        "-",
        "...",
        "Nobody",
        "12:30 - 13:00",
        "2024-01-01 to 2024-02-01",
        "+49 30 123456",
        "kb/returns.md",
        "no-one",
    ],
)
def test_a_plain_text_stays_as_it_is(text: str) -> None:
    assert plain(text) == text


@pytest.mark.parametrize(
    "word",
    [
        *["NO", "No", "no", "n", "N", "yes", "Y", "on", "OFF", "True", "TRUE", "False"],
        *["~", "Null", "NULL", "<<", "="],
        *["12:30", "1:2:3", "190:20:30.15", "1e3", "1.5e3", "1E-3", "0x1F", "0o17", "017", "09", "0b101", "1_000"],
        *["+1", "1.", ".5", "-.5", ".inf", "-.INF", ".nan", "1234567890123456", "9" * 5000],
        *["2024-01-01", "2024-01-01T10:00:00Z", "2024-1-1 10:00:00 +02:00"],
    ],
)
def test_a_word_that_yaml_would_read_otherwise_is_to_be_quoted(word: str) -> None:
    with pytest.raises(AmbiguousError, match="quote it: "):
        plain(word)


@given(st.text("0123456789+-._:eExXobTZ yYnNoOfFtrueals~<=", min_size=1, max_size=14))
@example("1.e+3")
@example("._")
@example("-0.0")
def test_what_is_accepted_means_the_same_to_pyyaml(word: str) -> None:
    try:
        value = plain(word)
    except AmbiguousError:
        return
    tag = Resolver().resolve(yaml.ScalarNode, word, (True, False))  # type: ignore[no-untyped-call]  # it is untyped
    expected = {str: "str", int: "int", float: "float", bool: "bool", type(None): "null"}[type(value)]
    assert tag == f"tag:yaml.org,2002:{expected}"
    assert value == (word if isinstance(value, str) else yaml.load(word, yaml.CSafeLoader))


def test_a_text_is_named_on_one_line_cut_when_long_and_with_nothing_invisible() -> None:
    assert shown("two\n  lines") == '"two lines"'
    assert shown("x" * 100) == '"' + "x" * 39 + '…"'
    assert shown("a\u202eb\x1b") == '"aU+202EbU+001B"'
