"""Server-sent events, however their bytes are cut."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regold.targets.stream import Event, EventStream


def events(*pieces: bytes) -> list[Event]:
    stream = EventStream()
    return [event for piece in pieces for event in stream.feed(piece)] + stream.rest()


def data(*pieces: bytes) -> list[str]:
    return [event.data for event in events(*pieces)]


def test_lines_of_data_are_joined_and_one_space_behind_the_colon_is_cut() -> None:
    assert data(b"data: a\ndata:b\ndata:  c\n\n") == ["a\nb\n c"]


def test_comments_unknown_fields_and_events_without_data_are_passed_over() -> None:
    assert data(b": hi\nid: 3\nretry: 5\nfoo: bar\n\nevent: ping\n\ndata: x\n\n") == ["x"]


def test_an_event_has_its_type_for_itself_alone() -> None:
    assert [event.type for event in events(b"event: error\ndata: x\n\ndata: y\n\n")] == ["error", "message"]


def test_a_field_without_colon_has_an_empty_value() -> None:
    assert data(b"data\n\n") == [""]


def test_a_byte_order_mark_at_the_start_is_passed_over() -> None:
    assert data(b"\xef", b"\xbb", b"\xbfdata: x\n\n") == ["x"]


def test_a_line_that_is_not_utf8_is_an_error() -> None:
    with pytest.raises(UnicodeDecodeError):
        events(b"data: \xff\n\n")


LINE_ENDS = st.sampled_from(["\n", "\r\n", "\r"])
TEXT = st.text(st.characters(exclude_characters="\r\n", exclude_categories=["Cs"]))


@given(st.lists(st.lists(TEXT, min_size=1)), LINE_ENDS, st.data())
def test_what_is_written_is_read_whatever_the_cuts(texts: list[list[str]], end: str, draw: st.DataObject) -> None:
    written = "".join("".join(f"data: {line}{end}" for line in lines) + end for lines in texts).encode()
    cuts = sorted(draw.draw(st.lists(st.integers(0, len(written)))))
    pieces = [written[start:stop] for start, stop in zip([0, *cuts], [*cuts, len(written)], strict=True)]
    assert data(*pieces) == ["\n".join(lines) for lines in texts]


@given(st.binary())
def test_any_bytes_give_events_or_a_decoding_error(noise: bytes) -> None:
    try:
        events(noise)
    except UnicodeDecodeError:
        assert not noise.isascii()
