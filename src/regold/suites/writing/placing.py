"""Makes one change in the text of a suite at the place it belongs; that it then reads right is checked in `write`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from regold.strict_yaml import quoting
from regold.strict_yaml.quoting import Written
from regold.suites.writing.edits import AddCase, AddGolden, Edit, RemoveKey, SetGolden, SetKey
from regold.suites.writing.layout import Node, Pair, header_comment, lay_out, line_start, next_line

_COMMENT_LINE = re.compile(r"([ \t]*)#")


class NoPlaceError(ValueError):
    """There is no place in the file for this change; the text says what is missing, `near` is an offset into it."""

    def __init__(self, message: str, near: int = 0) -> None:
        super().__init__(message)
        self.near = near


class Splice(NamedTuple):
    """New text in place of that from `start` to `end`; its line ends are single newlines."""

    start: int
    end: int
    new: str


def changed(text: str, edit: Edit) -> str:
    """Give the text with this change made; raises NoPlaceError where there is nothing to change."""
    line_end = "\r\n" if "\r\n" in text else "\n"
    for splice in sorted(_splices(text, lay_out(text), edit), reverse=True):
        text = text[: splice.start] + splice.new.replace("\n", line_end) + text[splice.end :]
    return text


def _splices(text: str, suite: Node, edit: Edit) -> list[Splice]:
    if isinstance(edit, AddCase):
        return [_item_behind(text, _cases(suite), edit.content)]
    case = _case(suite, edit.case)
    if isinstance(edit, SetKey):
        held = case.pair(edit.key)
        return [_in_place(text, held, case, edit.key, edit.value) if held else _pair_behind(text, case, edit)]
    if isinstance(edit, RemoveKey):
        return [_without_pair(text, case, edit.key)]
    return _golden(text, _query(case, edit.turn), edit)


def _golden(text: str, query: Node, edit: SetGolden | AddGolden) -> list[Splice]:
    held, unwritten = query.pair("golden"), query.pair("record")
    if held is None and unwritten:
        return [_in_place(text, unwritten, query, "golden", edit.text)]
    if held is None:
        return [_pair_behind(text, query, SetKey(case=edit.case, key="golden", value=edit.text), behind="query")]
    goldens = held.value
    if isinstance(edit, SetGolden):
        first, *others = goldens.items or (goldens,)
        parent = goldens.column if goldens.items else query.column
        return [_text_in_place(text, first, parent, edit.text), *_without_items(text, goldens, len(others))]
    if goldens.items:
        return [_item_behind(text, goldens, edit.text)]
    return _made_a_list(text, held, query, edit.text)


def _text_in_place(text: str, node: Node, parent: int, new: str) -> Splice:
    if node.flow:
        return Splice(node.start, node.end, quoting.quoted(new))
    written = quoting.scalar(new, parent + quoting.STEP)
    return _with_comment(text, Splice(node.start, node.end, written), header_comment(text, node))


def _in_place(text: str, held: Pair, mapping: Node, name: str, value: Written) -> Splice:
    leaves = [held.key, *_leaves(held.value)]
    for before, after in pairwise(leaves):
        _before(text, before.end, after.start)
    splice = Splice(held.key.start, held.value.end, _pair(mapping, name, value))
    return splice if mapping.flow else _with_comment(text, splice, header_comment(text, held.value))


def _with_comment(text: str, splice: Splice, comment: str) -> Splice:
    """Put a comment on the first line of what is new: on the last of several lines it would be part of a text."""
    start, end, new = splice
    first, *others = new.split("\n")
    if others and not comment:
        behind = text[end : next_line(text, end)].rstrip("\r\n")
        comment, end = behind.rstrip(), end + len(behind)
    return Splice(start, end, "\n".join([first + comment, *others]))


def _leaves(node: Node) -> Iterator[Node]:
    inner = [*(part for pair in node.pairs for part in (pair.key, pair.value)), *node.items]
    for part in inner:
        yield from _leaves(part)
    if not inner:
        yield node


def _pair(mapping: Node, name: str, value: Written) -> str:
    if mapping.flow:
        return f"{quoting.key(name)}: {quoting.flow(value)}"
    return quoting.pair(name, value, mapping.column)


def _pair_behind(text: str, mapping: Node, edit: SetKey, behind: str | None = None) -> Splice:
    anchor = (behind and mapping.pair(behind)) or mapping.pairs[-1]
    new = _pair(mapping, edit.key, edit.value)
    if mapping.flow:
        return Splice(anchor.value.end, anchor.value.end, f", {new}")
    return _line_behind(text, anchor.value.end, f"{' ' * mapping.column}{new}")


def _item_behind(text: str, items: Node, value: Written) -> Splice:
    last = items.items[-1]
    if items.flow:
        return Splice(last.end, last.end, f", {quoting.flow(value)}")
    dash = " " * items.column
    new = f"{dash}- {quoting.block(value, items.column + quoting.STEP)}"
    if not isinstance(value, Mapping):
        return _line_behind(text, last.end, new)
    end = _behind_comments(text, last.end, items.column)
    apart = _are_set_apart(text, items)
    return _line_behind(text, end, f"\n{new}" if apart else new)


def _line_behind(text: str, end: int, new: str) -> Splice:
    """Put lines behind the one in which something ends; a text without a line end at its end stays without."""
    at = next_line(text, end)
    has_line_end = text[at - 1 : at] == "\n"
    return Splice(at, at, f"{new}\n" if has_line_end else f"\n{new}")


def _behind_comments(text: str, end: int, column: int) -> int:
    """Give the end of the comments below an item that are indented as if they were its own."""
    while comment := _COMMENT_LINE.match(text, next_line(text, end)):
        if len(comment[1]) <= column:
            break
        end = comment.end()
    return end


def _are_set_apart(text: str, items: Node) -> bool:
    if len(items.items) < 2:
        return False
    between = text[items.items[-2].end : items.items[-1].start]
    return any(not line.strip() for line in between.split("\n")[1:-1])


def _made_a_list(text: str, held: Pair, mapping: Node, new: str) -> list[Splice]:
    """Make a golden the first of a list: its own text stays as it is, its further lines are moved to the right."""
    old = held.value
    if mapping.flow:
        return [Splice(old.start, old.start, "["), Splice(old.end, old.end, f", {quoting.quoted(new)}]")]
    before = text[held.key.end : old.start]
    beside = "\n" not in before
    column = mapping.column + quoting.STEP if beside else old.column
    dash = f"{' ' * column}- "
    begins = held.key.end + len(before.rstrip(" \t")) if beside else old.start
    moved = [Splice(at, at, " " * (column - mapping.column)) for at in _further_lines(text, old)]
    added = _line_behind(text, old.end, f"{dash}{quoting.scalar(new, column + quoting.STEP)}")
    return [Splice(begins, old.start, f"\n{dash}" if beside else "- "), *moved, added]


def _further_lines(text: str, node: Node) -> list[int]:
    at, found = next_line(text, node.start), []
    while at < node.end:
        if text[at] not in "\r\n":
            found.append(at)
        at = next_line(text, at)
    return found


def _without_pair(text: str, mapping: Node, name: str) -> Splice:
    held = mapping.pair(name)
    if held is None:
        raise NoPlaceError(f"it has no {name}", mapping.start)
    if mapping.flow:
        return _without_entry(text, mapping, mapping.pairs.index(held))
    if text[line_start(text, held.key.start) : held.key.start].strip():
        return _without_first(text, mapping, held)
    return _without_lines(text, held.key.start, held.value.end)


def _without_first(text: str, mapping: Node, held: Pair) -> Splice:
    """Take out a key that stands behind the dash of its item."""
    following = mapping.pairs[1].key.start if len(mapping.pairs) > 1 else held.value.end
    only_blanks = not text[held.value.end : following].strip()
    return Splice(held.key.start, following if only_blanks else held.value.end, "")


def _without_items(text: str, items: Node, count: int) -> list[Splice]:
    """Take out the last `count` items of a list."""
    gone = list(pairwise(items.items[-count - 1 :])) if count else []
    if items.flow:
        return [Splice(_before(text, item.start, kept.end), item.end, "") for kept, item in gone]
    return [_without_lines(text, _dash(text, items, kept, item), item.end) for kept, item in gone]


def _dash(text: str, items: Node, before: Node, item: Node) -> int:
    """Give the offset of the dash of an item: it may stand on a line above the item's own."""
    at = line_start(text, item.start)
    while at > before.end and text[at + items.column : at + items.column + 1] != "-":
        at = line_start(text, at - 1)
    return at + items.column


def _without_lines(text: str, start: int, end: int) -> Splice:
    first, behind = line_start(text, start), next_line(text, end)
    if text[behind - 1 : behind] != "\n":
        first -= 2 if text[:first].endswith("\r\n") else 1
    return Splice(first, behind, "")


def _without_entry(text: str, mapping: Node, at: int) -> Splice:
    entries = [(pair.key.start, pair.value.end) for pair in mapping.pairs]
    (start, end), is_last = entries[at], at == len(entries) - 1
    if not is_last:
        return Splice(start, _before(text, end, entries[at + 1][0]), "")
    return Splice(_before(text, start, entries[at - 1][1]) if at else start, end, "")


def _before(text: str, one: int, other: int) -> int:
    """Give the offset of the neighbour; raises NoPlaceError when a comment stands between the two."""
    if "#" in text[min(one, other) : max(one, other)]:
        raise NoPlaceError("a comment stands beside what is to go; move it away first", one)
    return other


def _cases(suite: Node) -> Node:
    held = suite.pair("cases")
    assert held  # noqa: S101 - a suite that was read has cases
    return held.value


def _case(suite: Node, name: str) -> Node:
    for case in _cases(suite).items:
        held = case.pair("id")
        if held and held.value.text == name:
            return case
    raise NoPlaceError(f"there is no case {name} in this suite any more; was it renamed?")


def _query(case: Node, turn: int) -> Node:
    turns = case.pair("turns")
    queries = turns.value.items if turns else (case,)
    if turn >= len(queries):
        raise NoPlaceError(f"the case has no turn {turn + 1} any more", case.start)
    return queries[turn]
