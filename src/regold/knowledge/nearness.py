"""How near a case is to what changed in an article, by the stems and facts they share, rare ones weighing more."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from regold.knowledge.article import Passage
from regold.knowledge.edits import Edit
from regold.knowledge.terms import TermReader, is_fact
from regold.model import Case

IN_FOCUS, IN_HEADINGS, IN_PASSAGE, IN_TITLE = 1.0, 0.9, 0.5, 0.9
"""What a shared term counts by where the edit has it: sentences that differ, headings, the rest, the title."""

FACT = 1.5
"""What a fact weighs beside a word of the same rarity: a value that a golden repeats is what an edit breaks."""

ASKED, EDITED = 0.6, 0.4
"""The parts of the score: how much of the case the edit covers, and how much of the edit the case covers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """How near a case is to its nearest edit, from 0 to 1, and the facts that both hold."""

    score: float
    edit: Edit
    shared_facts: tuple[str, ...]


def case_text(case: Case) -> str:
    """Give all that a case says: what is asked, the goldens, what must be in the answer."""
    parts: list[str] = []
    for turn in case.turns:
        parts += (turn.query, *turn.golden, *turn.expect.contains)
    return "\n".join(parts)


class Nearness:
    """Compares cases with edits; a term weighs by its rarity among the cases.

    That is the inverse document frequency of Sparck Jones (1972), smoothed.
    """

    def __init__(self, cases: Sequence[Case], reader: TermReader) -> None:
        self._reader = reader
        self._terms = {case.key: reader.terms(case_text(case)) for case in cases}
        known = Counter(term for terms in self._terms.values() for term in terms)
        # never zero: in a suite about one thing all share its words
        self._rarities = {term: math.log(1 + (len(cases) + 1) / (count + 1)) for term, count in known.items()}
        self._unknown = math.log(2 + len(cases))
        self._totals = {key: sum(map(self._weight, terms)) or 1.0 for key, terms in self._terms.items()}

    def near(self, edits: Sequence[Edit]) -> Mapping[str, Near]:
        """Give for each case key how near it is to the nearest of the edits; cases that share nothing are left out."""
        best: dict[str, Near] = {}
        postings = self._postings()
        for edit in edits:
            places, focus = self._places(edit)
            whole = sum(self._weight(term) for term in focus) or 1.0
            scores: dict[str, float] = {}
            for term, place in places.items():
                weight = self._weight(term)
                for key in postings.get(term, ()):
                    share = ASKED * place * weight / self._totals[key]
                    share += EDITED * weight / whole if term in focus else 0.0
                    scores[key] = scores.get(key, 0.0) + share
            for key, score in scores.items():
                if key not in best or score > best[key].score:
                    best[key] = Near(score=min(score, 1.0), edit=edit, shared_facts=self._facts(key, focus))
        return best

    def _postings(self) -> Mapping[str, Sequence[str]]:
        found: dict[str, list[str]] = {}
        for key, terms in self._terms.items():
            for term in terms:
                found.setdefault(term, []).append(key)
        return found

    def _weight(self, term: str) -> float:
        rarity = self._rarities.get(term, self._unknown)
        return rarity * FACT if is_fact(term) else rarity

    def _places(self, edit: Edit) -> tuple[Mapping[str, float], frozenset[str]]:
        """Give what each term of an edit counts, and those of its focus: what differs, and where it stands."""
        passages = [one for one in (edit.before, edit.after) if one]
        focus = self._of((*edit.gone, *edit.come))
        headings = self._of(_headings(passages))
        title = self._of([edit.title])
        places: dict[str, float] = {}
        for terms, place in (
            (focus, IN_FOCUS),
            (headings, IN_HEADINGS),
            (title, IN_TITLE),
            (self._of([one.text for one in passages]), IN_PASSAGE),
        ):
            for term in terms:
                places[term] = max(place, places.get(term, 0.0))
        return places, focus | headings | title

    def _of(self, texts: Iterable[str]) -> frozenset[str]:
        return frozenset(term for text in texts for term in self._reader.terms(text))

    def _facts(self, key: str, focus: frozenset[str]) -> tuple[str, ...]:
        return tuple(sorted(term for term in self._terms[key] & focus if is_fact(term)))


def _headings(passages: Sequence[Passage]) -> list[str]:
    return list(dict.fromkeys(heading for passage in passages for heading in passage.headings))
