"""Finds cases of one suite whose ids, or whose variants' ids, are the same. Works on values not yet checked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from regold.strict_yaml.fields import LONGEST_SLUG, SLUG
from regold.strict_yaml.scalars import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regold.strict_yaml.reader import Value

_SLUG = re.compile(SLUG)


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeated:
    """A case, by index, whose name or whose variants' names cannot be kept; `first` has the same name already."""

    index: int
    first: int | None
    message: str


def variant_id(case: str, number: int) -> str:
    """Give the id of a case's variant; numbers count from 1."""
    return f"{case}.v{number}"


def repeated_ids(suite: Value) -> list[Repeated]:
    """Give each case that bears the name of an earlier one; what is not a case is passed over."""
    cases = suite.get("cases") if isinstance(suite, dict) else None
    taken: dict[str, tuple[int, bool]] = {}
    repeated: list[Repeated] = []
    for index, case in enumerate(cases if isinstance(cases, list) else ()):
        if isinstance(case, dict) and isinstance(name := case.get("id"), str):
            repeated.extend(_clashes(index, name, case.get("variants"), taken))
    return repeated


def _clashes(index: int, name: str, variants: Value, taken: dict[str, tuple[int, bool]]) -> Iterator[Repeated]:
    count = len(variants) if isinstance(variants, list) else 0
    for number in range(count + 1):
        full = variant_id(name, number) if number else name
        first, was_variant = taken.setdefault(full, (index, number > 0))
        if first != index:
            yield Repeated(index=index, first=first, message=_message(full, name, was_variant=was_variant))
            return
    if count and (len(full) > LONGEST_SLUG or not _SLUG.match(full)) and _SLUG.match(name):
        message = f"id leaves no room for the variants, the last of which would be {shown(full)}; shorten it"
        yield Repeated(index=index, first=None, message=message)


def _message(full: str, name: str, *, was_variant: bool) -> str:
    if full != name:
        return f"a variant of this case would be called {shown(full)}, and another case is; rename one of them"
    if was_variant:
        return f"id {shown(full)} is also the name of a variant of another case; rename this case"
    return f"id {shown(full)} is given twice; rename this case"
