"""Finds the articles that can tell who is wrong about a case, and reads no more of them than that takes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import cached_property

from regold.knowledge.article import Article, Page
from regold.knowledge.nearness import case_text
from regold.knowledge.search import PassageIndex, nearest_articles
from regold.knowledge.splitting import Splitter
from regold.knowledge.terms import TermReader
from regold.knowledge.ties import Names, declared, returned
from regold.model import Case

MOST_BY_TEXT = 3


class Library:
    """Articles that are cut into passages when they are first asked for, and indexed when something is searched."""

    def __init__(self, pages: Iterable[Page], reader: TermReader) -> None:
        self._pages = {page.id: page for page in pages}
        self._reader = reader
        self._splitter = Splitter()
        self._read: dict[str, Article] = {}

    @cached_property
    def names(self) -> Names:
        """The articles by what a source may call them."""
        return Names(self._pages)

    @cached_property
    def index(self) -> PassageIndex:
        """An index over all passages; this reads every article."""
        return PassageIndex(self.articles(self._pages), self._reader)

    def articles(self, names: Iterable[str]) -> tuple[Article, ...]:
        """Give the articles of these ids, each once, without those that are not there."""
        return tuple(self._article(name) for name in dict.fromkeys(names) if name in self._pages)

    def _article(self, name: str) -> Article:
        if name not in self._read:
            self._read[name] = self._splitter.article(self._pages[name])
        return self._read[name]


class Witnesses:
    """The articles by how they are found: by what a case names, by what was answered from, by text."""

    def __init__(self, library: Library, past: Mapping[str, Collection[str]]) -> None:
        self._library = library
        self._past = past

    def of(self, case: Case, answered_from: Iterable[str] = (), also: Iterable[str] = ()) -> tuple[Article, ...]:
        """Give the articles for a case, those it names first, by text only when it is tied to none.

        `answered_from` are the sources of the answer at hand; `also` the ids of articles that are known to matter,
        such as the one whose change the case is run for.
        """
        names = self._library.names
        past = {case.key: [*self._past.get(case.key, ()), *answered_from]}
        ties = (*declared(case, names), *returned(case, names, past))
        named = [tie.article for tie in sorted(ties, key=lambda tie: -tie.strength)]
        if not named:
            found = nearest_articles(self._library.index, [case_text(case)], most=MOST_BY_TEXT)
            named = [one.id for one in found]
        return self._library.articles((*named, *also))
