"""Brings suites, articles and past runs together for what no case checks, and for drafts of such cases."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from regold.errors import KnowledgeError
from regold.incidents import Incident, Store
from regold.knowledge.coverage import Coverage, coverage
from regold.knowledge.drafts import drafts, slug, suite_text
from regold.knowledge.impact import guards_incident
from regold.knowledge.search import PassageIndex
from regold.knowledge.splitting import Splitter
from regold.knowledge.terms import TermReader
from regold.knowledge.ties import Names, Tie, TieKind, declared, returned
from regold.reports import write_whole
from regold.session.impact import PASSAGES, articles_named, kept_knowledge, open_shelf, past_sources

if TYPE_CHECKING:
    from regold.config import Config
    from regold.knowledge.article import Article
    from regold.model import Case

NEAR_QUERY = 0.3
"""The share of a query's weight that a passage must have for the query to be about its article."""


def measure_coverage(config: Config, cases: Sequence[Case], log: Iterable[str] = ()) -> tuple[Coverage, ...]:
    """Give the coverage of every article, the widest gap first; `log` holds queries of customers.

    Cases are tied by their sources, by what the endpoint answered from, and, where both are silent, by text. Incidents
    are those on record, by the document that is right or by text, and those that a case guards, each counted once.

    Raises:
        KnowledgeError: the settings name no articles, or they cannot be read.
    """
    articles = Splitter().articles(open_shelf(config).pages())
    kept = kept_knowledge(config)
    reader = TermReader(kept.load(PASSAGES))
    index = PassageIndex(articles, reader)
    ties = _ties(config, cases, articles, index)
    queries = Counter(
        hits[0].article.id for query in log if (hits := index.search(query, most=1)) if hits[0].share >= NEAR_QUERY
    )
    if reader.added:
        kept.save(PASSAGES, {digest: sorted(terms) for digest, terms in reader.read.items()})
    about = {*_recorded(config, index, Names(article.id for article in articles)), *_guarded(config, cases, ties)}
    incidents = Counter(article for article, _ in about)
    return coverage(articles, cases, ties, incidents=incidents, queries=queries)


def write_drafts(config: Config, cases: Sequence[Case], name: str) -> tuple[Path, int]:
    """Write drafts of cases for the facts of an article that no case checks; gives the file and how many there are.

    Raises:
        KnowledgeError: there is no such article, all its facts are checked, or its drafts are there already.
    """
    (article,) = articles_named(open_shelf(config), [name])
    found = next(one for one in measure_coverage(config, cases) if one.article == article.id)
    made = drafts(found)
    if not made:
        raise KnowledgeError(f"{article.id}: every fact that can be read in it is checked by a case already")
    folder = next((config.root / one for one in config.suites if (config.root / one).is_dir()), config.root / "suites")
    path = folder / "drafts" / f"{slug(article.id)[-80:].strip('-')}.gold.yaml"
    if path.exists():
        raise KnowledgeError(f"{path}: is there already; review it, or move it away")
    try:
        write_whole(path, suite_text(found, made))
    except OSError as error:
        raise KnowledgeError(f"{path}: cannot be written ({error.strerror}); mend it, or choose other suites") from None
    return path, len(made)


def read_log(path: Path) -> list[str]:
    """Give the queries of a log: a line each, or a JSON object a line with a `query`.

    Raises:
        KnowledgeError: it cannot be read, or an object has no query.
    """
    try:
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError as error:
        raise KnowledgeError(f"{path}: cannot be read ({error.strerror}); check the path") from None
    return [_query(path, number, line) for number, line in enumerate(lines, start=1) if line.strip()]


def _recorded(config: Config, index: PassageIndex, names: Names) -> Iterator[tuple[str, str]]:
    """Give the articles that incidents on record were about, each beside the id of its incident."""
    for incident in _incidents(config):
        named, _ = names.find(incident.correct.source.document or "")
        if len(named) == 1:
            yield min(named), incident.id
            continue
        text = "\n".join(filter(None, (incident.what_was_wrong.query, incident.correct.answer)))
        if (hits := index.search(text, most=1)) and hits[0].share >= NEAR_QUERY:
            yield hits[0].article.id, incident.id


def _guarded(config: Config, cases: Sequence[Case], ties: Sequence[Tie]) -> Iterator[tuple[str, str]]:
    """Give the articles that cases guarding an incident name, each beside that incident, else the case."""
    of_case = {key: incident.id for incident in _incidents(config) for key in incident.prevention.case_ids}
    guards = {
        case.key: case.provenance.incident if case.provenance else of_case.get(case.key, case.key)
        for case in cases
        if guards_incident(case) and case.variant_of is None
    }
    for tie in ties:
        if tie.case in guards and tie.kind is not TieKind.TEXT:
            yield tie.article, guards[tie.case]


def _incidents(config: Config) -> list[Incident]:
    """Give the sound incidents on record that are no copies of others."""
    found, _ = Store(folder=config.root / config.incidents, root=config.root).read_all()
    return [incident for incident in found if incident.duplicate_of is None]


def _query(path: Path, number: int, line: str) -> str:
    if not line.startswith("{"):
        return line
    try:
        return str(json.loads(line)["query"])
    except (ValueError, KeyError, RecursionError):
        raise KnowledgeError(f"{path}:{number}: no JSON object with a query; write a query a line") from None


def _ties(config: Config, cases: Sequence[Case], articles: Sequence[Article], index: PassageIndex) -> list[Tie]:
    names, sources = Names(article.id for article in articles), past_sources(config)
    found: list[Tie] = []
    for case in cases:
        by_name = (*declared(case, names), *returned(case, names, sources))
        found += by_name or index.ties(case, most=1)
    return found
