"""Tells whether a text is in English, whose denials and conditions the judge can read; it names no other language."""

from __future__ import annotations

import re

from regold.model import Finding

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_OF_ENGLISH = re.compile(
    r"the|is|are|you|your|we|our|and|of|to|for|with|it|this|that|can|not|within|from|be|have|will|please|by|on"
    r"|if|or|an|i|my|they|their|there|must|may|has|when|how|what|which|at|as|but|do|does|don't|you'll|we'll|it's"
    r"|all|any|cannot|only|who|get|no|yes|after|before|up|out|from|into|per|each|every|free|day|days|use|need"
)
_OF_OTHERS = re.compile(
    r"der|die|das|und|ist|nicht|sie|ein|eine|mit|auf|wir|ihr|le|la|les|des|est|vous|nous|pour|une|dans|el|los|las|una|que"
    r"|por|para|es|il|di|che|per|non|sono|het|een|niet|voor|wij|naar|o|os|um|uma|com|da|jest|nie|na|och|att|ikke|och"
)
_FEWEST = 5
_SHORT = 15
_SHARE = 0.12


def english(text: str) -> bool:
    """Tell whether a text is in English, by the share of its commonest words; of fewer than five words, it is.

    Fewer than fifteen plain words are it too where none is a common one of another language.
    """
    words = [word.lower() for word in _WORD.findall(text.replace("\u2019", "'"))[:400]]
    if len(words) < _FEWEST:
        return text.isascii() or not words or any("a" <= char.lower() <= "z" for char in text)
    if len(words) < _SHORT and text.isascii() and not any(_OF_OTHERS.fullmatch(word) for word in words):
        return True
    return sum(_OF_ENGLISH.fullmatch(word) is not None for word in words) >= _SHARE * len(words)


def not_english(golden: str, answer: str) -> tuple[Finding, ...]:
    """Give a finding that says what was not read where either text is in another language."""
    if english(golden) and english(answer):
        return ()
    message = "not in English: facts, words and meaning were compared, but not what is denied or made to depend"
    return (Finding(check="language", supports=True, message=message),)
