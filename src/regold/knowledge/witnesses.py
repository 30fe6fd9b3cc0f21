"""Finds the articles that can tell who is wrong about a case."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from regold.knowledge.article import Article
from regold.knowledge.nearness import case_text
from regold.knowledge.search import PassageIndex, nearest_articles
from regold.knowledge.ties import Names, declared, returned
from regold.model import Case

MOST_BY_TEXT = 3


class Witnesses:
    """The articles by how they are found: by what a case names, by what was answered from, by text."""

    def __init__(self, articles: Sequence[Article], index: PassageIndex, past: Mapping[str, Collection[str]]) -> None:
        self._articles = {article.id: article for article in articles}
        self._names = Names(self._articles)
        self._index = index
        self._past = past

    def of(self, case: Case, answered_from: Iterable[str] = (), also: Iterable[str] = ()) -> tuple[Article, ...]:
        """Give the articles for a case, those it names first, by text only when it is tied to none.

        `answered_from` are the sources of the answer at hand; `also` the ids of articles that are known to matter,
        such as the one whose change the case is run for.
        """
        past = {**self._past, case.key: [*self._past.get(case.key, ()), *answered_from]}
        ties = (*declared(case, self._names), *returned(case, self._names, past))
        named = [tie.article for tie in sorted(ties, key=lambda tie: -tie.strength)]
        if not named:
            named = [one.id for one in nearest_articles(self._index, [case_text(case)], most=MOST_BY_TEXT)]
        return tuple(self._articles[name] for name in dict.fromkeys((*named, *also)) if name in self._articles)
