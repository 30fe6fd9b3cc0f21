"""Finds what a text makes its promise depend on: conditions, limits, exceptions, fees; and those that are new."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from regold.judge.reading import KEPT, Reading, content
from regold.judge.synonyms import akin
from regold.model import Finding, Span
from regold.text.facts import Fact, same, within
from regold.text.typography import plain

_RESTRICTS = re.compile(
    r"\b(?:only|solely|exclusively|unless|except(?:ed|ing|ions?)?|barring|exclud(?:ing|es?|ed)|other than"
    r"|apart from|aside from"
    r"|as long as|so long as|provided(?: that)?|providing|on condition|conditional|subject to|(?:is |are )?limited to"
    r"|restricted to|reserved for|(?:available|open|issued|offered|granted) (?:only )?(?:to|for)|meant for|intended for"
    r"|does ?n[o']t apply|do ?n[o']t apply|not (?:valid|applicable|available|offered)|discretion|contingent|once per"
    r"|one per|per (?:customer|household)|no more than (?:once|one)|at most once"
    r"|(?:must|has to|have to|needs? to|is to|are to) (?:be |have |do |show |pay |sign |own |live |come |provide "
    r"|bring )"
    r"|if|once (?:you|your|we|our|the|a|it|support|they)|approv(?:al|ed|es)|agrees?|with a doctor|doctor's note"
    r"|we (?:do not|don't|cannot|can't|will not|won't)|(?:cannot|can't) be|those (?:who|arriving|with)"
    r"|(?:of|on|with|in) (?:[\w-]+ ){1,3}(?:plans?|tiers?|editions?|packages?|subscriptions?)"
    r"|for (?:[a-z-]+ ){0,2}(?:members?|customers?|users?|subscribers?|accounts?|holders?|guests?|passengers?|patients?"
    r"|clients?|reasons?|purposes?|companies|residents?|students?|adults?))\b"
)
_CHARGES = re.compile(
    r"\b(?:fees?|charges?|surcharges?|supplements?|penalt(?:y|ies)|deposits?|add-on|extra for|a bit extra"
    r"|pay (?:an? (?!tenth|quarter|third|fifth|half|bit less|little less)|extra)"
    r"|extra (?:cost|charge)|at your (?:own )?expense|(?:charged|deducted|billed))\b"
)
_NO_CHARGE = re.compile(
    r"\b(?:no|without(?: any| an?)?|free of|zero|not (?:a|any)|never (?:a|any)|nothing is|won't be any|waive[sd]?) "
    r"(?:\w+ ){0,3}(?:fees?|charges?|surcharges?|costs?|deposits?|penalt(?:y|ies)|conditions?|exceptions?|limits?"
    r"|supplements?|deducted)\b|\b(?:not|won't|never) (?:be )?(?:charged?|billed|pay)\b|\bnot required\b|\bno need\b"
)
_COURTESY = re.compile(
    r"\bif (?:you(?:'d| would)? (?:have|need|want|like|wish|prefer|run into|get stuck|are (?:not )?(?:sure|unsure))"
    r"|anything|there(?:'s| is) anything|that (?:helps|works|does)|in doubt|not sure|possible|needed)\b"
    r"|\b(?:let (?:me|us) know if|feel free|happy to (?:help|explain)|anything else"
    r"|any (?:other |more |further )?questions"
    r"|hope (?:this|that)|have a (?:great|nice|good)|thank(?:s| you)|sorry to|can't wait|look forward|don't worry)\b"
)
_CUT = re.compile(
    r"[,;:()\u2014]\s|\s-\s|\b(?=(?:if|unless|except|only|provided|as long as|so long as|but|once|after|when|while"
    r"|until"
    r"|before|without|apart from|(?<!only )for (?!the |your |our |you |it |them |this |that )|with (?!the |your )"
    r"|which|who)\b)"
)
_LIKE = 0.5
"""The share of its words from which a condition of the answer is one that the golden or the query names."""


_OF_A_FACT = 2
"""How many words a fact counts for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """A piece of a text that limits what the rest promises; `charge` when it is about money."""

    span: Span
    text: str
    words: frozenset[str]
    charge: bool


@lru_cache(maxsize=KEPT)
def conditions(reading: Reading) -> tuple[Condition, ...]:
    """Give the conditions, limits, exceptions and fees that a text names, without the courtesies."""
    return tuple(found for span in reading.sentences for found in _of_sentence(reading.text, span))


def added(golden: Reading, answer: Reading, query: Reading) -> tuple[Condition, ...]:
    """Give the conditions of the answer that neither the golden nor the query names by half of their words.

    A word that is akin to one of theirs counts as one of theirs, a fact that they state as two. What a query asks of
    fees is no fee that the golden names, and a fee of another amount is another one.
    """
    facts = (*golden.facts, *query.facts)
    own, asked = content(golden.text), content(query.text)
    return tuple(
        found
        for found in conditions(answer)
        if _new(found, within(answer.facts, found.span), own if found.charge else own | asked, facts)
    )


def _new(found: Condition, stated: Sequence[Fact], known: frozenset[str], facts: Sequence[Fact]) -> bool:
    if found.charge and any(not one.weak and not any(same(one, other) for other in facts) for one in stated):
        return True
    new = sum(not any(akin(word, other) for other in known) for word in found.words)
    shared = _OF_A_FACT * sum(any(same(fact, other) for other in facts) for fact in stated)
    return new > (1 - _LIKE) * (len(found.words) + shared)


def findings(found: Sequence[Condition]) -> tuple[Finding, ...]:
    """Give a finding for each condition that the golden does not know."""
    return tuple(
        Finding(
            check="condition",
            supports=False,
            message=f'the answer adds "{" ".join(one.text.split())}", which the golden does not say',
            answer_spans=(one.span,),
        )
        for one in found
    )


def _of_sentence(text: str, span: Span) -> Iterator[Condition]:
    lowered = plain(text[span.start : span.end]).lower()
    if _COURTESY.search(lowered) and not _CHARGES.search(lowered):
        return
    start = 0
    for cut in [*(found.end() for found in _CUT.finditer(lowered)), len(lowered)]:
        piece = _NO_CHARGE.sub(" ", lowered[start:cut])
        charge = _CHARGES.search(piece) is not None
        if charge or _RESTRICTS.search(piece):
            at = Span(start=span.start + start, end=span.start + cut)
            said = text[at.start : at.end]
            words = content(said)
            if words:
                yield Condition(span=at, text=said.strip(" ,;:"), words=words, charge=charge)
        start = cut
