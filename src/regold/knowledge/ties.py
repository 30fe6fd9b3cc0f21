"""Ties cases to articles: by the sources they name, by those the endpoint named, by their words and facts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from regold.model import Case

EXACT, BY_NAME, RETURNED = 1.0, 0.9, 0.8
"""How strong a tie is: the source is the id of the article; only its file name is; the endpoint named it."""


class TieKind(StrEnum):
    """What ties a case to an article, the strongest first."""

    SOURCE = "source"
    RETURNED = "returned"
    TEXT = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """That a case depends on an article: how surely, from 0 to 1, and why, in a few words."""

    case: str
    article: str
    kind: TieKind
    strength: float
    reason: str


class Names:
    """Finds the article that a source names: its id, the end of its path, its file name with or without ending."""

    def __init__(self, articles: Iterable[str]) -> None:
        self._ids = frozenset(articles)
        self._by_end: dict[str, set[str]] = {}
        for article in self._ids:
            for end in _ends(article):
                self._by_end.setdefault(end, set()).add(article)

    def find(self, source: str) -> tuple[frozenset[str], float]:
        """Give the articles that a source may name, and how surely: none, one, or several of the same file name."""
        if source in self._ids:
            return frozenset([source]), EXACT
        bare = source.partition("#")[0].partition("?")[0].strip().strip("/").removeprefix("./")
        if bare in self._ids:
            return frozenset([bare]), EXACT
        for end in _ends(bare):
            if found := self._by_end.get(end):
                return frozenset(found), BY_NAME if len(found) == 1 else BY_NAME / len(found)
        return frozenset(), 0.0


def declared(case: Case, names: Names) -> tuple[Tie, ...]:
    """Give the ties by the sources that a case names, its own and those its answer must give."""
    ties = []
    for source in dict.fromkeys((*case.sources, *(one for turn in case.turns for one in turn.expect.sources))):
        found, strength = names.find(source)
        ties += [
            Tie(
                case=case.key,
                article=article,
                kind=TieKind.SOURCE,
                strength=strength,
                reason=f"its sources name {source}",
            )
            for article in sorted(found)
        ]
    return tuple(ties)


def returned(case: Case, names: Names, past: Mapping[str, Collection[str]]) -> tuple[Tie, ...]:
    """Give the ties by the sources that the endpoint named when it last answered; `past` holds them by case key."""
    ties = []
    for source in sorted(past.get(case.key, ())):
        found, strength = names.find(source)
        reason = f"the endpoint answered from {source} before"
        ties += [
            Tie(case=case.key, article=article, kind=TieKind.RETURNED, strength=strength * RETURNED, reason=reason)
            for article in sorted(found)
        ]
    return tuple(ties)


def strongest(ties: Sequence[Tie]) -> Tie | None:
    """Give the strongest of some ties, None when there are none."""
    return max(ties, key=lambda tie: (tie.strength, tie.article), default=None)


def _ends(path: str) -> list[str]:
    """Give the ends of a path, the longest first, with and without the ending of the file: `a/b.md`, `b.md`, `b`."""
    steps = [step for step in path.casefold().split("/") if step]
    ends = ["/".join(steps[at:]) for at in range(len(steps))]
    bare = [end.rpartition(".")[0] for end in ends if "." in end.rpartition("/")[2][1:]]
    return [*ends, *bare]
