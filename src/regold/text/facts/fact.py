"""What a typed fact is, and when two of them say the same."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from regold.model import Span


class Kind(StrEnum):
    """What a fact is about; facts of different kinds are never compared."""

    MONEY = "money"
    PERCENT = "percent"
    DURATION = "duration"
    DATE = "date"
    TIME = "time"
    WEEKDAY = "weekday"
    QUANTITY = "quantity"
    PHONE = "phone"
    URL = "url"
    EMAIL = "email"
    VERSION = "version"
    CODE = "code"
    PATH = "path"
    ORDINAL = "ordinal"
    COUNT = "count"


class Bound(StrEnum):
    """The side to which a value is open."""

    MOST = "at most"
    LEAST = "at least"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A value in a text. `readings` holds all values it may have, mostly one; `unit` is in the base unit's name.

    `per` is what a price or quantity is for (month, person, …), the year of a date or the zone of a time, "" when
    the text does not say. `bound` tells "up to" from "at least"; `since` names the event that a duration is counted
    from or to ("delivery", "before departure"), "" when the text names none. `shared` is set for the first number of a
    range, whose unit stands with the second. A weak fact can bear another out, but is nothing that a text must hold:
    "one reason".
    """

    kind: Kind
    readings: frozenset[Decimal | str]
    unit: str = ""
    per: str = ""
    bound: Bound | None = None
    since: str = ""
    span: Span
    shared: bool = False
    weak: bool = False


CENT = "cent"
"""The unit of money told in cents, whose currency is open: "60 cents" is €0.60 and $0.60."""

_OTHER_SYSTEM = {"oz": ("g", 28.3495), "in": ("mm", 25.4)}
"""Units that have one in the metric system, and how many of that they are (NIST Special Publication 811)."""

_ROUNDED = 0.03

_SECONDS = {"second": 1.0, "month": 2_629_746.0}
_MONTH_VARIES = 0.085
"""A month has 28 to 31 days, and its mean is 30.44; four weeks are told as a month too."""

_PERIODS = frozenset(("hour", "day", "week", "month", "year"))


def comparable(golden: Fact, answer: Fact) -> bool:
    """Tell whether two facts are about the same kind of thing, so that different values contradict each other.

    Counts are comparable only with counts of the same thing, quantities only with those of the same measure, a day of
    the week with another day and not with a span of days. 60 days do not contradict two months.
    """
    if golden.kind is not answer.kind:
        return False
    if golden.kind is Kind.QUANTITY:
        return _measure(golden) == _measure(answer)
    if golden.kind is Kind.WEEKDAY:
        return _span_of_days(golden) is _span_of_days(answer)
    if golden.kind is Kind.DURATION and _about_as_long(golden, answer):
        return False
    return golden.kind is not Kind.COUNT or golden.unit == answer.unit


def _span_of_days(fact: Fact) -> bool:
    return any("-" in str(reading) for reading in fact.readings)


def _about_as_long(golden: Fact, answer: Fact) -> bool:
    """Whether months are told as days or weeks: alike enough not to contradict, and not the same."""
    if {golden.unit, answer.unit} != {"month", "second"}:
        return False
    ours, theirs = ([float(reading) * _SECONDS[fact.unit] for reading in fact.readings] for fact in (golden, answer))
    return any(abs(one - two) <= _MONTH_VARIES * max(one, two) for one in ours for two in theirs)


def misplaced(golden: Fact, answer: Fact) -> str | None:
    """Tell in a few words how the same value belongs to something else: another side or another event; else None."""
    if golden.bound and answer.bound and golden.bound is not answer.bound:
        return f"{golden.bound}, not {answer.bound}"
    ours, theirs = golden.since.rpartition(" "), answer.since.rpartition(" ")
    if golden.since and answer.since and (ours[2] != theirs[2] or (ours[0] and theirs[0] and ours[0] != theirs[0])):
        return f"{golden.since}, not {answer.since}"
    return None


def same(golden: Fact, answer: Fact) -> bool:
    """Tell whether two facts say the same; where a reading is open, one that they share is enough.

    A text that leaves out the time a price is for does not contradict one that gives it. Counts are the same by
    their number: what is counted has too many names. Pounds and kilograms, inches and metres are the same when they
    are within 3 %, as people round them.
    """
    if golden.kind is answer.kind is Kind.QUANTITY and golden.unit != answer.unit:
        return _measure(golden) == _measure(answer) and _near(golden, answer)
    return (
        golden.kind is answer.kind
        and (golden.unit == answer.unit or golden.kind is Kind.COUNT or _cents(golden, answer))
        and not _per_differs(golden.per, answer.per)
        and not golden.readings.isdisjoint(answer.readings)
    )


def _cents(golden: Fact, answer: Fact) -> bool:
    return golden.kind is Kind.MONEY and CENT in (golden.unit, answer.unit)


def _per_differs(golden: str, answer: str) -> bool:
    """Whether two rates exclude each other: per month and per year do, per person and per day do not."""
    return bool(golden and answer) and golden != answer and (golden in _PERIODS) is (answer in _PERIODS)


def _measure(fact: Fact) -> str:
    return _OTHER_SYSTEM.get(fact.unit, (fact.unit, 1.0))[0]


def _near(golden: Fact, answer: Fact) -> bool:
    ours, theirs = _metric(golden), _metric(answer)
    return any(abs(one - two) <= _ROUNDED * max(abs(one), abs(two)) for one in ours for two in theirs)


def _metric(fact: Fact) -> list[float]:
    factor = _OTHER_SYSTEM.get(fact.unit, (fact.unit, 1.0))[1]
    return [float(reading) * factor for reading in fact.readings]
