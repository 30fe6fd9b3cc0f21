"""Facts that are spans of time: "30 days", "an hour and a half", "every other week"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from regold.text.facts.amount import amount
from regold.text.facts.fact import Fact, Kind
from regold.text.facts.numbers import DIGITS, FREE_BEFORE, NUMBER, WORDS, value
from regold.text.facts.reader import Reader, needing

_TO = r" ?- ?| to | and | or "
_RANGE = rf"(?:({DIGITS}(?={_TO})|{WORDS}(?<!hundred)(?<!thousand)(?= - | to | and | or ))(?:{_TO}))?({NUMBER})"
_DURATION = re.compile(
    rf"{FREE_BEFORE}{_RANGE}[ -]?((?:business|working|calendar|consecutive|more|further|additional|extra|full) )?"
    r"(seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|fortnights?|months?|quarters?|years?|yrs?)\b",
    re.IGNORECASE,
)
_BRIEFLY = re.compile(r"(?<![\w.,:-])(?<!\buntil )(?<!\btill )(?<!\bat )(?<!\bby )(\d{1,3}) ?h(?![\w-])", re.IGNORECASE)
"""Hours as in "48h"; behind until and the like, and in a range, it is a time of day."""
_SINGLE = re.compile(
    r"(\b(?:within|in|after|for|than|least|over|every|takes|lasts) )?\b(an?) "
    r"((?:business|working) )?(second|minute|hour|day|week|fortnight|month|quarter|year)\b(?! and a half)",
    re.IGNORECASE,
)
_HOURS_AND_MINUTES = re.compile(
    rf"{FREE_BEFORE}({NUMBER}|an) ?(?:h|hrs?|hours?)(?:,? and |,? )?"
    rf"(?:([1-5]?\d)(?: ?(?:m|mins?|minutes?))?|({WORDS}) min(?:ute)?s)"
    r"(?![\w:.,%]*\d)(?! ?(?:am|pm|days?|weeks?|months?|years?|business|working))\b"
    r"|\ban hour and (a|three) quarters?\b",
    re.IGNORECASE,
)
_QUARTER = re.compile(r"\b(a|three) quarters? of an? (hour|year)\b", re.IGNORECASE)
_OTHER = r"every (?:second|other) "
_EVERY = re.compile(
    r"\b(?:(quarterly)|(half-yearly|semi-annual(?:ly)?|twice a year|two times a year)"
    rf"|(fortnightly|bi-?weekly|{_OTHER}week)|({_OTHER}day)|({_OTHER}month)|({_OTHER}year))\b",
    re.IGNORECASE,
)
_OFTEN = (
    (1, "3", "month"),
    (2, "6", "month"),
    (3, "1209600", "second"),
    (4, "172800", "second"),
    (5, "2", "month"),
    (6, "24", "month"),
)
_HALF = re.compile(
    r"\b(?:(an?|one|two|three|\d{1,3}) )?(?:and a )?half(?:[ -](?:an?|of an?))?[ -]"
    r"(minute|hour|day|week|month|year)s?\b|\b(an?|one) (hour|day|week|month|year) and a half\b",
    re.IGNORECASE,
)
_TIME_UNITS = {"s": (1, "second"), "mi": (60, "second"), "h": (3600, "second"), "d": (86_400, "second"),
               "w": (604_800, "second"), "f": (1_209_600, "second"), "mo": (1, "month"), "q": (3, "month"),
               "y": (12, "month")}  # fmt: skip
_HOURS_BRIEFLY = tuple(f"{digit}{blank}h" for digit in range(10) for blank in ("", " "))


@needing("hour", "hr", " h ", " h,", *(f" h{digit}" for digit in range(10)), *_HOURS_BRIEFLY)
def _hours_and_minutes(text: str) -> Iterator[Fact]:
    for found in _HOURS_AND_MINUTES.finditer(text):
        yield from amount(Kind.DURATION, str(_minutes(found)), Decimal(60), "second", found.start(), found.end())


@needing("quarter")
def _quarters(text: str) -> Iterator[Fact]:
    for found in _QUARTER.finditer(text):
        quarters = 1 if found[1].lower() == "a" else 3
        factor, unit = (Decimal(900), "second") if found[2].lower() == "hour" else (Decimal(3), "month")
        yield from amount(Kind.DURATION, str(quarters), factor, unit, found.start(), found.end())


@needing("ly", "semi-annual", "twice a year", "two times a year", "every ")
def _repeated(text: str) -> Iterator[Fact]:
    for found in _EVERY.finditer(text):
        for group, number, unit in _OFTEN:
            if found[group]:
                yield from amount(Kind.DURATION, number, Decimal(1), unit, found.start(), found.end(), weak=True)


@needing("sec", "min", "hour", "hr", "day", "week", "fortnight", "month", "quarter", "year", "yr")
def _durations(text: str) -> Iterator[Fact]:
    for found in _DURATION.finditer(text):
        factor, unit = _time_unit(found[4], found[3])
        if found[1]:
            yield from amount(Kind.DURATION, found[1], factor, unit, found.start(1), found.end(1), shared=True)
        yield from amount(Kind.DURATION, found[2], factor, unit, found.start(2), found.end())


@needing(*_HOURS_BRIEFLY)
def _hours_briefly(text: str) -> Iterator[Fact]:
    for found in _BRIEFLY.finditer(text):
        yield from amount(Kind.DURATION, found[1], Decimal(3600), "second", found.start(), found.end())


@needing("half")
def _halves(text: str) -> Iterator[Fact]:
    for found in _HALF.finditer(text):
        factor, unit = _time_unit(found[2] or found[4], None)
        whole = found[1] if found[1] not in {"a", "an", "A", "An"} or " and " in found[0] else None
        halves = 1 + 2 * (value("one" if whole and whole.lower().startswith("a") else whole or "0") or 0)
        halves = Decimal(3) if found[4] else Decimal(halves)
        yield from amount(Kind.DURATION, "1", factor * halves / 2, unit, found.start(), found.end())


def _minutes(found: re.Match[str]) -> Decimal:
    if found[4]:
        return Decimal(75 if found[4].lower() == "a" else 105)
    hours = value("one" if found[1].lower().startswith("an") else found[1]) or Decimal(0)
    return hours * 60 + (value(found[2] or found[3]) or 0)


@needing("second", "minute", "hour", "day", "week", "fortnight", "month", "quarter", "year")
def _single_durations(text: str) -> Iterator[Fact]:
    for found in _SINGLE.finditer(text):
        factor, unit = _time_unit(found[4], found[3])
        weak = found[1] is None
        yield from amount(Kind.DURATION, "one", factor, unit, found.start(2), found.end(), weak=weak)


def _time_unit(name: str, working: str | None) -> tuple[Decimal, str]:
    """Give the factor and the base unit: months are no number of days, and business days are days of their own."""
    lowered = name.lower()
    factor, unit = _TIME_UNITS[lowered[:2] if lowered[:2] in {"mi", "mo"} else lowered[0]]
    if working and working.lower().startswith(("business", "working")):
        return (
            (Decimal(5), "business day")
            if lowered.startswith("week")
            else (Decimal(1), f"business {lowered.rstrip('s')}")
        )
    return Decimal(factor), unit


DURATIONS: tuple[Reader, ...] = (_hours_and_minutes, _quarters, _repeated, _durations, _hours_briefly, _halves)
SINGLE_DURATIONS: tuple[Reader, ...] = (_single_durations,)
"""Read after quantities, for "a day" is one thing more often than a span of time."""
