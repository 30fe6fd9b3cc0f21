"""Holds the typed facts of a golden against an answer: a wrong or missing one rejects, whatever else agrees."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from regold.judge.aligning import Pair, shared
from regold.judge.reading import Claim, Reading, beside, content
from regold.model import Finding, Span
from regold.text.facts import Fact, comparable, same, within

_ADDED = 3
"""Words of weight that a sentence may add and still say the same by its facts: more may be a condition."""

_ABOUT = 0.5
"""The share of words from which two claims are about the same thing."""


def conflicts(golden: Reading, answer: Reading, pairs: Sequence[Pair], query: Reading) -> tuple[Finding, ...]:
    """Give a finding for each fact of the golden that the answer contradicts or leaves out; the wrong ones first.

    A fact is there when any claim of the answer states it, unless a claim that is more about the same thing states
    another value. What the query says already may be left out, but not be contradicted.
    """
    wrong: list[Finding] = []
    missing: list[Finding] = []
    for pair in pairs:
        for fact in pair.golden.facts:
            if fact.weak:
                continue
            other = _contradiction(fact, golden, answer, pair)
            if other is not None:
                wrong.append(_wrong(golden, fact, answer, other))
            elif not _stated(fact, answer.facts) and not _stated(fact, query.facts):
                missing.append(_missing(golden, fact))
    if not wrong and not missing:
        wrong = [found for pair in pairs for found in _swapped(golden, answer, pair)]
    if not pairs:
        missing = [_missing(golden, fact) for fact in golden.facts if not fact.weak]
    return (*wrong, *missing)


def settled(golden: Reading, answer: Reading) -> bool:
    """Tell whether facts decide alone: each sentence of the golden stands in one of the answer but for small words.

    That is, with its facts, which must be of different kinds lest two of them change places, with all other words of
    weight, and with few that the golden does not have.
    """
    ours = [_Sentence.of(golden, span) for span in golden.sentences]
    theirs = [_Sentence.of(answer, span) for span in answer.sentences]
    return bool(ours) and all(any(one.holds(other) for one in theirs) for other in ours)


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence with its facts and, apart from them, its words of weight."""

    facts: tuple[Fact, ...]
    words: frozenset[str]

    @classmethod
    def of(cls, reading: Reading, span: Span) -> _Sentence:
        stated = within(reading.facts, span)
        return cls(stated, beside(reading.text, span, stated))

    def holds(self, golden: _Sentence) -> bool:
        kinds = [fact.kind for fact in self.facts]
        return (
            any(not fact.weak for fact in golden.facts)
            and len(kinds) == len(set(kinds)) == len(golden.facts)
            and all(_stated(fact, self.facts) for fact in golden.facts)
            and golden.words <= self.words
            and len(self.words - golden.words) <= _ADDED
        )


def _swapped(golden: Reading, answer: Reading, pair: Pair) -> Iterator[Finding]:
    """Give a finding for two values in each other's place: "in at 3, out at 11" and "in at 11, out at 3"."""
    ours, theirs = _led(golden, pair.golden), _led(answer, pair.answer)
    for one, two in combinations(ours, 2):
        there = [next((words for fact, words in theirs if same(known, fact)), None) for known in (one[0], two[0])]
        first, second = there
        if one[0].kind is two[0].kind and not same(one[0], two[0]) and first and second:
            crossed = first & two[1] and second & one[1]
            if crossed and not first & one[1] and not second & two[1]:
                said = f"{golden.said(one[0])} and {golden.said(two[0])}"
                yield replace(_missing(golden, one[0]), message=f"the answer has {said} in each other's place")


def _led(reading: Reading, claim: Claim) -> list[tuple[Fact, frozenset[str]]]:
    """Give each fact of a claim with the words of weight between it and the fact before."""
    led, start = [], claim.span.start
    for fact in claim.facts:
        led.append((fact, content(reading.text[start : fact.span.start])))
        start = fact.span.end
    return led


def _contradiction(fact: Fact, golden: Reading, answer: Reading, pair: Pair) -> Fact | None:
    """Give the other value that the answer states in the place of this fact."""
    if _stated(fact, pair.answer.facts):
        return None
    others = next(_foreign(fact, golden, pair.answer.facts), None)
    if _stated(fact, answer.facts):
        nearer = any(_stated(fact, claim.facts) and shared(pair.golden, claim) >= pair.alike for claim in answer.claims)
        return None if nearer or pair.alike < _ABOUT else others
    return others or next(_foreign(fact, golden, answer.facts), None)


def _foreign(fact: Fact, golden: Reading, stated: Sequence[Fact]) -> Iterator[Fact]:
    """Give the facts of the same kind that the golden does not know."""
    for other in stated:
        if not other.weak and comparable(fact, other) and not _stated(other, golden.facts):
            yield other


def _stated(fact: Fact, stated: Sequence[Fact]) -> bool:
    return any(same(fact, other) for other in stated)


def _wrong(golden: Reading, fact: Fact, answer: Reading, other: Fact) -> Finding:
    return Finding(
        check="fact",
        supports=False,
        message=f"the golden says {golden.said(fact)}, the answer says {answer.said(other)}",
        golden_spans=(fact.span,),
        answer_spans=(other.span,),
    )


def _missing(golden: Reading, fact: Fact) -> Finding:
    return Finding(
        check="fact",
        supports=False,
        message=f"the golden says {golden.said(fact)}, the answer does not",
        golden_spans=(fact.span,),
    )
