"""Facts that are numbers of something: money, percentages, quantities with units, plain counts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from regold.text.facts.amount import amount
from regold.text.facts.fact import CENT, Fact, Kind
from regold.text.facts.numbers import DIGITS, FREE_BEFORE, NUMBER, TENS, UNITS, WORDS, value
from regold.text.facts.reader import Reader, needing

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
    rf"| ((?:{TENS})-(?:{UNITS})\b"
    rf"|(?:\d\d|(?:{TENS})(?:[ -](?:{UNITS}))?)(?=[.,;:!?)]|$| (?:for|per|an?|each|extra|more|on|in|if|when)\b)))?",
    re.IGNORECASE,
)
_PERCENT = re.compile(rf"{FREE_BEFORE}({NUMBER}) ?(?:%|percent\b|per cent\b|percentage points?\b)", re.IGNORECASE)
_TENTH = re.compile(
    r"(?<!hour and )(?<!year and )\b(?:(?:a|an|one|(two|three|four|nine)) (tenth|quarter|third|fifth)s?"
    r"|(?<!and )(?<!and a )half)"
    r"(?! (?:of )?(?:an? )?(?:hour|year|month|day|week|minute|dozen|past|to|before|after))(?![\w-])",
    re.IGNORECASE,
)
_SHARES = {"tenth": "10", "quarter": "25", "third": "33.3", "fifth": "20"}
_HALF_PRICE = re.compile(
    r"\bhalf(?:[ -]price| off| the (?:usual |normal |regular |full )?(?:price|cost|fare|fee))\b|(?<=\bpay )half\b",
    re.IGNORECASE,
)
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


@needing(*_SYMBOLS, *_CODES.split("|"))
def _money_before(text: str) -> Iterator[Fact]:
    for found in _MONEY_BEFORE.finditer(text):
        unit = _SYMBOLS.get(found[1].lower().strip()) or found[1].strip().upper()
        yield from _amount(Kind.MONEY, text, found, found[2], unit, _scale(found[3]))
        behind = _MONEY_ON.match(text, found.end())
        if behind:
            yield from _amount(Kind.MONEY, text, behind, behind[1], unit, Decimal(1), start=behind.start(1))


@needing("€", "£", *_NAMES)
def _money_behind(text: str) -> Iterator[Fact]:
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


@needing("half")
def _half_prices(text: str) -> Iterator[Fact]:
    for found in _HALF_PRICE.finditer(text):
        yield from amount(Kind.PERCENT, "50", Decimal(1), "%", found.start(), found.end(), weak=True)


@needing("half", *_SHARES)
def _parts_of_a_whole(text: str) -> Iterator[Fact]:
    for found in _TENTH.finditer(text):
        parts, share = value(found[1] or "one") or Decimal(1), _SHARES[found[2].lower()] if found[2] else "50"
        yield from amount(Kind.PERCENT, share, parts, "%", found.start(), found.end(), weak=True)


@needing("%", "percent", "per cent")
def _percentages(text: str) -> Iterator[Fact]:
    for found in _PERCENT.finditer(text):
        yield from _amount(Kind.PERCENT, text, found, found[1], "%", Decimal(1))


@needing()
def _quantities(text: str) -> Iterator[Fact]:
    for found in _QUANTITY.finditer(text):
        factor, unit = _MEASURES[found[2].lower()]
        yield from _amount(Kind.QUANTITY, text, found, found[1], unit, Decimal(factor))


@needing()
def _counts(text: str) -> Iterator[Fact]:
    for found in _COUNT.finditer(text):
        thing = (found[3] or "").lower()
        if thing and thing not in _NO_THINGS:
            weak = found[1].lower() in {"one", "two"}
            unit = thing.removesuffix("s")
            yield from amount(Kind.COUNT, found[1], _scale(found[2]), unit, found.start(1), found.end(), weak=weak)


def _amount(
    kind: Kind, text: str, found: re.Match[str], number: str, unit: str, factor: Decimal, start: int | None = None
) -> Iterator[Fact]:
    rate = _PER.match(text, found.end())
    per = (rate[1] or rate[2]).lower() if rate else ""
    end = rate.end() if rate else found.end()
    first = found.start() if start is None else start
    yield from amount(kind, number, factor, unit, first, end, per=_RATES.get(per, per))


MONEY: tuple[Reader, ...] = (_money_before, _money_behind)
SHARES: tuple[Reader, ...] = (_half_prices, _parts_of_a_whole, _percentages)
QUANTITIES: tuple[Reader, ...] = (_quantities,)
COUNTS: tuple[Reader, ...] = (_counts,)
