"""Proposes a golden in the place of a stale one: its own words with the articles' facts. It is for review."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from regold.knowledge.rulings import Decided
from regold.knowledge.statements import Value, statements
from regold.model import Span
from regold.text.facts import Fact, Kind, same
from regold.text.sentences import clauses


def proposed(golden: str, decided: Sequence[Decided], gravest: Decided) -> str | None:
    """Give the golden with the articles' facts; where none differs, what the article says in its place."""
    instead = [(one.point.golden.fact, one.value) for one in decided if one.point.golden and one.value]
    new, end = golden, len(golden)
    for span, said in sorted(_replaced(golden, instead), key=lambda pair: -pair[0].start):
        if span.end <= end:
            new, end = new[: span.start] + said + new[span.end :], span.start
    if new == golden and gravest.place and not gravest.point.golden:
        new = golden.replace(gravest.point.golden_says, gravest.place.text)
    return new if new != golden else None


def _replaced(golden: str, instead: Sequence[tuple[Fact, Value]]) -> Iterator[tuple[Span, str]]:
    """Give where in a golden a stale fact stands, and what belongs there."""
    for clause, statement in zip(clauses(golden), statements(golden), strict=True):
        for old in statement.values:
            new = next((value for stale, value in instead if same(stale, old.fact)), None)
            if new:
                start = golden.index(old.said, clause.start + old.fact.span.start)
                yield Span(start=start, end=start + len(old.said)), _in_dress(old, new)


def _in_dress(old: Value, new: Value) -> str:
    """Give the new value in the words of the old: what is counted keeps its name."""
    if old.fact.kind is not Kind.COUNT:
        return new.said
    number = re.match(r"\S+", new.said)
    return re.sub(r"^\S+", lambda _: number[0] if number else new.said, old.said)
