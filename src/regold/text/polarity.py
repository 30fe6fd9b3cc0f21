"""Tells whether a clause denies something; the first, coarse form: words of negation, without the ways of speaking."""

from __future__ import annotations

import re

from regold.text.typography import plain

_NOT_DENIALS = re.compile(
    r"\bno (?:questions asked|problem|worries|later than|sooner than|more than|less than|fewer than|matter|doubt)\b"
    r"|\b(?:do not|don't) (?:worry|hesitate)\b|\bnot only\b|\bwhether or not\b|\bwhy not\b"
    r"|\b(?:at no|no|without) (?:\w+ ){0,2}(?:cost|charge|charges|fee|fees)\b"
)
_DENIAL = re.compile(
    r"\b(?:not|cannot|never|no|none|nothing|nobody|neither|nor|without|unable|impossible|unavailable|ineligible)\b"
    r"|n't\b|\bnon-?(?=[a-z]{4})"
)
_YES_OR_NO = re.compile(
    r"\W{0,3}(yes|yeah|yep|sure|of course|certainly|no|nope|sorry, no|unfortunately not)\b", re.IGNORECASE
)
_NO = ("no", "nope", "sorry, no", "unfortunately not")


def denies(clause: str) -> bool:
    """Tell whether a clause holds an odd number of denials, ways of speaking such as "no questions asked" aside."""
    lowered = _NOT_DENIALS.sub(" ", plain(clause).lower())
    return len(_DENIAL.findall(_without_leading_no(lowered))) % 2 == 1


def opening(text: str) -> bool | None:
    """Tell whether a text opens with yes (True) or no (False); None when it opens with neither."""
    found = _YES_OR_NO.match(plain(text))
    return None if found is None else found[1].lower() not in _NO


def _without_leading_no(lowered: str) -> str:
    """Drop an answering "no,": the clause behind it repeats the denial in its own words."""
    return re.sub(r"^\W{0,3}(?:sorry, )?(?:no|nope)[,.!]\s", "", lowered)
