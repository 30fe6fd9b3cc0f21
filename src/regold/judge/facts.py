"""Holds the typed facts of a golden against an answer: a wrong or missing one rejects, whatever else agrees."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from regold.judge.aligning import Pair, shared
from regold.judge.reading import Reading, content
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
        rest, end = "", span.start
        for fact in stated:
            rest += reading.text[end : fact.span.start] + " "
            end = max(end, fact.span.end)
        return cls(stated, content(rest + reading.text[end : span.end]))

    def holds(self, golden: _Sentence) -> bool:
        kinds = [fact.kind for fact in self.facts]
        return (
            any(not fact.weak for fact in golden.facts)
            and len(kinds) == len(set(kinds)) == len(golden.facts)
            and all(_stated(fact, self.facts) for fact in golden.facts)
            and golden.words <= self.words
            and len(self.words - golden.words) <= _ADDED
        )


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
