"""Holds the typed facts of a golden against an answer: a wrong one rejects, whatever else agrees."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from regold.judge.aligning import Pair, shared
from regold.judge.numbers import told_bare
from regold.judge.reading import Reading
from regold.model import Finding
from regold.text.facts import Fact, Kind, comparable, misplaced, same

_ABOUT = 0.5
"""The share of words from which two claims are about the same thing."""


def conflicts(golden: Reading, answer: Reading, pairs: Sequence[Pair]) -> tuple[Finding, ...]:
    """Give a finding for each fact of the golden that the answer contradicts: the same kind of thing, another value.

    A fact is there when any claim of the answer states it, unless a claim that is more about the same thing states
    another value.
    """
    told = [(pair, fact) for pair in pairs for fact in pair.golden.facts if not fact.weak]
    stated = [(pair, fact) for pair, fact in told if fact.kind is not Kind.PATH or not states(answer, fact, golden)]
    others = [(fact, _contradiction(fact, golden, answer, pair)) for pair, fact in stated]
    return tuple(_wrong(golden, fact, answer, other) for fact, other in others if other is not None)


def of_others(golden: Reading, answer: Reading, pairs: Sequence[Pair]) -> Iterator[Finding]:
    """Give a finding for each fact whose value the answer states, but of another side or event: a sign, no proof."""
    for pair in pairs:
        for fact in pair.golden.facts:
            if not fact.weak:
                yield from _misplaced(golden, fact, answer, pair)


def missing(golden: Reading, answer: Reading, query: Reading) -> tuple[Finding, ...]:
    """Give a finding for each fact of the golden that neither the answer states nor the query gave."""
    needed = [fact for fact in golden.facts if not fact.weak]
    return tuple(
        _missing(golden, fact)
        for fact in needed
        if not states(answer, fact, golden) and not states(query, fact, golden)
    )


def states(reading: Reading, fact: Fact, golden: Reading) -> bool:
    """Tell whether a text states a fact of the golden, wherever.

    Of a path through menus it is enough to name all steps, of an amount to name its number without a unit.
    """
    if fact.kind is Kind.PATH:
        return all(step in reading.plain for reading_of in fact.readings for step in str(reading_of).split(" > "))
    return _stated(fact, reading.facts) or told_bare(fact, golden, reading)


def _contradiction(fact: Fact, golden: Reading, answer: Reading, pair: Pair) -> Fact | None:
    """Give the other value that the answer states in the place of this fact.

    None where its number stands alone: "within 45 days, and credit after 10" may be told the other way round.
    """
    if _stated(fact, pair.answer.facts) or told_bare(fact, golden, answer):
        return None
    others = next(_foreign(fact, golden, pair.answer.facts), None)
    if _stated(fact, answer.facts):
        nearer = any(_stated(fact, claim.facts) and shared(pair.golden, claim) >= pair.alike for claim in answer.claims)
        return None if nearer or pair.alike < _ABOUT else others
    return others or next(_foreign(fact, golden, answer.facts), None)


def _misplaced(golden: Reading, fact: Fact, answer: Reading, pair: Pair) -> Iterator[Finding]:
    """Give a finding when the claim about the same thing states the value, but of another side or event."""
    if pair.alike < _ABOUT or pair.golden.denied or pair.answer.denied:
        return
    others = [other for other in pair.answer.facts if same(fact, other)]
    told = [(other, misplaced(fact, other)) for other in others]
    if told and all(how for _, how in told):
        other, how = told[0]
        yield replace(
            _wrong(golden, fact, answer, other), message=f"the golden says {golden.said(fact)} {how or ''}".rstrip()
        )


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
