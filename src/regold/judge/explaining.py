"""Turns what was weighed into findings: the reasons a person reads, the one that weighed most first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from regold.judge import conditions, exchanges
from regold.judge.comparison import Spans
from regold.judge.reading import Reading
from regold.judge.rewording import Rewording, reworded
from regold.judge.signals import core_of
from regold.judge.tokens import Token
from regold.model import Finding, Span
from regold.text.difference import differing

_SIGNALS = {
    "fact": "facts_missing facts_foreign facts_extra facts_misplaced numbers_missing numbers_foreign of_others",
    "name": "names_changed names_put_in",
    "condition": "conditions_added conditions_excess charges_added",
    "polarity": "turned turned_parts denials opposed opens",
    "opposite": "contrary",
    "scope": "cares",
    "order": "in_order torn swapped words_exchanged exchanged",
    "missing": "lacking lacking_share least_part weakest_part conditions_left_out weakest recall recall_beyond_query"
    " near nearest_least held",
    "added": "put_in phrases beside repeated stray foreign_words precision",
    "words": "replaced left same alike aligned",
    "evasion": "evades",
    "similarity": "similar asked",
    "entailment": "agrees faultless agrees_back follows borne_out least_follows least_borne_out",
}
_CHECKS = {signal: check for check, signals in _SIGNALS.items() for signal in signals.split()}
"""The check that each signal speaks for; a signal that is not named here is told by none."""

_WORTH = -0.3
"""Log-odds from which the weight of a check is worth telling."""

_MOST_TOLD = 5


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
    at_fault: Spans,
) -> tuple[Finding, ...]:
    """Give what speaks against an answer, the check that weighed most first; at least one finding.

    `at_fault`: the words of golden and answer that a model takes for the fault.
    """
    found = [*lacking, *_named(golden, answer, query)]
    against: dict[str, float] = {}
    for name, weight in weights.items():
        check = _CHECKS.get(name)
        if check is not None:
            against[check] = against.get(check, 0.0) + weight
    told = {one.check for one in found}
    general = [
        Finding(check=check, supports=False, message=message, golden_spans=ours, answer_spans=theirs)
        for check, message, ours, theirs in _general(golden, answer, query, signals, at_fault)
        if check not in told
    ]
    heavy = [one for one in general if against.get(one.check, 0.0) <= _WORTH]
    return tuple(sorted([*found, *heavy], key=lambda one: against.get(one.check, 0.0))) or tuple(general[:1])


def _named(golden: Reading, answer: Reading, query: Reading) -> tuple[Finding, ...]:
    changed = exchanges.exchanges(exchanges.weighty(golden), exchanges.weighty(answer))
    return (
        *exchanges.renamed(golden, answer, changed),
        *conditions.findings(conditions.added(golden, answer, query)),
    )


def _general(
    golden: Reading, answer: Reading, query: Reading, signals: Mapping[str, float], at_fault: Spans
) -> Iterator[tuple[str, str, tuple[Span, ...], tuple[Span, ...]]]:
    """Give what the signals alone can say, each with the words that it is about, where it is true at all."""
    left = reworded(golden, core_of(golden, answer, query))
    lacking, added = differing(golden.text, answer.text)
    yield from _left(golden, answer, left)
    if signals["evades"]:
        yield "evasion", "the answer sends the customer elsewhere instead of answering", (), ()
    if signals["numbers_missing"] or signals["numbers_foreign"]:
        yield "fact", "the numbers are not those of the golden", lacking, added
    if signals["turned"] or signals["denials"]:
        yield "polarity", "one of the two denies more than the other", lacking, added
    if signals["in_order"] < 1 or left.torn:
        yield "order", "the answer says the same words of other things: what belongs together differs", lacking, added
    if "agrees" in signals:
        yield "entailment", *_doubted(golden, answer, at_fault)
    if "follows" in signals:
        yield "entailment", "the model of inference does not find that one follows from the other", lacking, added
    yield "words", "no single word decides: taken together the signals speak against it", lacking, added
    if "similar" in signals:
        yield "similarity", f"the meaning is {signals['similar']:.2f} alike", lacking, added


def _doubted(golden: Reading, answer: Reading, at_fault: Spans) -> tuple[str, tuple[Span, ...], tuple[Span, ...]]:
    ours, theirs = at_fault
    said = []
    if theirs:
        said.append(f"takes {_said(answer.text, theirs)} for wrong")
    if ours:
        said.append(f"misses {_said(golden.text, ours)}")
    told = " and ".join(said) or "does not find the answer as good as the golden"
    return f"the judge's model {told}", ours, theirs


def _left(
    golden: Reading, answer: Reading, left: Rewording
) -> Iterator[tuple[str, str, tuple[Span, ...], tuple[Span, ...]]]:
    """Give the words that only one of the two says."""
    ours, theirs = _spans(left.lacking, care=False), _spans(left.put_in, care=False)
    if ours and theirs:
        message = f"the golden says {_said(golden.text, ours)}, the answer {_said(answer.text, theirs)}"
        yield "words", message, ours, theirs
    if ours:
        yield "missing", f"the answer does not say {_said(golden.text, ours)}", ours, ()
    if theirs:
        yield "added", f"the answer says {_said(answer.text, theirs)}, the golden does not", (), theirs
    ours, theirs = _spans(left.lacking, care=True), _spans(left.put_in, care=True)
    if ours or theirs:
        who = "the golden" if ours else "the answer"
        said = _said(golden.text, ours) if ours else _said(answer.text, theirs)
        yield "scope", f"only {who} says {said}", ours, theirs


def _spans(tokens: Sequence[Token], *, care: bool) -> tuple[Span, ...]:
    return tuple(token.span for token in tokens if token.care is care)


def _said(text: str, spans: Sequence[Span]) -> str:
    words = [f'"{" ".join(text[span.start : span.end].split())}"' for span in spans[:_MOST_TOLD]]
    return ", ".join(words) + (" and more" if len(spans) > _MOST_TOLD else "")
