"""Turns what was weighed into findings: the reasons a person reads, the one that weighed most first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from regold.judge import conditions, exchanges
from regold.judge.reading import Reading
from regold.model import Finding, Span
from regold.text.difference import differing

_CHECKS = {
    "facts_missing": "fact", "facts_foreign": "fact", "numbers_missing": "fact", "numbers_foreign": "fact",
    "names_changed": "name", "conditions_added": "condition", "conditions_excess": "condition",
    "charges_added": "condition", "facts_extra": "fact", "facts_misplaced": "fact", "turned": "polarity", "turned_parts": "polarity", "in_order": "order",
    "least_part": "missing", "weakest_part": "missing", "conditions_left_out": "missing", "evades": "evasion", "denials": "polarity",
    "weakest": "missing", "recall": "missing", "recall_beyond_query": "missing", "near": "missing",
    "nearest_least": "missing", "held": "missing", "left_out": "missing", "similar": "similarity",
    "asked": "similarity", "stray": "added", "foreign_words": "added", "precision": "added", "put_in": "added",
    "exchanged": "words", "alike": "words", "aligned": "words", "follows": "entailment", "borne_out": "entailment",
    "least_follows": "entailment", "least_borne_out": "entailment",
}  # fmt: skip
"""The check that each signal speaks for; a signal that is not named here is told by none."""

_WORTH = -0.3
"""Log-odds from which the weight of a check is worth telling."""

_MOST = 0.9
"""The share of the golden's words from which none is told to be missing."""


def supports(golden: Reading) -> tuple[Finding, ...]:
    """Give what speaks for an answer: the facts that agree, else that it says the same."""
    needed = [fact for fact in golden.facts if not fact.weak]
    if not needed:
        return (Finding(check="meaning", supports=True, message="the answer says what the golden says"),)
    said = ", ".join(golden.said(fact) for fact in needed[:6])
    spans: tuple[Span, ...] = tuple(fact.span for fact in needed)
    return (Finding(check="fact", supports=True, message=f"the facts agree: {said}", golden_spans=spans),)


def doubts_first(
    golden: Reading,
    answer: Reading,
    query: Reading,
    lacking: Sequence[Finding],
    signals: Mapping[str, float],
    weights: Mapping[str, float],
) -> tuple[Finding, ...]:
    """Give what speaks against an answer, the check that weighed most first; at least one finding."""
    found = [*lacking, *_named(golden, answer, query)]
    against: dict[str, float] = {}
    for name, weight in weights.items():
        check = _CHECKS.get(name)
        if check is not None:
            against[check] = against.get(check, 0.0) + weight
    told = {one.check for one in found}
    found += [
        Finding(check=check, supports=False, message=message, golden_spans=ours, answer_spans=theirs)
        for check, message, ours, theirs in _general(golden, answer, signals)
        if check not in told and against.get(check, 0.0) <= _WORTH
    ]
    return tuple(sorted(found, key=lambda one: against.get(one.check, 0.0))) or (_other(golden, answer),)


def _named(golden: Reading, answer: Reading, query: Reading) -> tuple[Finding, ...]:
    changed = exchanges.exchanges(exchanges.weighty(golden), exchanges.weighty(answer))
    return (
        *exchanges.renamed(golden, answer, changed),
        *conditions.findings(conditions.added(golden, answer, query)),
    )


def _general(
    golden: Reading, answer: Reading, signals: Mapping[str, float]
) -> Iterator[tuple[str, str, tuple[Span, ...], tuple[Span, ...]]]:
    """Give what the signals alone can say, each with the words that it is about, where it is true at all."""
    lacking, added = differing(golden.text, answer.text)
    if signals["evades"]:
        yield "evasion", "the answer sends the customer elsewhere instead of answering", (), ()
    if signals["numbers_missing"] or signals["numbers_foreign"]:
        yield "fact", "the numbers are not those of the golden", lacking, added
    if signals["recall"] < _MOST:
        yield "missing", f"only {signals['recall']:.0%} of the golden's words of weight are there", lacking, ()
    if signals["turned"] or signals["denials"]:
        yield "polarity", "one of the two denies more than the other", lacking, added
    if signals["in_order"] < 1:
        yield "order", "the answer says the same things of other things: their order differs", lacking, added
    if signals["foreign_words"]:
        yield "added", "the answer says what the golden does not", (), added
    if "follows" in signals:
        yield "entailment", "the model of inference does not find that one follows from the other", lacking, added
    if "similar" in signals:
        yield "similarity", f"the meaning is {signals['similar']:.2f} alike", lacking, added


def _other(golden: Reading, answer: Reading) -> Finding:
    lacking, added = differing(golden.text, answer.text)
    message = "other words stand in the place of the golden's"
    return Finding(check="words", supports=False, message=message, golden_spans=lacking, answer_spans=added)
