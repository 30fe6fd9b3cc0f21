"""Facts that are names: e-mail addresses, URLs, phone numbers, versions, paths through menus, codes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from regold.model import Span
from regold.text.facts.fact import Fact, Kind
from regold.text.facts.reader import Reader, needing

_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_DOMAINS = "com|org|net|io|co|app|dev|shop"
_URL = re.compile(
    r"\b(?:https?://|www\.)[^\s<>()\"'\]]{2,500}"
    rf"|(?<![\w.@-])(?:[a-z0-9-]{{1,63}}\.){{1,6}}(?:{_DOMAINS})\b(?:/[^\s<>()\"'\]]{{0,300}})?",
    re.IGNORECASE,
)
_PHONE = re.compile(
    r"(?<![\w.])(?:\+\d{1,3}[ .-]?)?(?:\(\d{1,5}\)[ .-]?)?\d{1,5}(?:[ .-]\d{2,5}){1,5}(?![\w-]|[.,]\d)"
    r"|(?<![\w.])\+\d{7,15}\b"
)
_VERSION = re.compile(
    r"\bv(\d{1,6}(?:\.\d{1,6}){0,4})\b|\b(?:version|release) (\d{1,6}(?:\.\d{1,6}){0,4})\b"
    r"|(?<![\w.$])(\d{1,6}(?:\.\d{1,6}){2,4})(?![\w.])",
    re.IGNORECASE,
)
_CODE = re.compile(r"(?<![\w-])(?![AP]M-\d)[A-Z]{1,12}-?\d{1,12}[A-Z0-9-]{0,12}(?![\w-])")
_STEP = r"[A-Z][\w'&/-]{0,30}(?: [A-Z&][\w'&/-]{0,30}){0,3}"
_PATH = re.compile(rf"\b{_STEP}(?: ?(?:->|[>\u2192\u203a\u00bb]) ?{_STEP}){{1,5}}")
_LEADS = re.compile(r"^(?:Under|In|Via|At|On|See|Go|Open|Select|Choose|Tap|Click|Use|Visit) (?=[A-Z])")
_SHORTEST_PHONE, _LONGEST_PHONE = 7, 15


@needing("@")
def _emails(text: str) -> Iterator[Fact]:
    for found in _EMAIL.finditer(text):
        yield _fact(Kind.EMAIL, found[0].rstrip(".").lower(), found.start(), found.start() + len(found[0].rstrip(".")))


@needing("http", "www", *(f".{domain}" for domain in _DOMAINS.split("|")))
def _urls(text: str) -> Iterator[Fact]:
    for found in _URL.finditer(text):
        address = found[0].rstrip(".,;:!?*_")
        bare = re.sub(r"^(?:https?://)?(?:www\.)?", "", address, flags=re.IGNORECASE).rstrip("/")
        host, slash, path = bare.partition("/")
        yield _fact(Kind.URL, host.lower() + slash + path, found.start(), found.start() + len(address))


@needing()
def _phones(text: str) -> Iterator[Fact]:
    for found in _PHONE.finditer(text):
        said = _without_a_count(found[0])
        digits = re.sub(r"\D", "", said)
        if _SHORTEST_PHONE <= len(digits) <= _LONGEST_PHONE and not re.fullmatch(r"\d{4}-\d\d-\d\d", said):
            national = digits[1:] if len(digits) == 11 and digits[0] == "1" else digits
            yield _fact(Kind.PHONE, national, found.start(), found.start() + len(said))


def _without_a_count(said: str) -> str:
    """Cut a last group of two digits that no other group is like: "555-0142 24 hours before" is a number and a time."""
    groups = re.findall(r"\d+", said)
    alone = len(groups) > 2 and len(groups[-1]) == 2 and all(len(group) > 2 for group in groups[1:-1])
    return said[: -len(groups[-1])].rstrip(" .-") if alone else said


@needing()
def _versions(text: str) -> Iterator[Fact]:
    for found in _VERSION.finditer(text):
        number = found[1] or found[2] or found[3]
        parts = number.split(".")
        while len(parts) > 1 and parts[-1] == "0":
            parts.pop()
        yield _fact(Kind.VERSION, ".".join(parts), found.start(), found.end())


@needing()
def _codes(text: str) -> Iterator[Fact]:
    for found in _CODE.finditer(text):
        yield _fact(Kind.CODE, found[0].replace("-", ""), found.start(), found.end())


@needing(">", "\u2192", "\u203a", "\u00bb")
def _paths(text: str) -> Iterator[Fact]:
    for found in _PATH.finditer(text):
        said = _LEADS.sub("", found[0])
        steps = [step.strip().lower() for step in re.split(r"->|[>\u2192\u203a\u00bb]", said)]
        yield _fact(Kind.PATH, " > ".join(steps), found.start(), found.end())


def _fact(kind: Kind, value: str, start: int, end: int) -> Fact:
    return Fact(kind=kind, readings=frozenset([value]), span=Span(start=start, end=end))


ADDRESSES: tuple[Reader, ...] = (_emails, _urls, _versions, _phones, _paths, _codes)
