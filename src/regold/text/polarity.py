"""Tells whether a clause denies what it is about: words of negation in its main part, without the ways of speaking."""

from __future__ import annotations

import re

from regold.text.typography import plain

_NOT_DENIALS = re.compile(
    r"\bno (?:questions asked|problem|worries|matter|doubt)\b"
    r"|\b(?:no|not|never) (?:later|sooner|earlier|more|less|fewer|longer) than\b"
    r"|\b(?:do not|don't) (?:worry|hesitate)\b|\bnot only\b|\bwhether or not\b|\bwhy not\b"
    r"|\b(?:do not|does not|don't|doesn't|won't|will not) (?:have to |need to )?(?:cost|pay) (?:you )?"
    r"(?:anything|extra|more|a cent|for (?:it|this|that|them))\b|\bcosts? (?:you )?nothing(?: extra)?\b"
    r"|\bnothing (?:extra )?to pay\b"
    r"|\bno (?:extra |additional |further |added )?(?:charge|fee|cost)s?\b"
    r"|\b(?:at no|without|free of) (?:\w+ ){0,2}(?:cost|charge|charges|fee|fees|interest)\b"
)
_ASIDE = re.compile(
    r"\b(?:if|when|whenever|unless|as long as|as soon as|so long as|because|since|until|while|which|who|where|once"
    r"|after|before|so that|in case|without|even)\b[^,;:]{0,200}(?=[,;:]|$)"
    r"|, (?:not|never|rather than|instead of)\b[^,;:]{0,200}(?=[,;:]|$)"
)
_DENIAL = re.compile(
    r"\b(?:not|cannot|never|no|none|nothing|nobody|neither|unable|impossible|unavailable|ineligible|excluded|refuse"
    r"|refuses|stop|forbid(?:s|den)?|prohibit(?:s|ed)?|banned|disallowed)\b|n't\b|\bnon-?(?=[a-z]{4})"
)
_TWICE = re.compile(
    r"(?:\b(?:not|never|no(?: \w+)?|nobody|none|neither)|n't) (?:\w+ ){0,2}"
    r"(?:impossible|unable|unavailable|ineligible|excluded|refuse[sd]?|forbidden|prohibited|banned|disallowed)\b"
)
"""Two denials that make an affirmation: "not impossible", "no order is excluded"."""
_YES_OR_NO = re.compile(
    r"\W{0,5}(?:(?:i'm |we're )?(?:sorry|unfortunately|afraid),? )?"
    r"((?:(?<=unfortunately )|(?<=afraid )|(?<=sorry )|(?<=sorry, ))not|yes|yeah|yep|sure|of course|certainly|no|nope)"
    r"\s{0,3}(?:[,.!:;]|\s-|$)"
)
_NO = ("no", "nope", "not")


def denies(clause: str) -> bool:
    """Tell whether the main part of a clause denies something; a no that answers the question does not count.

    Ways of speaking ("at no cost") are no denials, and neither is what a condition, a reason or a contrast says
    ("as long as it is not packed", ", not when you order"). Two denials of one thing are none.
    """
    lowered = _NOT_DENIALS.sub(" ", plain(clause).casefold())
    led = _YES_OR_NO.match(lowered)
    main = _TWICE.sub(" ", _ASIDE.sub(" ", lowered[led.end() :] if led else lowered))
    return _DENIAL.search(main) is not None


def denies_anywhere(clause: str) -> bool:
    """Tell whether any word of a clause denies, asides and an opening no included, ways of speaking not."""
    return _DENIAL.search(_TWICE.sub(" ", _NOT_DENIALS.sub(" ", plain(clause).casefold()))) is not None


def denied(clause: str) -> tuple[str, ...]:
    """Give the words that stand behind each denial of a clause, asides included: up to four, in small letters."""
    lowered = _NOT_DENIALS.sub(" ", plain(clause).casefold())
    return tuple(
        word for found in _DENIAL.finditer(lowered) for word in lowered[found.end() : found.end() + 60].split()[:4]
    )


def opening(text: str) -> bool | None:
    """Tell whether a text opens with yes (True) or no (False); None when it opens with neither."""
    found = _YES_OR_NO.match(plain(text).casefold())
    return None if found is None else found[1] not in _NO
