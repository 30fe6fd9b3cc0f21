"""Finds the passages that a text is about: BM25 over stems and typed facts. It decides nothing."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from regold.knowledge.article import Article, Passage
from regold.knowledge.nearness import case_text
from regold.knowledge.terms import TermReader
from regold.knowledge.ties import Tie, TieKind
from regold.model import Case

K1, B = 1.2, 0.5
"""How soon a term is said often enough, and how much long passages are held back."""

HEADING, TITLE = 0.8, 0.8
"""What a term counts that only the headings, or only the title, have."""

STRONGEST = 0.75
"""The strength of a tie by text when a passage has every term of the case: below any tie by source."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A passage that was found, its score, and the share of the weight of the text that it has, from 0 to 1."""

    article: Article
    passage: Passage
    score: float
    share: float


class PassageIndex:
    """An index over passages.

    BM25 after Robertson and Zaragoza, "The Probabilistic Relevance Framework" (2009); headings and titles count as if
    they stood in each passage below them.
    """

    def __init__(self, articles: Iterable[Article], reader: TermReader) -> None:
        self._reader = reader
        self._at: list[tuple[Article, Passage]] = []
        self._lengths: list[int] = []
        self._postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for article in articles:
            title = reader.terms(article.title)
            for passage in article.passages:
                self._add(article, passage, title)
        self._average = sum(self._lengths) / max(1, len(self._lengths))

    def search(self, text: str, *, most: int) -> tuple[Hit, ...]:
        """Give the best passages for a text, the best first."""
        return self._found(dict.fromkeys(self._reader.terms(text), 1.0), most)

    def ties(self, case: Case, *, most: int = 3) -> tuple[Tie, ...]:
        """Give the articles that a case is about by its words and facts, the likeliest first, at most `most`."""
        found: dict[str, Tie] = {}
        for hit in self.search(case_text(case), most=4 * most):
            place = " > ".join(filter(None, (hit.article.title, hit.passage.place)))
            reason = f"its words and facts are those of {place} ({hit.share:.2f})"
            tie = Tie(
                case=case.key,
                article=hit.article.id,
                kind=TieKind.TEXT,
                strength=round(STRONGEST * hit.share, 4),
                reason=reason,
            )
            found.setdefault(hit.article.id, tie)
        return tuple(found.values())[:most]

    def _add(self, article: Article, passage: Passage, title: frozenset[str]) -> None:
        number = len(self._at)
        self._at.append((article, passage))
        counts: dict[str, float] = dict.fromkeys(title, TITLE)
        for heading in passage.headings:
            counts.update(dict.fromkeys(self._reader.terms(heading), HEADING))
        counts.update(dict.fromkeys(self._reader.terms(passage.text), 1.0))
        self._lengths.append(len(counts))
        for term, count in counts.items():
            self._postings[term].append((number, count))

    def _rarity(self, term: str) -> float:
        known = len(self._postings.get(term, ()))
        return math.log(1 + (len(self._at) - known + 0.5) / (known + 0.5))

    def _found(self, terms: Mapping[str, float], most: int) -> tuple[Hit, ...]:
        scores: dict[int, float] = defaultdict(float)
        shares: dict[int, float] = defaultdict(float)
        total = 0.0
        for term, weight in terms.items():
            if term not in self._postings:
                continue
            rarity = self._rarity(term) * weight
            total += rarity
            for number, count in self._postings[term]:
                length = 1 - B + B * self._lengths[number] / self._average
                scores[number] += rarity * count * (K1 + 1) / (count + K1 * length)
                shares[number] += rarity * count
        best = sorted(scores, key=lambda number: (-scores[number], number))[:most]
        return tuple(self._hit(number, scores[number], shares[number] / total) for number in best)

    def _hit(self, number: int, score: float, share: float) -> Hit:
        article, passage = self._at[number]
        return Hit(article=article, passage=passage, score=score, share=min(1.0, share))


def nearest_articles(index: PassageIndex, texts: Sequence[str], *, most: int) -> tuple[Article, ...]:
    """Give the articles of the best passages for some texts together, each once, the best first."""
    found: dict[str, Article] = {}
    for hit in index.search("\n".join(texts), most=4 * most):
        found.setdefault(hit.article.id, hit.article)
    return tuple(found.values())[:most]
