"""Dates and times of day; a date that can be read in two ways keeps both readings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from regold.model import Span
from regold.text.facts.fact import Fact, Kind
from regold.text.facts.reader import Reader, needing

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?:,? (\d{4})\b)?"
_ISO = re.compile(r"(?<![\w-])(\d{4})-(\d\d)-(\d\d)(?![\w-])")
_DAY_FIRST = re.compile(rf"(?<![\w.,]){_DAY} (?:of )?{_MONTH}{_YEAR}(?!\w)", re.IGNORECASE)
_MONTH_FIRST = re.compile(rf"\b{_MONTH} {_DAY}{_YEAR}(?![\w:])", re.IGNORECASE)
_MONTH_FIRST_TO = re.compile(rf"\b{_MONTH} {_DAY}(?: ?- ?| to | and | until ){_DAY}(?![\w:])", re.IGNORECASE)
_DAY_FIRST_FROM = re.compile(
    rf"(?<![\w.,]){_DAY}(?: ?- ?| to | and | until )(?=\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{_MONTH}(?!\w))", re.IGNORECASE
)
"""The one date of two that has its month beside the other."""
_SAID_DAYS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_DAY_SAID = re.compile(rf"\b({'|'.join(_SAID_DAYS)})(?: day)? of {_MONTH}{_YEAR}(?!\w)", re.IGNORECASE)
_FEASTS = {"new year's eve": ("12", "31"), "new year's day": ("1", "1"), "christmas eve": ("12", "24"),
           "christmas day": ("12", "25")}  # fmt: skip
_LAST_DAYS = ("31", "28", "31", "30", "31", "30", "31", "31", "30", "31", "30", "31")
_MONTH_END = re.compile(rf"\b(?:end|(?:very )?last(?: day)?) of {_MONTH}(?![\w ]* \d{{4}})(?!\w)", re.IGNORECASE)
_FEAST = re.compile("|".join(rf"\b{name}\b" for name in _FEASTS), re.IGNORECASE)
_NUMERIC = re.compile(r"(?<![\w/.])(\d{1,2})/(\d{1,2})(?:/(\d{4}|\d{2}))?(?![\w/])")
_CLOCK = re.compile(
    r"(?<![\w:.$])(\d{1,2})(?:[:.]([0-5]\d))? ?([ap])\.? ?m\b\.?|(?<![\w:.$])([01]?\d|2[0-3]):([0-5]\d)(?![\w:])"
    r"(?! ?(?:-|to|until|and) ?\d{1,2}(?::[0-5]\d)? ?[ap]\.? ?m\b)",
    re.IGNORECASE,
)
_ZONE = re.compile(
    r" ?\(?\b(utc|gmt|cest|cet|bst|[ecmp][sd]?t|eastern|central|mountain|pacific)\b(?: (?:standard |daylight )?time)?",
    re.IGNORECASE,
)
_LATE = re.compile(r",? (?:in the (?:afternoon|evening)|at night)\b", re.IGNORECASE)
_FROM = re.compile(
    r"(?<![\w:.$])(\d{1,2})(?::([0-5]\d))?(?= ?(?:-|to|and|until) ?\d{1,2}(?::[0-5]\d)? ?([ap])\.? ?m\b)", re.IGNORECASE
)
_WEEKDAY = r"(mon|tues|wednes|thurs|fri|satur|sun)days?"
_DAYS = re.compile(
    rf"\b{_WEEKDAY}(?: ?- ?| to | through | until ){_WEEKDAY}\b|\b(weekdays?)\b"
    rf"|\b(weekends?|saturdays?(?: and | & )sundays?)\b|\b{_WEEKDAY}\b",
    re.IGNORECASE,
)
_LEFT_OUT = re.compile(
    r"\b(?:but|except|excepting|excluding|besides|apart from|other than|not on|closed on)(?: for| on)? $", re.IGNORECASE
)
"""What stands before a day that is left out of others: "every day but Sunday"."""
_FAR = 24
_CUT_SHORT = r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun)(?:s|rs?)?\b\.?"
_DAYS_CUT_SHORT = re.compile(
    rf"\b{_CUT_SHORT}(?: ?- ?| to | through ){_CUT_SHORT}|\b(Sat)\.? (?:and|&) Sun\b"
    rf"|\b{_CUT_SHORT}(?=(?:,| and| &| or) (?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b|,? \d)"
    rf"|(?:(?<=and )|(?<=& )|(?<=or )){_CUT_SHORT}"
)
"""Only with a capital, and beside another day or a number: the sun is no day."""
_ORDINAL = re.compile(
    r"(?<![\w.,])(?:(\d{1,4})(?:st|nd|rd|th)|(first|(?<!\bevery )second|fourth|(?<!\ba )(?<!\bone )(?:third|fifth)))"
    r"(?! (?:off|less)\b)\b",
    re.IGNORECASE,
)
_PLACES = ("first", "second", "third", "fourth", "fifth")
_HOURS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_MINUTES = {"five": 5, "ten": 10, "fifteen": 15, "twenty-five": 25, "twenty": 20}
_SAID = re.compile(
    rf"(?<![\w.$])({'|'.join(_HOURS)}|\d{{1,2}})(?: o'clock)? in the (morning|afternoon|evening)\b", re.IGNORECASE
)
_PAST = re.compile(
    rf"\b(half|quarter|{'|'.join(_MINUTES)})(?: (minutes))? (past|to) ({'|'.join(_HOURS)}|\d{{1,2}})"
    r"(?: in the (morning|afternoon|evening)| ([ap])\.?m\b\.?)?",
    re.IGNORECASE,
)
_NAMED = re.compile(r"\b(noon|midday|midnight)\b", re.IGNORECASE)
_SPOKEN = {"noon": 720, "midday": 720, "midnight": 0}


@needing("-")
def _iso_dates(text: str) -> Iterator[Fact]:
    for found in _ISO.finditer(text):
        yield from _date(found, found[1], [(found[2], found[3])])


@needing(*_MONTHS)
def _dates(text: str) -> Iterator[Fact]:
    for found in _DAY_FIRST.finditer(text):
        yield from _date(found, found[3], [(_month(found[2]), found[1])])
    for found in _DAY_SAID.finditer(text):
        yield from _date(found, found[3], [(_month(found[2]), str(_SAID_DAYS.index(found[1].lower()) + 1))])
    for found in _MONTH_END.finditer(text):
        month = _month(found[1])
        yield from _date(found, None, [(month, _LAST_DAYS[int(month) - 1])])
    for pattern, month_at, day in ((_MONTH_FIRST_TO, 1, 3), (_DAY_FIRST_FROM, 2, 1)):
        for found in pattern.finditer(text):
            yield from _date(found, None, [(_month(found[month_at]), found[day])], of=day)
    for found in _MONTH_FIRST.finditer(text):
        yield from _date(found, found[3], [(_month(found[1]), found[2])])


@needing("new year", "christmas")
def _feasts(text: str) -> Iterator[Fact]:
    for found in _FEAST.finditer(text):
        yield from _date(found, None, [_FEASTS[found[0].lower()]])


@needing("/")
def _dates_in_numbers(text: str) -> Iterator[Fact]:
    for found in _NUMERIC.finditer(text):
        if found[3] or (len(found[1] + found[2]) > 2 and found[0] != "24/7"):
            year = f"20{found[3]}" if found[3] and len(found[3]) == 2 else found[3]
            yield from _date(found, year, [(found[1], found[2]), (found[2], found[1])])


def _date(found: re.Match[str], year: str | None, readings: list[tuple[str, str]], *, of: int = 0) -> Iterator[Fact]:
    """Give a date with its possible readings, where that group stands; a date without a year equals one with any."""
    days = [(int(month), int(day)) for month, day in readings if 1 <= int(month) <= 12 and 1 <= int(day) <= 31]
    if days:
        values = frozenset(f"{month:02}-{day:02}" for month, day in days)
        span = Span(start=found.start(of), end=found.start(of) + len(found[of].rstrip(".")))
        yield Fact(kind=Kind.DATE, readings=values, per=year or "", span=span)


def _month(name: str) -> str:
    return str(_MONTHS.index(name[:3].lower()) + 1)


@needing(":", "am", "pm", "a.", "p.", "a m", "p m")
def _times(text: str) -> Iterator[Fact]:
    for found in _CLOCK.finditer(text):
        hour, minute = int(found[1] or found[4]), int(found[2] or found[5] or 0)
        if found[3]:
            if not 1 <= hour <= 12:
                continue
            hour = hour % 12 + (12 if found[3].lower() == "p" else 0)
        elif hour < 12 and _LATE.match(text, found.end()):
            hour += 12
        yield _time(text, found, hour * 60 + minute)
    for found in _FROM.finditer(text):
        if 1 <= int(found[1]) <= 12:
            minutes = int(found[1]) % 12 * 60 + int(found[2] or 0)
            yield _time(text, found, minutes, minutes + 720)


@needing("half", "quarter", *_MINUTES)
def _times_around_the_hour(text: str) -> Iterator[Fact]:
    """Give the times that are told from the hour: half past eight, quarter to nine in the evening."""
    for found in _PAST.finditer(text):
        hour = _HOURS.index(found[4].lower()) + 1 if found[4].isalpha() else int(found[4])
        named, to = found[1].lower(), found[3].lower() == "to"
        part = (found[5] or found[6] or "").lower()
        span_of_hours = to and named != "quarter" and not (found[2] or part)
        if 1 <= hour <= 12 and (named, to) != ("half", True) and not span_of_hours:
            beside = {"half": 30, "quarter": 15}.get(named) or _MINUTES[named]
            minutes = hour % 12 * 60 + (-beside if to else beside)
            late = [720] if part in {"afternoon", "evening", "p"} else [0] if part else [0, 720]
            yield _time(text, found, *((minutes + half) % 1440 for half in late))


@needing(" in the ")
def _times_of_a_part_of_the_day(text: str) -> Iterator[Fact]:
    for found in _SAID.finditer(text):
        hour = _HOURS.index(found[1].lower()) + 1 if found[1].isalpha() else int(found[1])
        if 1 <= hour <= 12:
            yield _time(text, found, hour % 12 * 60 + (0 if found[2].lower() == "morning" else 720))


@needing(*_SPOKEN)
def _times_with_a_name(text: str) -> Iterator[Fact]:
    for found in _NAMED.finditer(text):
        yield _time(text, found, _SPOKEN[found[1].lower()])


def _time(text: str, found: re.Match[str], *minutes: int) -> Fact:
    zone = _ZONE.match(text, found.end())
    end = zone.end() if zone else found.start() + len(found[0].rstrip())
    return Fact(
        kind=Kind.TIME,
        readings=frozenset(map(Decimal, minutes)),
        unit="minute of the day",
        per=_zone(zone[1].lower()) if zone else "",
        span=Span(start=found.start(), end=end),
    )


def _zone(name: str) -> str:
    """Give one name to the zones of North America, whatever the season; the others keep theirs."""
    return f"{name[0]}t" if name[0] in "ecmp" and name not in {"cet", "cest"} else name


@needing("day", "weekend")
def _weekdays(text: str) -> Iterator[Fact]:
    for found in _DAYS.finditer(text):
        days = [day[:3].lower() for day in (found[1] or found[5], found[2]) if day]
        if not days:
            days = ["mon", "fri"] if found[3] else ["sat", "sun"]
        yield Fact(
            kind=Kind.WEEKDAY,
            readings=frozenset(["-".join(days)]),
            span=Span(start=found.start(), end=found.end()),
            weak=bool(found[4] and found[4].lower().startswith("week"))
            or _LEFT_OUT.search(text, max(0, found.start() - _FAR), found.start()) is not None,
        )


@needing("mon", "tue", "wed", "thu", "fri", "sat", "sun")
def _weekdays_cut_short(text: str) -> Iterator[Fact]:
    for found in _DAYS_CUT_SHORT.finditer(text):
        first = found[1] or found[4] or found[5]
        days = [day.lower() for day in (first, found[2]) if day] or ["sat", "sun"]
        span = Span(start=found.start(), end=found.end())
        yield Fact(kind=Kind.WEEKDAY, readings=frozenset(["-".join(days)]), span=span)


@needing()
def _ordinals(text: str) -> Iterator[Fact]:
    for found in _ORDINAL.finditer(text):
        span = Span(start=found.start(), end=found.end())
        place = Decimal(found[1] or _PLACES.index(found[2].lower()) + 1)
        yield Fact(kind=Kind.ORDINAL, readings=frozenset([place]), span=span, weak=found[2] is not None)


CALENDAR: tuple[Reader, ...] = (
    _iso_dates,
    _dates,
    _feasts,
    _dates_in_numbers,
    _times,
    _times_around_the_hour,
    _times_of_a_part_of_the_day,
    _times_with_a_name,
    _weekdays,
    _weekdays_cut_short,
    _ordinals,
)
