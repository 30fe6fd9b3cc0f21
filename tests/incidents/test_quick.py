"""What is read quickly is what the strict reader gives, or it is left to that one."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from regold.incidents.file import bytes_of, record_of
from regold.incidents.quick import quick
from regold.incidents.words import INCIDENT
from regold.strict_yaml import quoting
from regold.strict_yaml.mistakes import Mistakes
from regold.strict_yaml.quoting import Written, visible
from regold.strict_yaml.reader import Value, read
from tests.incidents.making import incident
from tests.incidents.test_record import FULL

TEXT = st.text(st.characters(codec="utf-8"), max_size=20).map(visible)
KEYS = st.sampled_from(["a", "bc", "d_e", "on", "null", "a b", "yes", "INC"])
VALUES: st.SearchStrategy[Value] = st.recursive(
    st.booleans() | st.integers(-(10**15), 10**15) | TEXT | st.sampled_from(["a\nb", "a\n\nb\n", " x\ny", "a\n\n"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=8,
)


def strictly(data: bytes) -> Value:
    """Give what the strict reader gives, None where it finds a mistake."""
    mistakes = Mistakes("x")
    document = read(data, mistakes, INCIDENT)
    return document.value if document and not mistakes else None


def test_a_record_is_read_quickly_as_it_was_written() -> None:
    assert quick(bytes_of(FULL, "x")) == record_of(FULL)
    assert quick(bytes_of(incident(), "x")) == record_of(incident())


@given(st.dictionaries(KEYS, VALUES, min_size=1, max_size=4))
def test_what_was_written_is_read_as_it_was_meant_or_not_at_all(value: dict[str, Value]) -> None:
    data = f"{quoting.block(cast('Written', value), 0)}\n".encode()
    assert quick(data) in (None, strictly(data))


LINES = st.sampled_from(
    [
        'a: "x"', "a:", "  b:", '  b: "y"', '  - "z"', '  - c: "z"', '    d: "w"', "b: |-", "b: |", "b: |+",
        "    text", "  text", "", " ", "# c",
        '- "x"', "a: 1", "a: 01", "a: -0", "a: true", "a: yes", "on: 1", 'a: "x" # c',
        'a: "\\n"', "a: []", "---", "...", "? a", "a: &x 1", '"a": 1', "  - - 1", "  -", "a: 'x'", "a: x", "\ta: 1",
        'a: "\t"', "%YAML 1.2", 'é: "x"',
    ]
)  # fmt: skip


@given(st.lists(LINES, max_size=8), st.booleans())
@example(['a: "x"', "", 'b: "y"'], True)
@example(["b: |-", "  text", "", "  "], True)
@example(["b: |-", "    text"], True)
@example(["b: |", "  text"], False)
@example(["b:", "a: 1"], True)
@example(['a: "x"', 'a: "y"'], True)
def test_whatever_else_is_written_it_never_says_otherwise_than_the_strict_reader(lines: list[str], ends: bool) -> None:
    data = "\n".join(lines).encode() + b"\n" * ends
    found = quick(data)
    assert found is None or found == strictly(data)


@pytest.mark.parametrize(
    "data", [b"", b"\n", b"\xff", b"\xef\xbb\xbfa: 1\n", b"a: 1\r\n", b'a: "\x7f"\n', b"a: 1\n" * 2]
)
def test_what_is_odd_is_left_to_the_strict_reader(data: bytes) -> None:
    assert quick(data) is None


def test_a_comment_is_left_to_it_too() -> None:
    data = bytes_of(replace(incident(), title="x"), "x")
    assert quick(data.replace(b'title: "x"', b'title: "x"  # why')) is None
