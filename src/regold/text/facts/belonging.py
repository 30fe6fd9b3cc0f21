"""What the value of a fact belongs to: the side it bounds ("up to", "at least") and the event it is counted from."""

from __future__ import annotations

import re
from dataclasses import replace

from regold.text.facts.fact import Bound, Fact, Kind

_BEFORE, _BEHIND = 32, 48
"""Characters before and behind a value in which words may belong to it."""

_PLAIN = r"(?<!no )(?<!not )(?<!n't )(?<!never )\b"
_NO = r"\b(?:no|not|never|nor|cannot|isn't|aren't|won't|can't|mustn't|doesn't|don't|nothing)"
_VERB = r"(?:be |go |cost |take |last |get |pay |any )?"
_MOST_BEFORE = re.compile(
    rf"(?:{_NO} {_VERB}(?:more than|longer than|later than|over|above|exceed(?:ing)?|beyond)"
    rf"|{_PLAIN}(?:up to|at most|(?:a )?max(?:imum)?(?: of)?|within|under|below|less than"
    r"|fewer than|cheaper than|inside|limit of|limited to))"
    r" (?:the |a |an |first |next |about )*$"
)
_LEAST_BEFORE = re.compile(
    rf"(?:{_NO} {_VERB}(?:less than|fewer than|under|below|sooner than|earlier than)"
    rf"|{_PLAIN}(?:at least|(?:a )?min(?:imum)?(?: of)?|more than|over|above|exceeding|exceeds?|longer than|upwards of"
    r"|starting at|starts at))"
    r" (?:the |a |an |about )*$"
)
_EARLIEST_BEFORE = re.compile(r"\b(?:after|from|since|starting|as of|past) (?:the |about )*$")
_LATEST_BEFORE = re.compile(r"\b(?:before|by|until|till|prior to) (?:the |about )*$")
_LEAST_BEHIND = re.compile(r" ?(?:or (?:more|over|above|higher|longer|later)|and (?:up|over|above|more)|minimum)\b|\+")
_MOST_BEHIND = re.compile(r" ?(?:or (?:less|fewer|under|below|sooner|earlier)|maximum|at (?:the )?most|tops)\b")
_NOT_LATER = re.compile(r"\b(?:not? later than|up to|until|till|at the latest) (?:the |a |an |about )*$")
_AHEAD = re.compile(r" ?(?:before|ahead|prior|in advance|earlier|beforehand)\b")
_SIDED = frozenset((Kind.MONEY, Kind.PERCENT, Kind.DURATION, Kind.QUANTITY, Kind.COUNT))
_DATED = frozenset((Kind.DATE, Kind.TIME, Kind.WEEKDAY))

_COUNTED_FROM = re.compile(
    r"(?: [a-z-]{1,15}){0,2}?,? (?:counting |counted |starting |measured |as )?"
    r"(?:of|(from|after|since|following|once)|(before|prior to|ahead of))"
    r" (?:the |your |our |its |their |a |an |you |we |it |date |day |original |of |is |has |have |been )*"
    r"([a-z'-]{3,20})"
    r"(?: (?:(?:has|have|had|is|are|was|were|been|be|gets|got) )*([a-z]{3,20}))?"
)
_EVENTS = {
    "delivery": r"deliver|receiv|receipt|arriv|get|got|reach",
    "purchase": r"purchas|buy|bought|order|checkout|pay|paid|transact|sale",
    "dispatch": r"dispatch|ship|sent|send|leav",
    "sign-up": r"sign|regist|enrol|subscri|creat|join",
    "activation": r"activat|install",
    "departure": r"depart|flight|take|fly",
    "check-in": r"check|stay",
    "cancellation": r"cancel",
    "return": r"return",
    "expiry": r"expir|renew|end",
    "approval": r"approv|accept|confirm",
    "request": r"request|claim|appl|submi|report|contact",
    "invoice": r"invoic|bill|statement|due",
    "issue": r"issu|print",
    "event": r"event|appoint|visit|class|start",
}
_EVENT = re.compile("|".join(f"(?P<e{at}>(?:{stems}))" for at, stems in enumerate(_EVENTS.values())))
_NAMES = tuple(_EVENTS)


def belonging(fact: Fact, text: str) -> Fact:
    """Give the fact with its bound and the event it is counted from, where the words beside it tell them."""
    if fact.kind not in _SIDED and fact.kind not in _DATED:
        return fact
    before = text[max(0, fact.span.start - _BEFORE) : fact.span.start].lower()
    behind = text[fact.span.end : fact.span.end + _BEHIND].lower()
    bound = _bound(fact.kind, before, behind)
    event = _event(behind) if fact.kind is Kind.DURATION else ""
    return replace(fact, bound=bound, since=event) if bound or event else fact


def _bound(kind: Kind, before: str, behind: str) -> Bound | None:
    if kind is Kind.DURATION and _NOT_LATER.search(before) and _AHEAD.match(behind):
        return Bound.LEAST
    if _MOST_BEFORE.search(before) or _MOST_BEHIND.match(behind):
        return Bound.MOST
    if _LEAST_BEFORE.search(before) or _LEAST_BEHIND.match(behind):
        return Bound.LEAST
    if kind in _DATED and _LATEST_BEFORE.search(before):
        return Bound.MOST
    if kind in _DATED and _EARLIEST_BEFORE.search(before):
        return Bound.LEAST
    return None


def _event(behind: str) -> str:
    """Give the one name of the event a duration is counted from, `before` or `after` it; "" when it is none known.

    Where a thing and what happens to it both name one ("after the order has shipped"), what happens does.
    """
    counted = _COUNTED_FROM.match(behind)
    if counted is None:
        return ""
    side = "after " if counted[1] else "before " if counted[2] else ""
    for word in reversed(counted.groups()[2:]):
        named = _EVENT.match(word) if word else None
        if named is not None and named.lastgroup is not None:
            return side + _NAMES[int(named.lastgroup[1:])]
    return ""
