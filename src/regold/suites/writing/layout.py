"""Where everything of a suite stands in its text, by offsets, so that it can be changed there. It reads no meaning."""

from __future__ import annotations

import re
from dataclasses import dataclass

from regold.strict_yaml.events import MAPPING_END, MAPPING_START, SCALAR, SEQUENCE_END, Event, Step, steps

_HEADER = re.compile(r"[|>][-+0-9]*([ \t]+#[^\r\n]*)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A value from `start` to `end` (exclusive, without the line end behind it); `column` counts from 0.

    `flow` says that it stands within brackets, or is written in them; `open_end` that a blank line behind it would
    become part of it. A mapping has `pairs`, a list `items`.
    """

    start: int
    end: int
    column: int
    flow: bool
    open_end: bool = False
    text: str | None = None
    pairs: tuple[Pair, ...] = ()
    items: tuple[Node, ...] = ()

    def pair(self, name: str) -> Pair | None:
        """Give the key of this name with its value."""
        return next((pair for pair in self.pairs if pair.key.text == name), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A key and its value."""

    key: Node
    value: Node


def lay_out(text: str) -> Node:
    """Give the outermost value of a text that `reader.read` has read without a mistake."""
    step = steps(text)
    step()
    step()
    return _node(step(), step, text, flow=False)


def header_comment(text: str, node: Node) -> str:
    """Give the comment on the first line of a literal or folded block, with the blanks before it, else nothing."""
    header = _HEADER.match(text, node.start, node.end)
    return (header[1] or "") if header else ""


def line_start(text: str, index: int) -> int:
    """Give the offset at which the line of `index` begins."""
    return text.rfind("\n", 0, index) + 1


def next_line(text: str, index: int) -> int:
    """Give the offset at which the line behind that of `index` begins, or the end of the text."""
    return text.find("\n", index) + 1 or len(text)


def _node(event: Event, step: Step, text: str, *, flow: bool) -> Node:
    start, column = event.start_mark.index, event.start_mark.column
    if type(event) is SCALAR:
        end, open_end = _end(text, event)
        return Node(start=start, end=end, column=column, flow=flow, open_end=open_end, text=event.value)
    flow = flow or event.flow_style
    pairs: list[Pair] = []
    items: list[Node] = []
    while type(inner := step()) not in {MAPPING_END, SEQUENCE_END}:
        node = _node(inner, step, text, flow=flow)
        if type(event) is MAPPING_START:
            pairs.append(Pair(key=node, value=_node(step(), step, text, flow=flow)))
        else:
            items.append(node)
    last = (pairs[-1].value if pairs else items[-1]) if not event.flow_style else None
    end, open_end = (last.end, last.open_end) if last else (inner.end_mark.index, False)
    return Node(
        start=start, end=end, column=column, flow=flow, open_end=open_end, pairs=tuple(pairs), items=tuple(items)
    )


def _end(text: str, event: Event) -> tuple[int, bool]:
    """Give where a scalar ends, and whether it has an open end.

    To the parser the blank lines behind a block scalar are part of it; its own they are only where they are kept.
    """
    start, end = event.start_mark.index, event.end_mark.index
    if event.style not in {"|", ">"}:
        return end, False
    header = _HEADER.match(text, start, end)
    if header and "+" in header[0].partition("#")[0]:
        return start + len(text[start:end].removesuffix("\n").removesuffix("\r")), True
    end = start + len(text[start:end].rstrip())
    return end + len(text[end : next_line(text, end)].rstrip("\r\n")), False
