"""Tells which articles, and which facts in them, no case checks, and which of these gaps weighs most."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from regold.knowledge.article import Article, Passage
from regold.knowledge.statements import Statement, equal, stated, statements
from regold.knowledge.ties import Tie
from regold.model import Case
from regold.text.facts import Fact
from regold.text.sentences import split

LEAST_TIE = 0.4
"""The strength from which a case counts as being about an article."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unchecked:
    """A fact that no case checks, as written, in the clause that states it; `place` names its headings."""

    said: str
    clause: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How much of an article is checked. `facts` counts its different facts; `gap` is what to look at first.

    `incidents` and `queries` count what came up about the article.
    """

    article: str
    title: str
    cases: tuple[str, ...]
    facts: int
    unchecked: tuple[Unchecked, ...]
    incidents: int
    queries: int
    gap: float


def coverage(
    articles: Sequence[Article],
    cases: Sequence[Case],
    ties: Sequence[Tie],
    *,
    incidents: Mapping[str, int],
    queries: Mapping[str, int],
) -> tuple[Coverage, ...]:
    """Give the coverage of each article, the widest gap first.

    `incidents` and `queries` hold counts by article. A gap is the share of facts that no case checks, times the size
    of the article (1 and its facts), times 1 + incidents, times 1 + its share of the queries for each article there
    is; an article without facts counts as one fact, checked when any case is about it.
    """
    about: dict[str, list[str]] = {}
    for tie in ties:
        if tie.strength >= LEAST_TIE and tie.case not in about.setdefault(tie.article, []):
            about[tie.article].append(tie.case)
    held = {case.key: tuple(_facts_of(case)) for case in cases}
    asked = max(1, sum(queries.values()))
    found = []
    for article in articles:
        keys = about.get(article.id, [])
        facts, unchecked = _checked(article, [fact for key in keys for fact in held.get(key, ())])
        open_share = len(unchecked) / facts if facts else float(not keys)
        came_up = (1 + incidents.get(article.id, 0)) * (1 + len(articles) * queries.get(article.id, 0) / asked)
        found.append(
            Coverage(
                article=article.id,
                title=article.title,
                cases=tuple(keys),
                facts=facts,
                unchecked=unchecked,
                incidents=incidents.get(article.id, 0),
                queries=queries.get(article.id, 0),
                gap=round(open_share * (1 + facts) * came_up, 4),
            )
        )
    return tuple(sorted(found, key=lambda one: (-one.gap, one.article)))


def _checked(article: Article, held: Sequence[Fact]) -> tuple[int, tuple[Unchecked, ...]]:
    """Give the number of different facts of an article and those that are in no golden of its cases."""
    seen: list[Fact] = []
    unchecked: list[Unchecked] = []
    for statement, passage in _statements(article):
        for value in statement.values:
            if value.fact in seen or any(equal(value.fact, other) for other in seen):
                continue
            seen.append(value.fact)
            if not any(equal(value.fact, other) for other in held):
                clause = _whole(statement.text, passage.text)
                unchecked.append(Unchecked(said=value.said, clause=clause, place=passage.place))
    return len(seen), tuple(unchecked)


def _statements(article: Article) -> Iterator[tuple[Statement, Passage]]:
    for passage in article.passages:
        alone = Article(id=article.id, title=article.title, passages=(passage,))
        yield from ((one, passage) for one in stated([alone]))


def _whole(clause: str, passage: str) -> str:
    """Give the sentence that a clause is a part of; a cell of a table, which names itself, stays as it is."""
    if ": " in clause:
        return clause
    sentences = (passage[span.start : span.end] for span in split(passage))
    return next((sentence for sentence in sentences if clause in sentence), clause)


def _facts_of(case: Case) -> Iterator[Fact]:
    """Give the facts that a case checks: those of its goldens and of what must be in the answer."""
    for turn in case.turns:
        for text in (*turn.golden, *turn.expect.contains):
            yield from (value.fact for one in statements(text) for value in one.values)
