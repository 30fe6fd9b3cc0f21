"""Numbers as English support texts write them: digits with either kind of separator, and words up to the thousands."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

_ONES = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_OTHERS = {"half a dozen": 6, "two dozen": 24, "a dozen": 12, "zero": 0}
_BIG = {"hundred": 100, "thousand": 1000}
UNITS = "|".join(list(_ONES)[:9])
TENS = "|".join(_TENS)

DIGITS = r"(?:\d{1,3}(?: \d{3}){1,3}(?![\d.,:/-]*\d)|\d{1,15}(?:[.,]\d{1,15}){0,5})"
_SMALL = rf"(?:(?:{TENS})(?:[- ](?:{UNITS}))?|{'|'.join(sorted(_ONES, key=len, reverse=True))})"
WORDS = rf"(?:(?:an?|{UNITS}) (?:hundred|thousand)(?:(?: and)? {_SMALL})?|{'|'.join(_OTHERS)}|{_SMALL})"
NUMBER = rf"(?:{DIGITS}|{WORDS})"
FREE_BEFORE = r"(?<![\w.,])"
"""What must not stand before a number: else it is the rest of a longer one."""


def value(text: str) -> Decimal | None:
    """Give the number that a text of the form NUMBER stands for; None when its separators make no sense."""
    lowered = text.lower()
    if not lowered[0].isdigit():
        return _from_words(lowered)
    try:
        return Decimal(_with_point(lowered.replace(" ", "")))
    except InvalidOperation:
        return None


def values(text: str) -> frozenset[Decimal]:
    """Give all numbers that the text may stand for: 1.234 is a little more than one, or one thousand."""
    found = value(text)
    if found is None:
        return frozenset()
    if re.fullmatch(r"[1-9]\d{0,2}\.\d{3}", text):
        return frozenset([found, Decimal(text.replace(".", ""))])
    return frozenset([found])


def _from_words(text: str) -> Decimal:
    if text in _OTHERS:
        return Decimal(_OTHERS[text])
    total = 0
    for word in text.replace("-", " ").split():
        if word in _BIG:
            total = max(total, 1) * _BIG[word]
        else:
            total += _ONES.get(word, 0) + _TENS.get(word, 0)
    return Decimal(total)


def _with_point(text: str) -> str:
    """Read 1,234.5 and 1.234,5 and 1,234 as they are meant: groups of three are thousands, else it is the point."""
    last = max(text.rfind("."), text.rfind(","))
    if last < 0:
        return text
    mark, behind = text[last], text[last + 1 :]
    other = "," if mark == "." else "."
    grouped = re.fullmatch(rf"\d{{1,3}}(?:\{mark}\d{{3}})+", text) is not None
    if grouped and (mark == "," or text.count(".") > 1):
        return text.replace(mark, "")
    return text[:last].replace(other, "").replace(mark, "") + "." + behind
