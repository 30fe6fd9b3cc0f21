"""What a typed fact is, and when two of them say the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator
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
    ORDINAL = "ordinal"
    COUNT = "count"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A value in a text. `readings` holds all values it may have, mostly one; `unit` is in the base unit's name.

    `per` is what a price or quantity is for (month, person, …), the
    year of a date or the zone of a time, "" when the text does not say. `shared` is set for
    the first number of a range, whose unit stands with the second. A weak fact can bear another out, but is nothing
    that a text must hold: "one reason", "half price".
    """

    kind: Kind
    readings: frozenset[Decimal | str]
    unit: str = ""
    per: str = ""
    span: Span
    shared: bool = False
    weak: bool = False


Reader = Callable[[str], Iterator[Fact]]


def comparable(golden: Fact, answer: Fact) -> bool:
    """Tell whether two facts are about the same kind of thing, so that different values contradict each other.

    Counts are comparable only with counts of the same thing, quantities only with those of the same measure.
    """
    if golden.kind is not answer.kind:
        return False
    if golden.kind in {Kind.COUNT, Kind.QUANTITY}:
        return golden.unit == answer.unit
    return True


def same(golden: Fact, answer: Fact) -> bool:
    """Tell whether two facts say the same; where a reading is open, one that they share is enough.

    A text that leaves out the time a price is for does not contradict one that gives it. Counts are the same by
    their number: what is counted has too many names.
    """
    return (
        golden.kind is answer.kind
        and (golden.unit == answer.unit or golden.kind is Kind.COUNT)
        and (golden.per == answer.per or not golden.per or not answer.per)
        and not golden.readings.isdisjoint(answer.readings)
    )
