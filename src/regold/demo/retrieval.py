"""Finding the passages that a question is about: BM25 over weighted words; composing an answer is not done here."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from regold.demo.articles import Passage, article_files, passages
from regold.demo.words import statement_terms, terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

K1 = 1.2
B = 0.5
HEADING_WEIGHT = 3
TITLE_WEIGHT = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A passage, how well it fits (BM25), and the share of the question's weight that it covers, from 0 to 1."""

    passage: Passage
    score: float
    coverage: float


class Index:
    """An immutable search index over passages.

    BM25 after Robertson and Zaragoza, "The Probabilistic Relevance Framework" (2009); the words of headings and
    titles count as if they stood in the text several times, which is the simple form of their BM25F.
    """

    def __init__(self, found: Iterable[Passage]) -> None:
        self._passages = tuple(found)
        counts = [_weighted(passage) for passage in self._passages]
        self._lengths = [sum(count.values()) for count in counts]
        self._average = sum(self._lengths) / max(1, len(counts))
        self._postings: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for number, count in enumerate(counts):
            for term, weight in count.items():
                self._postings[term].append((number, weight))

    @property
    def size(self) -> int:
        """How many passages can be found."""
        return len(self._passages)

    def rarity(self, term: str) -> float:
        """Give the inverse document frequency of a term; a word that no article knows is the rarest."""
        known = len(self._postings.get(term, ()))
        return math.log(1 + (self.size - known + 0.5) / (known + 0.5))

    def search(self, query: Mapping[str, float]) -> list[Hit]:
        """Give the passages that share a word with the weighted query, the best first."""
        scores: dict[int, float] = defaultdict(float)
        covered: dict[int, float] = defaultdict(float)
        for term, weight in query.items():
            rarity = self.rarity(term) * weight
            for number, count in self._postings.get(term, ()):
                length = 1 - B + B * self._lengths[number] / self._average
                scores[number] += rarity * count * (K1 + 1) / (count + K1 * length)
                covered[number] += rarity
        total = sum(self.rarity(term) * weight for term, weight in query.items()) or 1.0
        hits = (
            Hit(passage=self._passages[number], score=score, coverage=covered[number] / total)
            for number, score in scores.items()
        )
        return sorted(hits, key=lambda hit: (-hit.score, hit.passage.article, hit.passage.heading))


class Library:
    """The knowledge base of a running bot: the folder of articles, read again whenever one of them has changed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._stamp: Sequence[tuple[str, int, int]] = ()
        self._index = Index(())
        self.index()

    def index(self) -> Index:
        """Give the index of the articles as they stand now; raises ConfigError when there is no article left."""
        files = article_files(self._folder)
        stats = [(file.name, file.stat()) for file in files]
        stamp = [(name, stat.st_mtime_ns, stat.st_size) for name, stat in stats]
        if stamp != self._stamp:
            self._index = Index(passage for file in files for passage in passages(file))
            self._stamp = stamp
        return self._index


def _weighted(passage: Passage) -> Counter[str]:
    count: Counter[str] = Counter(term for statement in passage.statements for term in statement_terms(statement))
    headings = (
        ((passage.title, TITLE_WEIGHT),)
        if passage.is_lead
        else ((passage.heading, HEADING_WEIGHT), (passage.title, TITLE_WEIGHT))
    )
    for text, weight in headings:
        for term in set(terms(text)):
            count[term] += weight
    return count
