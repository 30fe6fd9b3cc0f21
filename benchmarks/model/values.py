"""Values with a unit: their equal wordings and their near misses; they know nothing of the sentences around them."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, replace

ONES = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
TENS = ["_", "_", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
SPANS = ("minutes", "hours", "days", "business_days", "weeks", "months", "years")
LARGER = {"minutes": ("hours", 60), "hours": ("days", 24), "days": ("weeks", 7), "months": ("years", 12)}
OTHER_UNIT = {
    "minutes": ("hours", "days"),
    "hours": ("minutes", "days", "business_days"),
    "days": ("hours", "weeks", "months", "business_days"),
    "business_days": ("hours", "weeks", "days"),
    "weeks": ("days", "months"),
    "months": ("days", "weeks", "years"),
    "years": ("months", "weeks"),
    "kg": ("lb", "g"),
    "GB": ("MB", "TB"),
    "MB": ("GB", "KB"),
    "$": ("€", "£"),
    "€": ("$", "£"),
    "£": ("$", "€"),
}
NAMES = {
    "kg": ("kg", "kilos", "kilograms"),
    "lb": ("lb", "pounds"),
    "g": ("g", "grams"),
    "GB": ("GB", "gigabytes"),
    "MB": ("MB", "megabytes"),
    "KB": ("KB", "kilobytes"),
    "TB": ("TB", "terabytes"),
    "$": ("$", "dollars", "USD"),
    "€": ("€", "euros", "EUR"),
    "£": ("£", "pounds", "GBP"),
}
KINDS = (*SPANS, "money", "percent", "clock", "date", "count", "weight", "size")


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A number with what it counts: `kind` of KINDS, `amount` in `unit` (a currency, a unit, a month for a date)."""

    kind: str
    amount: float
    unit: str = ""

    @property
    def group(self) -> str:
        """The kind of error that changing this value is."""
        return {"money": "money", "date": "date", "clock": "date"}.get(self.kind, "number")


def parse(kind: str, text: str, rng: random.Random) -> Value:
    """Read one value as the frames write it, giving it a currency or a unit where the kind has several."""
    if kind == "date":
        month, day = text.split("-")
        return Value(kind=kind, amount=float(day), unit=MONTHS[int(month) - 1])
    units = {"money": ("$", "$", "€", "£"), "weight": ("kg",), "size": ("GB", "MB")}.get(kind, ("",))
    return Value(kind=kind, amount=float(text), unit=rng.choice(units))


def wordings(value: Value) -> list[str]:
    """Give all wordings of a value that mean just the same; the plain one first."""
    if value.kind in SPANS:
        return _spans(value.amount, value.kind)
    return {
        "money": _money,
        "percent": _percents,
        "clock": _clocks,
        "date": _dates,
        "count": _counts,
        "weight": _measures,
        "size": _measures,
    }[value.kind](value)


def other_number(value: Value, choices: list[str], rng: random.Random) -> Value:
    """Change the number to a near miss: another of the slot, a digit more or less, a neighbour, digits exchanged."""
    if value.kind == "date":
        near = [value.amount % 28 + 1, (value.amount + 13) % 28 + 1]
        month = rng.choice([one for one in MONTHS if one != value.unit])
        return rng.choice([replace(value, amount=rng.choice(near)), replace(value, unit=month)])
    if value.kind == "clock":
        return replace(value, amount=rng.choice([hour for hour in range(6, 23) if hour != value.amount]))
    listed = [float(one) for one in choices]
    near = [value.amount * 10, value.amount + 1, value.amount * 2, value.amount + 5, *listed, *listed]
    if value.amount >= 2:
        near.append(value.amount - 1)
    if value.amount % 10 == 0:
        near.append(value.amount / 10)
    turned = str(int(value.amount))[::-1]
    if value.amount >= 10 and not turned.startswith("0"):
        near.append(float(turned))
    return replace(value, amount=rng.choice([one for one in near if one != value.amount]))


def other_unit(value: Value, rng: random.Random) -> Value | None:
    """Give the same number in another unit or currency; None where there is none."""
    if value.kind in SPANS:
        return replace(value, kind=rng.choice(OTHER_UNIT[value.kind]))
    others = OTHER_UNIT.get(value.unit)
    return replace(value, unit=rng.choice(others)) if others else None


def spelled(number: int) -> str:
    """Spell a whole number below a thousand."""
    if number < 20:
        return ONES[number]
    if number < 100:
        return TENS[number // 10] + (f"-{ONES[number % 10]}" if number % 10 else "")
    rest = f" and {spelled(number % 100)}" if number % 100 else ""
    return f"{ONES[number // 100]} hundred{rest}"


def _plain(amount: float) -> str:
    return str(int(amount)) if amount == int(amount) else f"{amount:g}"


def _counts(value: Value) -> list[str]:
    whole = value.amount == int(value.amount) and value.amount < 1000
    return [_plain(value.amount), *([spelled(int(value.amount))] if whole else [])]


def _spans(amount: float, unit: str) -> list[str]:
    said = [f"{number} {_unit(amount, unit)}" for number in _counts(Value(kind="count", amount=amount))]
    if amount == 1:
        said.append(f"{'an' if unit == 'hours' else 'a'} {_unit(amount, unit)}")
    if unit == "business_days":
        said += [one.replace("business", "working") for one in said]
    larger, size = LARGER.get(unit, ("", 1))
    if larger and amount % size == 0:
        said += _spans(amount / size, larger)
    elif (unit, amount) in (("minutes", 90), ("minutes", 150)):
        said.append({90: "an hour and a half", 150: "two and a half hours"}[int(amount)])
    elif (unit, amount) in (("hours", 1), ("hours", 2)):
        said.append(f"{_plain(amount * 60)} minutes")
    elif (unit, amount) == ("months", 6):
        said.append("half a year")
    return said


def _unit(amount: float, unit: str) -> str:
    name = unit.replace("_", " ")
    return name[:-1] if amount == 1 else name


def _money(value: Value) -> list[str]:
    plain = _plain(value.amount) if value.amount == int(value.amount) else f"{value.amount:.2f}"
    _, name, code = NAMES[value.unit]
    name = name[:-1] if value.amount == 1 else name
    said = [f"{value.unit}{plain}", f"{plain} {name}", f"{value.unit}{value.amount:.2f}", f"{code} {plain}"]
    if value.amount == int(value.amount) and value.amount < 1000:
        said.append(f"{spelled(int(value.amount))} {name}")
    return said


def _percents(value: Value) -> list[str]:
    plain = _plain(value.amount)
    said = [f"{plain}%", f"{plain} percent", f"{plain} per cent"]
    return [*said, f"{spelled(int(value.amount))} percent"] if value.amount == int(value.amount) else said


def _measures(value: Value) -> list[str]:
    names = [re.sub("s$", "", one) if value.amount == 1 else one for one in NAMES[value.unit]]
    return [f"{_plain(value.amount)} {name}" for name in names]


def _clocks(value: Value) -> list[str]:
    hour = int(value.amount)
    half, twelve = ("AM" if hour < 12 else "PM"), (hour - 1) % 12 + 1
    said = [f"{twelve} {half}", f"{hour}:00", f"{twelve}:00 {half}", f"{twelve} {'a.m.' if hour < 12 else 'p.m.'}"]
    if hour == 12:
        said.append("noon")
    spoken = "in the morning" if hour < 12 else "in the afternoon" if hour < 18 else "in the evening"
    return [*said, f"{spelled(twelve)} {spoken}"] if hour != 12 else said


def _dates(value: Value) -> list[str]:
    day = int(value.amount)
    end = "th" if 10 < day < 14 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return [
        f"{value.unit} {day}",
        f"{day} {value.unit}",
        f"{value.unit} {day}{end}",
        f"the {day}{end} of {value.unit}",
        f"{value.unit[:3]} {day}",
    ]
