"""Brings suites, articles and past runs together for the choice of cases after a change of articles."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from regold import history
from regold.errors import HistoryError, KnowledgeError
from regold.knowledge import git, patch
from regold.knowledge.article import Article
from regold.knowledge.edits import whole
from regold.knowledge.impact import Past, Selection, select
from regold.knowledge.kept import Kept
from regold.knowledge.shelf import Shelf
from regold.knowledge.splitting import Splitter
from regold.knowledge.terms import TermReader
from regold.knowledge.ties import Names
from regold.knowledge.versions import KbChange, change
from regold.model import OutcomeKind

if TYPE_CHECKING:
    from regold.config import Config
    from regold.model import Case

RUNS = 5
"""How many of the newest runs are looked at for sources and failures: a run may have been of a few cases only."""

_WRONG = frozenset((OutcomeKind.CHANGED, OutcomeKind.FLAKY, OutcomeKind.SUSPECT, OutcomeKind.ERROR))
_TERMS, _SOURCES = "terms", "sources"
PASSAGES = "passages"
"""The name under which the terms of articles are kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KbRequest:
    """Which change of articles is asked about: two commits, the text of a diff, or articles by id."""

    commits: str | None = None
    diff: str | None = None
    articles: tuple[str, ...] = ()


def plan_impact(config: Config, cases: Sequence[Case], request: KbRequest) -> Selection:
    """Choose the cases to run for a change of articles.

    Raises:
        KnowledgeError: the settings name no articles, or the change cannot be found.
    """
    shelf = open_shelf(config)
    changed = _change(config, shelf, request)
    kept = kept_knowledge(config)
    reader = TermReader(kept.load(_TERMS))
    selection = select(
        cases,
        changed,
        articles=_ids(shelf, changed),
        past=past(config),
        nearest=config.knowledge.nearest,
        reader=reader,
    )
    if reader.added:
        kept.save(_TERMS, {digest: sorted(terms) for digest, terms in reader.read.items()})
    return selection


def open_shelf(config: Config) -> Shelf:
    """Give the place of the articles that the settings name."""
    settings = config.knowledge
    return Shelf(
        checkout=(config.root / settings.checkout).resolve(),
        patterns=settings.articles,
        fields=settings.fields,
    )


def kept_knowledge(config: Config) -> Kept:
    """Give the cache of what was read from articles, cases and runs."""
    return Kept(config.cache / "knowledge")


def articles_named(shelf: Shelf, names: Sequence[str]) -> tuple[Article, ...]:
    """Give the articles of these ids, or ends of ids; raises KnowledgeError for one that is none, or is several."""
    pages = {page.id: page for page in shelf.pages()}
    known = Names(pages)
    splitter = Splitter()
    found = []
    for name in names:
        ids, _ = known.find(name)
        if len(ids) != 1:
            near = ", ".join(sorted(ids)[:5]) or ", ".join(sorted(pages)[:5])
            what = "is the name of several articles" if ids else "is no article"
            raise KnowledgeError(f"{name!r} {what}; there are {near}")
        found.append(splitter.article(pages[min(ids)]))
    return tuple(found)


def past(config: Config) -> Past:
    """Give what the newest runs say of each case: what it was answered from, and whether it failed the last time."""
    return Past(sources=past_sources(config), failed=_failed(config.history))


def _change(config: Config, shelf: Shelf, request: KbRequest) -> KbChange:
    many, splitter = config.knowledge.many, Splitter()
    if not shelf.patterns:
        raise KnowledgeError('[tool.regold.knowledge]: no articles are named; write articles = ["kb"]')
    parts: list[KbChange] = []
    if request.commits is not None:
        parts.append(change(git.versions(shelf, request.commits), many=many, splitter=splitter))
    if request.diff is not None:
        parts.append(change(patch.versions(shelf, request.diff), many=many, splitter=splitter))
    if request.articles:
        named = articles_named(shelf, request.articles)
        edits = tuple(edit for article in named for edit in whole(article))
        parts.append(KbChange(edits=edits, articles=tuple(article.id for article in named)))
    return KbChange(
        edits=tuple(edit for part in parts for edit in part.edits),
        articles=tuple(dict.fromkeys(article for part in parts for article in part.articles)),
        doubts=tuple(doubt for part in parts for doubt in part.doubts),
    )


def _ids(shelf: Shelf, changed: KbChange) -> frozenset[str]:
    """Give the ids of the articles for naming them; exported files are read only when one of theirs changed."""
    if not shelf.checkout.is_dir() or changed.doubts or not changed.articles:
        return frozenset(changed.articles)
    files = shelf.files()
    by_file = frozenset(changed.articles) <= frozenset(files)
    return frozenset(files if by_file else (page.id for page in shelf.pages())) | frozenset(changed.articles)


def _failed(folder: Path) -> Collection[str]:
    last: dict[str, OutcomeKind] = {}
    for digest in islice(history.digests(folder), RUNS):
        for key, case in digest.cases.items():
            if case.kind is not OutcomeKind.NOT_RUN:
                last.setdefault(key, case.kind)
    return frozenset(key for key, kind in last.items() if kind in _WRONG)


def past_sources(config: Config) -> Mapping[str, Collection[str]]:
    """Give the sources of the newest answer of each case, from the cache where its run is known there."""
    kept = kept_knowledge(config)
    known = kept.load(_SOURCES)
    newest = dict(_by_run(config.history, known))
    if set(newest) != set(known):
        kept.save(_SOURCES, newest)
    found: dict[str, Collection[str]] = {}
    for sources in newest.values():
        for key, named in sources.items():
            found.setdefault(key, named)
    return found


def _by_run(
    folder: Path, known: Mapping[str, Mapping[str, list[str]]]
) -> Iterator[tuple[str, Mapping[str, list[str]]]]:
    for run in history.runs(folder)[:RUNS]:
        name = f"{run.id}:{run.size}"  # a journal only ever grows
        if name in known:
            yield name, known[name]
            continue
        try:
            outcomes = history.read(run.path).outcomes
        except HistoryError:
            continue
        answers = ((one.case.key, one.answer) for one in outcomes if one.answer)
        yield name, {key: list(answer.sources) for key, answer in answers if answer.sources}
