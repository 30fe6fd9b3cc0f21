"""Facts that are numbers of something: money, percentages, durations, quantities with units, plain counts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from regold.model import Span
from regold.text.facts.fact import CENT, Fact, Kind, Reader
from regold.text.facts.numbers import DIGITS, FREE_BEFORE, NUMBER, TENS, UNITS, WORDS, value, values

_SYMBOLS = {"$": "USD", "us$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR"}
_NAMES = {
    "dollar": "USD", "usd": "USD", "buck": "USD", "euro": "EUR", "eur": "EUR", "pound sterling": "GBP", "pound": "GBP",
    "gbp": "GBP", "yen": "JPY", "jpy": "JPY", "chf": "CHF", "cad": "CAD", "aud": "AUD", "inr": "INR", "rupee": "INR",
    "cent": CENT,
}  # fmt: skip

_CODES = "usd|eur|gbp|jpy|chf|cad|aud|inr"
_PER = re.compile(
    r"\s?(?:/|per |an? |each |every )\s?(month|mo|year|yr|annum|week|day|hour|user|seat|person|item|order)\b"
    r"|\s(monthly|yearly|annually|weekly|daily|hourly)\b",
    re.IGNORECASE,
)
_RATES = {"mo": "month", "monthly": "month", "yr": "year", "annum": "year", "yearly": "year", "annually": "year",
          "weekly": "week", "daily": "day", "hourly": "hour"}  # fmt: skip
_MONEY_BEFORE = re.compile(
    rf"(us\$|[$€£¥₹]|\b(?:{_CODES}) ?)\s?({DIGITS})(?![\d%])( ?(?:k|m|thousand|million)\b)?", re.IGNORECASE
)
_MONEY_ON = re.compile(rf" ?- ?({DIGITS})(?![\w%/-])")
_MONEY_BEHIND = re.compile(
    rf"{FREE_BEFORE}({NUMBER})( ?k| thousand| million)?[ -]?(€|£|(?:us |u\.s\. )?dollars?|bucks?|euros?"
    rf"|pounds? sterling|pounds?|yen|rupees?"
    rf"|cents?|{_CODES})(?!\w)(?:,? (?:and )?({NUMBER}) cents?\b"
    rf"| (\d\d|(?:{TENS})(?:[ -](?:{UNITS}))?)(?=[.,;:!?)]|$| (?:for|per|an?|each|extra|more|on|in|if|when)\b))?",
    re.IGNORECASE,
)
_PERCENT = re.compile(rf"{FREE_BEFORE}({NUMBER}) ?(?:%|percent\b|per cent\b|percentage points?\b)", re.IGNORECASE)
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
_TENTH = re.compile(
    r"(?<!hour and )(?<!year and )\b(?:(?:a|an|one|(two|three|four|nine)) (tenth|quarter|third|fifth)s?"
    r"|(?<!and )(?<!and a )half)"
    r"(?! (?:of )?(?:an? )?(?:hour|year|month|day|week|minute|dozen|past|to|before|after))(?![\w-])",
    re.IGNORECASE,
)
_SHARES = {"tenth": "10", "quarter": "25", "third": "33.3", "fifth": "20"}
_HALF = re.compile(
    r"\b(?:(an?|one|two|three|\d{1,3}) )?(?:and a )?half(?:[ -](?:an?|of an?))?[ -]"
    r"(minute|hour|day|week|month|year)s?\b|\b(an?|one) (hour|day|week|month|year) and a half\b",
    re.IGNORECASE,
)
_HALF_PRICE = re.compile(
    r"\bhalf(?:[ -]price| off| the (?:usual |normal |regular |full )?(?:price|cost|fare|fee))\b|(?<=\bpay )half\b",
    re.IGNORECASE,
)
_TIME_UNITS = {"s": (1, "second"), "mi": (60, "second"), "h": (3600, "second"), "d": (86_400, "second"),
               "w": (604_800, "second"), "f": (1_209_600, "second"), "mo": (1, "month"), "q": (3, "month"),
               "y": (12, "month")}  # fmt: skip
_MEASURES = {
    "mg": ("0.001", "g"), "g": ("1", "g"), "gram": ("1", "g"), "kg": ("1000", "g"), "kilo": ("1000", "g"),
    "kilogram": ("1000", "g"), "tonne": ("1000000", "g"), "oz": ("1", "oz"), "ounce": ("1", "oz"), "lb": ("16", "oz"),
    "lbs": ("16", "oz"), "mm": ("1", "mm"), "cm": ("10", "mm"), "centimeter": ("10", "mm"), "centimetre": ("10", "mm"),
    "m": ("1000", "mm"), "meter": ("1000", "mm"), "metre": ("1000", "mm"), "km": ("1000000", "mm"),
    "kilometer": ("1000000", "mm"), "kilometre": ("1000000", "mm"), "inch": ("1", "in"), "inches": ("1", "in"),
    "ft": ("12", "in"), "foot": ("12", "in"), "feet": ("12", "in"), "yard": ("36", "in"), "mile": ("63360", "in"),
    "ml": ("1", "ml"), "milliliter": ("1", "ml"), "l": ("1000", "ml"), "liter": ("1000", "ml"), "litre": ("1000", "ml"),
    "kilobyte": ("1000", "byte"), "megabyte": ("1000000", "byte"), "gigabyte": ("1000000000", "byte"),
    "terabyte": ("1000000000000", "byte"), "kbit/s": ("0.001", "Mbit/s"), "mbit/s": ("1", "Mbit/s"),
    "gbit/s": ("1000", "Mbit/s"), "kbps": ("0.001", "Mbit/s"),
    "kb": ("1000", "byte"), "mb": ("1000000", "byte"), "gb": ("1000000000", "byte"), "tb": ("1000000000000", "byte"),
    "mbps": ("1", "Mbit/s"), "gbps": ("1000", "Mbit/s"), "w": ("1", "W"), "watt": ("1", "W"), "kw": ("1000", "W"),
    "kwh": ("1", "kWh"), "v": ("1", "V"), "volt": ("1", "V"), "mah": ("1", "mAh"), "°c": ("1", "°C"), "°f": ("1", "°F"),
}  # fmt: skip
_QUANTITY = re.compile(
    rf"{FREE_BEFORE}({NUMBER})[ -]?({'|'.join(sorted(map(re.escape, _MEASURES), key=len, reverse=True))})s?"
    r"(?!\w|/(?!(?:mo|month|yr|year|week|day|hour|user|seat|person|item|order)\b))",
    re.IGNORECASE,
)
_NO_THINGS = frozenset(
    ("of", "or", "and", "to", "in", "at", "on", "is", "are", "with", "for", "by", "the", "per", "from", "has", "have",
     "had", "can", "may", "must", "will", "who", "that", "which", "if", "when", "more", "other", "others", "further",
     "right", "left", "each", "only", "maximum", "minimum", "free", "extra", "later", "earlier", "do", "does", "need",
     "needs")
)  # fmt: skip
_COUNT = re.compile(
    rf"(?<![\w.,#:/-])({DIGITS}|\b{WORDS}\b)(k\b| thousand\b| million\b)?(?![\w%])(?:[ -]([a-z]{{2,30}}))?",
    re.IGNORECASE,
)


def _money(text: str) -> Iterator[Fact]:
    for found in _MONEY_BEFORE.finditer(text):
        unit = _SYMBOLS.get(found[1].lower().strip()) or found[1].strip().upper()
        yield from _amount(Kind.MONEY, text, found, found[2], unit, _scale(found[3]))
        behind = _MONEY_ON.match(text, found.end())
        if behind:
            yield from _amount(Kind.MONEY, text, behind, behind[1], unit, Decimal(1), start=behind.start(1))
    for found in _MONEY_BEHIND.finditer(text):
        name = found[3].lower().removeprefix("us ").removeprefix("u.s. ")
        unit = _SYMBOLS.get(name) or _NAMES.get(name.rstrip("s")) or _NAMES.get(name.replace("pounds", "pound"), "GBP")
        factor = Decimal("0.01") if name.startswith("cent") else _scale(found[2])
        cents = found[4] or found[5]
        if cents and not found[2]:
            small = value(cents) or 0
            whole = f"{value(found[1]) or 0}.{int(small):02}"
            yield from _amount(Kind.MONEY, text, found, whole, unit, factor)
        else:
            yield from _amount(Kind.MONEY, text, found, found[1], unit, factor)


def _scale(name: str | None) -> Decimal:
    return Decimal(1 if not name else 1_000_000 if name.lower().strip() in {"m", "million"} else 1000)


def _percentages(text: str) -> Iterator[Fact]:
    for found in _HALF_PRICE.finditer(text):
        yield from _one(Kind.PERCENT, "50", Decimal(1), "%", found.start(), found.end(), weak=True)
    for found in _TENTH.finditer(text):
        parts, share = value(found[1] or "one") or Decimal(1), _SHARES[found[2].lower()] if found[2] else "50"
        yield from _one(Kind.PERCENT, share, parts, "%", found.start(), found.end(), weak=True)
    for found in _PERCENT.finditer(text):
        yield from _amount(Kind.PERCENT, text, found, found[1], "%", Decimal(1))


def _durations(text: str) -> Iterator[Fact]:
    for found in _HOURS_AND_MINUTES.finditer(text):
        yield from _one(Kind.DURATION, str(_minutes(found)), Decimal(60), "second", found.start(), found.end())
    for found in _QUARTER.finditer(text):
        quarters = 1 if found[1].lower() == "a" else 3
        factor, unit = (Decimal(900), "second") if found[2].lower() == "hour" else (Decimal(3), "month")
        yield from _one(Kind.DURATION, str(quarters), factor, unit, found.start(), found.end())
    for found in _EVERY.finditer(text):
        for group, number, unit in _OFTEN:
            if found[group]:
                yield from _one(Kind.DURATION, number, Decimal(1), unit, found.start(), found.end(), weak=True)
    for found in _DURATION.finditer(text):
        factor, unit = _time_unit(found[4], found[3])
        if found[1]:
            yield from _one(Kind.DURATION, found[1], factor, unit, found.start(1), found.end(1), shared=True)
        yield from _one(Kind.DURATION, found[2], factor, unit, found.start(2), found.end())
    for found in _BRIEFLY.finditer(text):
        yield from _one(Kind.DURATION, found[1], Decimal(3600), "second", found.start(), found.end())
    for found in _HALF.finditer(text):
        factor, unit = _time_unit(found[2] or found[4], None)
        whole = found[1] if found[1] not in {"a", "an", "A", "An"} or " and " in found[0] else None
        halves = 1 + 2 * (value("one" if whole and whole.lower().startswith("a") else whole or "0") or 0)
        halves = Decimal(3) if found[4] else Decimal(halves)
        yield from _one(Kind.DURATION, "1", factor * halves / 2, unit, found.start(), found.end())


def _minutes(found: re.Match[str]) -> Decimal:
    if found[4]:
        return Decimal(75 if found[4].lower() == "a" else 105)
    hours = value("one" if found[1].lower().startswith("an") else found[1]) or Decimal(0)
    return hours * 60 + (value(found[2] or found[3]) or 0)


def _single_durations(text: str) -> Iterator[Fact]:
    for found in _SINGLE.finditer(text):
        factor, unit = _time_unit(found[4], found[3])
        weak = found[1] is None
        yield from _one(Kind.DURATION, "one", factor, unit, found.start(2), found.end(), weak=weak)


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


def _quantities(text: str) -> Iterator[Fact]:
    for found in _QUANTITY.finditer(text):
        factor, unit = _MEASURES[found[2].lower()]
        yield from _amount(Kind.QUANTITY, text, found, found[1], unit, Decimal(factor))


def _counts(text: str) -> Iterator[Fact]:
    for found in _COUNT.finditer(text):
        thing = (found[3] or "").lower()
        if thing and thing not in _NO_THINGS:
            weak = found[1].lower() in {"one", "two"}
            unit = thing.removesuffix("s")
            yield from _one(Kind.COUNT, found[1], _scale(found[2]), unit, found.start(1), found.end(), weak=weak)


def _amount(
    kind: Kind, text: str, found: re.Match[str], number: str, unit: str, factor: Decimal, start: int | None = None
) -> Iterator[Fact]:
    rate = _PER.match(text, found.end())
    per = (rate[1] or rate[2]).lower() if rate else ""
    end = rate.end() if rate else found.end()
    first = found.start() if start is None else start
    yield from _one(kind, number, factor, unit, first, end, per=_RATES.get(per, per))


def _one(
    kind: Kind,
    number: str,
    factor: Decimal,
    unit: str,
    start: int,
    end: int,
    *,
    per: str = "",
    shared: bool = False,
    weak: bool = False,
) -> Iterator[Fact]:
    readings: frozenset[Decimal | str] = frozenset((amount * factor).normalize() for amount in values(number))
    if readings:
        span = Span(start=start, end=end)
        yield Fact(kind=kind, readings=readings, unit=unit, per=per, span=span, shared=shared, weak=weak)


AMOUNTS: tuple[Reader, ...] = (_money, _percentages, _durations, _quantities, _single_durations, _counts)
