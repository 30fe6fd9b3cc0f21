"""The demo support bot: from a message and what was said before to a reply, out of the articles as they stand now."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from regold.demo.policy import rule_for
from regold.demo.words import question_terms, statement_terms, terms, word_count

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from regold.demo.articles import Passage
    from regold.demo.retrieval import Hit, Index, Library

HANDOFF_BELOW = 0.45
CARRIED_WEIGHT = 0.6
NEARLY_AS_GOOD = 0.8
MOST_STATEMENTS = 3
WORTH_SAYING = 0.72
WORTH_LISTING = 0.95
FIRST_BONUS = 0.2
NOT_SURE = "I am not sure about that one. I am handing you over to a colleague who can help."
ELLIPTIC = re.compile(
    r"^\W*(?:and\b|what about|how about|the \w+(?: \w+)?(?: one| plan)?\W*$|it\b|that\b|for the\b)", re.IGNORECASE
)
POINTS_BACK = re.compile(r"^(?:It|They|This|These|After that|After the|Otherwise|Then|The other|If both)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """An article that a reply came from."""

    id: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What the bot says; confidence from 0 to 1, `handoff` when a person takes over."""

    text: str
    confidence: float
    sources: tuple[Source, ...] = ()
    handoff: bool = False


class Bot:
    """A retrieval bot: it remembers nothing itself, the caller brings the earlier messages of a session."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def reply(self, message: str, earlier: Sequence[str] = ()) -> Reply:
        """Answer one message of a customer; `earlier` holds the customer's own earlier messages, oldest first."""
        rule = rule_for(message)
        if rule is not None:
            return Reply(text=rule.text, confidence=1.0, handoff=rule.handoff)
        index = self._library.index()
        query = _query(index, message, earlier)
        hits = index.search(query)
        confidence = _confidence(hits)
        if confidence < HANDOFF_BELOW:
            return Reply(text=NOT_SURE, confidence=confidence, handoff=True)
        choices = _choices(hits, query)
        if choices:
            return Reply(text=_which_one(choices), confidence=confidence, sources=_sources(choices))
        best = hits[0].passage
        return Reply(text=_compose(index, best, query), confidence=confidence, sources=_sources([best]))


def _query(index: Index, message: str, earlier: Sequence[str]) -> Mapping[str, float]:
    """Give the words to search for: the message's own and, when it leans on what was said before, those too."""
    own = dict.fromkeys(question_terms(message), 1.0)
    if not earlier or rule_for(earlier[-1]) is not None:
        return own
    before = _query(index, earlier[-1], earlier[:-1])
    asked_back = bool(_choices(index.search(before), before))
    if not (ELLIPTIC.search(message) or len(own) <= 1 or (asked_back and len(own) <= 3)):
        return own
    carried = {term: weight * (1.0 if asked_back else CARRIED_WEIGHT) for term, weight in before.items()}
    return carried | own


def _confidence(hits: Sequence[Hit]) -> float:
    """Say how sure the best hit is: how much of the question it covers, and how far it stands above other articles."""
    if not hits:
        return 0.0
    best = hits[0]
    rival = next((hit.score for hit in hits if hit.passage.article != best.passage.article), 0.0)
    margin = (best.score - rival) / best.score
    return round(1 / (1 + math.exp(-(7.0 * best.coverage + 1.5 * margin - 3.6))), 3)


def _choices(hits: Sequence[Hit], query: Mapping[str, float]) -> list[Passage]:
    """Give the passages between which the customer has to choose: equally good, told apart by their headings only."""
    if not hits or len(query) > 2:
        return []
    wanted = set(query)
    level = [
        hit.passage
        for hit in hits
        if not hit.passage.is_lead
        and hit.score >= NEARLY_AS_GOOD * hits[0].score
        and wanted <= set(terms(hit.passage.heading))
    ]
    starts = {passage.heading.split()[0] for passage in level}
    return sorted(level, key=lambda passage: passage.heading) if len(level) > 1 and len(starts) == 1 else []


def _which_one(choices: Sequence[Passage]) -> str:
    names = [passage.heading[:1].lower() + passage.heading[1:] for passage in choices]
    return f"I can help with that. Is it about {', '.join(names[:-1])} or {names[-1]}?"


def _compose(index: Index, passage: Passage, query: Mapping[str, float]) -> str:
    """Say the statements of the passage that are nearest to the question, in the order of the article."""
    weights = [_nearness(index, statement, query, place) for place, statement in enumerate(passage.statements)]
    best = max(weights)
    worth = best * (WORTH_LISTING if passage.listed else WORTH_SAYING)
    chosen = {place for place, weight in enumerate(weights) if weight >= worth}
    chosen = set(sorted(chosen, key=lambda place: -weights[place])[:MOST_STATEMENTS])
    asks_for_kind = any(term.startswith("#") for term in query)
    if chosen == {0} and len(weights) > 1 and not (passage.listed or asks_for_kind):
        chosen = {0, 1}
    led = {place - 1 for place in chosen if place and POINTS_BACK.match(passage.statements[place])}
    return " ".join(passage.statements[place] for place in sorted(chosen | led))


def _nearness(index: Index, statement: str, query: Mapping[str, float], place: int) -> float:
    own = Counter(statement_terms(statement))
    shared = sum(index.rarity(term) * weight for term, weight in query.items() if own[term])
    return (0.5 + shared) / math.sqrt(1 + 0.05 * word_count(statement)) + (FIRST_BONUS if place == 0 else 0.0)


def _sources(passages: Sequence[Passage]) -> tuple[Source, ...]:
    return tuple(dict.fromkeys(Source(id=passage.article, title=passage.title) for passage in passages))
