"""Tells what is left of a golden and an answer when all that says the same is taken away; it does not weigh it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from rapidfuzz.distance import LCSseq

from regold.judge.parts import parts
from regold.judge.reading import KEPT, Reading
from regold.judge.synonyms import akin
from regold.judge.tokens import OF_CARE, Token, tokens
from regold.text.facts import same

_HANGS = re.compile(
    r"\b(?:for|with|of|in|to|by|at|on|from|under|over|above|below|after|before|during|outside|inside|within|without|if"
    r"|when|unless|only|and|but|plus|who|which|that|as|through|once|until|against|except|per|via)\b",
    re.IGNORECASE,
)
_HALF = 0.5
_MOST_SENTENCES = 40
_ABOUT = 0.34
"""The share of a sentence's words from which it is about what the golden is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewording:
    """What is left of two texts when all that says the same is taken away.

    `lacking` stands in the golden alone, `put_in` in the answer alone, in `phrases` runs
    that hang on a preposition or the like; `beside` counts the words of the answer's
    sentences that are about something else, `repeated` the words that one text says more often. `moved` tells how much
    of what both say stands in another order, `torn` how much of it in another company, both from 0 to 1.
    """

    lacking: tuple[Token, ...]
    put_in: tuple[Token, ...]
    phrases: int
    beside: int
    repeated: int
    moved: float
    torn: float

    @property
    def none(self) -> bool:
        """Whether nothing is left: both texts say the same in the same order."""
        return not (self.lacking or self.put_in or self.repeated or self.moved or self.torn)


@lru_cache(maxsize=KEPT)
def reworded(golden: Reading, answer: Reading) -> Rewording:
    """Compare two texts by their tokens: equal, akin in meaning, or a fact of the same value."""
    ours, theirs = tokens(golden), tokens(answer)
    found = _matched(ours, theirs, _by_sentence(golden, ours), _by_sentence(answer, theirs))
    known, said = ({token.key for token in tokens} - OF_CARE for tokens in (ours, theirs))
    taken = set(found.values())
    added = [at for at in range(len(theirs)) if at not in taken]
    lacking = [token for at, token in enumerate(ours) if at not in found]
    new = [at for at in added if theirs[at].key not in known]
    gone = [token for token in lacking if token.key not in said]
    about = _about(answer, theirs, taken)
    put_in_at = [at for at in new if at in about]
    put_in = [theirs[at] for at in put_in_at]
    lacking_at = frozenset(at for at in range(len(ours)) if at not in found)
    order = [found[at] for at in sorted(found)]
    longest = LCSseq.similarity(order, sorted(order))
    return Rewording(
        lacking=tuple(gone),
        put_in=tuple(put_in),
        phrases=sum(_is_phrase(answer.text, theirs, run) for run in _runs(put_in_at, found, lacking_at)),
        beside=len(new) - len(put_in),
        repeated=len(added) - len(new) + len(lacking) - len(gone),
        moved=1 - longest / len(order) if order else 0.0,
        torn=_torn(_companies(golden, ours, found), _companies(answer, theirs, found.values()), found),
    )


def _runs(put_in: Sequence[int], found: Mapping[int, int], lacking: AbstractSet[int]) -> Iterator[tuple[int, int]]:
    """Give the first and last place of each run of words that the answer puts in where the golden lacks none."""
    places = {to: at for at, to in found.items()}
    for _, run in groupby(enumerate(put_in), lambda pair: pair[1] - pair[0]):
        first, *_, last = (*(at for _, at in run),) * 2
        before = places.get(first - 1, -1)
        behind = places.get(last + 1, before + 1 + last - first + 1)
        if lacking.isdisjoint(range(before + 1, max(behind, before + 2))):
            yield first, last


def _is_phrase(text: str, theirs: Sequence[Token], run: tuple[int, int]) -> bool:
    """Whether words that are put in hang on a preposition or the like: "for members", "booked directly on our site"."""
    first, last = run
    start = theirs[first - 1].span.end if first else 0
    return _HANGS.search(text, start, theirs[last].span.end) is not None


def _about(answer: Reading, theirs: Sequence[Token], shared: AbstractSet[int]) -> frozenset[int]:
    """Give the tokens of the sentences of which enough is shared that they are about the same."""
    return frozenset(
        at
        for places in _by_sentence(answer, theirs)
        if sum(place in shared for place in places) >= _ABOUT * len(places)
        for at in places
    )


def _by_sentence(reading: Reading, said: Sequence[Token]) -> list[list[int]]:
    """Give the places of the tokens of each sentence."""
    starts = [span.start for span in reading.sentences]
    of_sentence: dict[int, list[int]] = {}
    for at, token in enumerate(said):
        of_sentence.setdefault(bisect_right(starts, token.span.start), []).append(at)
    return list(of_sentence.values())


def _companies(reading: Reading, said: Sequence[Token], kept: Iterable[int]) -> dict[int, int]:
    """Give for each token that both say the part of its text in which it stands."""
    starts = [part.start for part in parts(reading)]
    return {at: bisect_right(starts, said[at].span.start) for at in kept}


def _torn(ours: Mapping[int, int], theirs: Mapping[int, int], found: Mapping[int, int]) -> float:
    """Give how much of what stands together in either text stands apart in the other, in the one where that is less.

    A text that only cuts its sentences elsewhere is torn in one direction; one that swaps two values, in both.
    """
    pairs = [(ours[at], theirs[to]) for at, to in found.items()]
    return min(_apart(pairs), _apart([(other, one) for one, other in pairs]))


def _apart(pairs: Sequence[tuple[int, int]]) -> float:
    together = Counter(pairs)
    largest: dict[int, int] = {}
    for (one, _), count in together.items():
        largest[one] = max(largest.get(one, 0), count)
    return 1 - sum(largest.values()) / len(pairs) if pairs else 0.0


def _matched(
    ours: Sequence[Token], theirs: Sequence[Token], sentences: Sequence[list[int]], others: Sequence[list[int]]
) -> dict[int, int]:
    """Give for each token of ours that has one of theirs where that stands.

    First those of the longest common subsequence of two sentences about the same, then of the whole, then equal ones,
    then those akin, each to the nearest that is free.
    """
    found: dict[int, int] = {}
    for mine, its in (*_nearest_sentences(ours, theirs, sentences, others), (range(len(ours)), range(len(theirs)))):
        known = set(found.values())
        left, free = [at for at in mine if at not in found], [to for to in its if to not in known]
        for block in LCSseq.opcodes([ours[at].key for at in left], [theirs[to].key for to in free]):
            if block.tag == "equal":
                pairs = zip(left[block.src_start : block.src_end], free[block.dest_start : block.dest_end], strict=True)
                found.update(pairs)
    taken = set(found.values())
    for alike in (_equal, _akin):
        for at, token in enumerate(ours):
            if at not in found:
                free = [to for to, other in enumerate(theirs) if to not in taken and alike(token, other)]
                if free:
                    found[at] = _nearest(at * len(theirs) / len(ours), free)
                    taken.add(found[at])
    return found


def _nearest_sentences(
    ours: Sequence[Token], theirs: Sequence[Token], sentences: Sequence[list[int]], others: Sequence[list[int]]
) -> list[tuple[list[int], list[int]]]:
    """Pair the sentences that share at least half of their tokens, those that share most first."""
    mine = [frozenset(ours[at].key for at in places) for places in sentences[:_MOST_SENTENCES]]
    its = [frozenset(theirs[to].key for to in places) for places in others[:_MOST_SENTENCES]]
    shared = [
        (-len(one & two) / max(len(one), len(two)), at, to) for at, one in enumerate(mine) for to, two in enumerate(its)
    ]
    pairs, used, taken = [], set[int](), set[int]()
    for part, at, to in sorted(shared):
        if part <= -_HALF and at not in used and to not in taken:
            used.add(at)
            taken.add(to)
            pairs.append((sentences[at], others[to]))
    return pairs


def _nearest(place: float, places: Sequence[int]) -> int:
    return min(places, key=lambda one: abs(one - place))


def _equal(one: Token, other: Token) -> bool:
    return one.key == other.key or (one.fact is not None and other.fact is not None and same(one.fact, other.fact))


def _akin(one: Token, other: Token) -> bool:
    if one.fact or other.fact or one.care or other.care:
        return False
    return akin(one.key, other.key)
