"""What a suite must hold when a change has been made, from what it held before; it knows no text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import cast

from regold.strict_yaml.reader import Value
from regold.suites.writing.edits import AddCase, AddGolden, Edit, RemoveKey, SetGolden, SetKey

Table = dict[str, Value]


def meant(suite: Value, edit: Edit) -> Value:
    """Give the value of the suite with this change made; the one given stays as it is.

    The change must be one that `placing.changed` has found a place for.
    """
    suite = deepcopy(suite)
    cases = cast("list[Table]", cast("Table", suite)["cases"])
    if isinstance(edit, AddCase):
        cases.append(cast("Table", plain(edit.content)))
        return suite
    at, case = next((at, case) for at, case in enumerate(cases) if case["id"] == edit.case)
    if isinstance(edit, SetKey):
        case[edit.key] = plain(edit.value)
    elif isinstance(edit, RemoveKey):
        del case[edit.key]
    elif "turns" in case:
        turns = cast("list[Table]", case["turns"])
        turns[edit.turn] = _with_golden(turns[edit.turn], edit)
    else:
        cases[at] = _with_golden(case, edit)
    return suite


def plain(value: object) -> Value:
    """Give a value of mappings and sequences as the dicts and lists that the reader makes."""
    if isinstance(value, Mapping):
        return {name: plain(inner) for name, inner in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [plain(inner) for inner in value]
    return cast("Value", value)


def same(one: Value, other: Value) -> bool:
    """Tell whether two values are the same, the order of keys and the kinds of numbers included."""
    return repr(one) == repr(other)


def _with_golden(query: Table, edit: SetGolden | AddGolden) -> Table:
    held = query.get("golden")
    if held is None:
        behind = "record" if "record" in query else "query"
        return {key: value for name in query for key, value in _with_new(name, query, behind, edit.text)}
    goldens = held if isinstance(held, list) else [held]
    if isinstance(edit, AddGolden):
        return {**query, "golden": [*goldens, edit.text]}
    return {**query, "golden": [edit.text] if isinstance(held, list) else edit.text}


def _with_new(name: str, query: Table, behind: str, text: str) -> list[tuple[str, Value]]:
    old = [] if name == "record" else [(name, query[name])]
    return [*old, ("golden", text)] if name == behind else old
