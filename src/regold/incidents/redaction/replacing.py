"""Puts made-up data in the place of a customer's: of the same kind and shape, so that a question still works."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from regold.incidents.redaction.finding import Personal

_NAMES = (
    "Alex Morgan", "Robin Taylor", "Sam Carter", "Kim Walker", "Jamie Brooks", "Chris Palmer", "Pat Turner",
    "Terry Hughes", "Drew Foster", "Jordan Ellis", "Casey Porter", "Morgan Reed",
)  # fmt: skip
_CARDS = {15: ("378282246310005", "371449635398431"), 16: ("4111111111111111", "5555555555554444", "4012888888881881")}
"""Numbers that payment services reserve for trying: no card has them."""

_IBANS = ("DE89370400440532013000", "GB82WEST12345698765432", "FR1420041010050500013M02606")
"""The examples of the IBAN registry."""

_DIGIT = re.compile(r"\d")
_LETTER = re.compile(r"[^\W\d_]")
_PREFIX = re.compile(r"#?(?:[A-Za-z]{1,5}(?=[-/_]?\d))?")
_MADE_UP = {
    Personal.EMAIL: re.compile(r"@(?:[\w-]+\.)*(?:example\.(?:com|org|net)|[\w-]+\.example)$", re.IGNORECASE),
    Personal.PHONE: re.compile(r"55501\d\d$"),
    Personal.ORDER: re.compile(r"^99\d{2,}$"),
    Personal.TAX_NUMBER: re.compile(r"^98765432\d$"),
    Personal.IP: re.compile(r"^(?:192\.0\.2|198\.51\.100|203\.0\.113)\.\d+$"),
    Personal.TOKEN: re.compile(r"^EXAMPLE-TOKEN-\d+$"),
    Personal.STREET: re.compile(r"Example (?:Street|St)\b"),
}


class Replacer:
    """Gives each value its stand-in, the same for the same value as long as it lives: one for each incident.

    A stand-in follows from the order of the values alone, and tells nothing of what it stands for but its shape.
    """

    def __init__(self) -> None:
        self._known: dict[tuple[Personal, str], str] = {}
        self._counts: dict[Personal, int] = {}

    def stand_in(self, kind: Personal, said: str) -> str:
        """Give what stands for this value."""
        name = (kind, " ".join(said.casefold().split()))
        if name not in self._known:
            number = self._counts[kind] = self._counts.get(kind, 0) + 1
            self._known[name] = _MAKE[kind](said, number)
        return self._known[name]


def is_synthetic(kind: Personal, said: str) -> bool:
    """Tell whether a value is a made-up one: of a range that is reserved for examples, or one of our stand-ins."""
    plain = said.strip()
    if kind is Personal.NAME:
        return any(plain in (name, *name.split()) for name in _NAMES)
    if kind is Personal.CARD:
        return any(_digits(plain) in cards for cards in _CARDS.values())
    if kind is Personal.IBAN:
        return plain.replace(" ", "") in _IBANS
    shown = _digits(plain) if kind in (Personal.PHONE, Personal.ORDER, Personal.TAX_NUMBER) else plain
    return _MADE_UP[kind].search(shown) is not None


def _name(said: str, number: int) -> str:
    name = _NAMES[(number - 1) % len(_NAMES)]
    return name if " " in said.strip() else name.split()[0]


def _email(_: str, number: int) -> str:
    first, last = _NAMES[(number - 1) % len(_NAMES)].lower().split()
    return f"{first}.{last}@example.com"


def _phone(said: str, number: int) -> str:
    plain = f"20255501{number % 100:02}"
    if said.startswith("+"):
        return f"+1 {plain[:3]} {plain[3:6]} {plain[6:]}"
    return f"{plain[:3]}-{plain[3:6]}-{plain[6:]}"


def _card(said: str, number: int) -> str:
    cards = _CARDS.get(len(_digits(said)), _CARDS[16])
    return _shaped(_LETTER.sub("X", said), cards[(number - 1) % len(cards)])


def _order(said: str, number: int) -> str:
    """Keep up to five letters before the digits, signs and the count of digits, which begin with 99."""
    count = max(len(_digits(said)), 4)
    prefix = _PREFIX.match(said)
    start = prefix.end() if prefix else 0
    rest = _LETTER.sub("X", said[start:])
    return said[:start] + _shaped(rest, f"99{number % 10 ** (count - 2):0{count - 2}}")


def _shaped(said: str, digits: str) -> str:
    """Put digits in the place of those of a text; what is left over of them goes behind it."""
    rest = iter(digits)
    return _DIGIT.sub(lambda _: next(rest, ""), said) + "".join(rest)


def _digits(said: str) -> str:
    return "".join(_DIGIT.findall(said))


_MAKE: Mapping[Personal, Callable[[str, int], str]] = {
    Personal.NAME: _name,
    Personal.EMAIL: _email,
    Personal.PHONE: _phone,
    Personal.CARD: _card,
    Personal.IBAN: lambda _, number: _IBANS[(number - 1) % len(_IBANS)],
    Personal.ORDER: _order,
    Personal.TAX_NUMBER: lambda _, number: f"987-65-432{number % 10}",
    Personal.IP: lambda _, number: f"192.0.2.{number % 256}",
    Personal.TOKEN: lambda _, number: f"EXAMPLE-TOKEN-{number}",
    Personal.STREET: lambda _, number: f"{number} Example Street",
}
