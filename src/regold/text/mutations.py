"""Changes one thing in a text so that it says something else: what a judge that is worth its name must notice."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from regold.text.facts import Fact, Kind, facts
from regold.text.facts.numbers import DIGITS, value
from regold.text.sentences import split

_NUMERIC = frozenset((Kind.MONEY, Kind.PERCENT, Kind.DURATION, Kind.QUANTITY, Kind.COUNT, Kind.TIME, Kind.DATE))
_DIGITS = re.compile(DIGITS)
_UNITS = {"second": "minute", "minute": "hour", "hour": "day", "day": "week", "week": "month", "month": "year",
          "year": "month", "kg": "g", "gb": "MB", "mb": "GB", "km": "m", "cm": "mm", "$": "€", "€": "£", "£": "€",
          "%": " euros"}  # fmt: skip
_UNIT = re.compile(
    r"(?<=[\d -])(seconds?|minutes?|hours?|days?|weeks?|months?|years?|kg|GB|MB|km|cm)\b|[$€£%]"
    r"|(?<=per )(hour|day|week|month|year)\b"
)
_TURNED = (
    (re.compile(r"^No\b"), "Yes"),
    (re.compile(r"^Yes\b"), "No"),
    (re.compile(r"\bcannot\b|\bcan't\b|\bcan not\b"), "can"),
    (re.compile(r"\bcan\b"), "cannot"),
    (re.compile(r"\bwon't\b|\bwill not\b"), "will"),
    (re.compile(r"\bwill\b"), "will not"),
    (re.compile(r"\b(?:do|does) not |\bdon't |\bdoesn't "), ""),
    (re.compile(r"\b(is|are) not\b"), r"\1"),
    (re.compile(r"\b(is|are)\b"), r"\1 not"),
    (re.compile(r"\bmust\b"), "need not"),
    (re.compile(r"\bfree\b"), "not free"),
)
_NAME = re.compile(r"(?<![\w.>-])[A-Z][a-z][A-Za-z]+(?![\w-])")
_BEGINS = re.compile(r"(?m)(?:^\s*(?:[-*•#>]+|\d+[.)])?\s*|:\s+|[(\"“]\s*)\Z")
"""What stands before a word whose capital letter says nothing: a beginning, of a line, a list entry or a clause."""

_REACH = 12
"""Characters before a word that are looked at for its beginning."""

_NAMES = ("Classic", "Aurora")
"""What a plan, a product or a place could be called too: the second where the text has the first."""

_CONDITIONS = ("only for premium members", "unless you bought it on sale", "provided that a manager approves it first")
_EVASION = "Please check our website or contact our support team for more information about this."
_END = re.compile(r"[.!?\s]*\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutation:
    """A text that no longer says what it said; `kind` names what was changed, `change` shows it in a few words."""

    kind: str
    change: str
    text: str


def mutations(text: str) -> Iterator[Mutation]:
    """Give the text with one thing changed at a time: a fact, unit, name, denial, two values, a part, a condition.

    The same text always gives the same mutations. None of them means what the text means.
    """
    found = facts(text)
    yield from _other_numbers(text, found)
    yield from _other_unit(text)
    yield from _renamed(text, found)
    yield from _swapped(text, found)
    yield from _turned(text)
    yield from _shortened(text)
    yield from _conditional(text)
    yield Mutation(kind="evasion", change="an answer that sends the customer elsewhere", text=_EVASION)


def _other_numbers(text: str, found: tuple[Fact, ...]) -> Iterator[Mutation]:
    for fact in found:
        said = text[fact.span.start : fact.span.end]
        digits = _DIGITS.search(said)
        number = value(digits[0].rstrip(".,")) if digits else None
        if fact.kind in _NUMERIC and not fact.weak and digits is not None and number is not None:
            instead = said[: digits.start()] + _other(number) + said[digits.start() + len(digits[0].rstrip(".,")) :]
            yield _changed("number", text, fact.span.start, fact.span.end, instead)


def _other(number: Decimal) -> str:
    """Give another number that could stand there: twice as much, or one hour or day less near the end of a clock."""
    small = number <= 6
    return f"{number * 2 if small or number > 31 else number - 4:f}"


def _other_unit(text: str) -> Iterator[Mutation]:
    unit = _UNIT.search(text)
    if unit is not None:
        plural = "s" if unit[0].endswith("s") else ""
        other = _UNITS.get(unit[0].lower().removesuffix("s")) or _UNITS.get(unit[0].lower(), "")
        if other:
            yield _changed("unit", text, unit.start(), unit.end(), other + plural)


def _renamed(text: str, found: tuple[Fact, ...]) -> Iterator[Mutation]:
    """Change each name once, everywhere: a capitalised word that begins no sentence and belongs to no fact."""
    begun = {sentence.start for sentence in split(text)}
    known: set[str] = set()
    for name in _NAME.finditer(text):
        in_fact = any(fact.span.start <= name.start() < fact.span.end for fact in found)
        begins = name.start() in begun or _BEGINS.search(text, max(0, name.start() - _REACH), name.start())
        if begins or in_fact or name[0] in known:
            continue
        known.add(name[0])
        instead = next(other for other in _NAMES if other != name[0])
        renamed = re.sub(rf"\b{name[0]}\b", instead, text)
        yield Mutation(kind="name", change=f'"{name[0]}" -> "{instead}"', text=renamed)


def _swapped(text: str, found: tuple[Fact, ...]) -> Iterator[Mutation]:
    for one, two in itertools.pairwise(found):
        said = text[one.span.start : one.span.end], text[two.span.start : two.span.end]
        if one.kind is two.kind and one.readings != two.readings and not one.shared and one.span.end <= two.span.start:
            between = text[one.span.end : two.span.start]
            yield _changed("swapped pair", text, one.span.start, two.span.end, said[1] + between + said[0])
            return


def _turned(text: str) -> Iterator[Mutation]:
    for pattern, instead in _TURNED:
        found = pattern.search(text)
        if found is not None:
            yield _changed("negation", text, found.start(), found.end(), found.expand(instead))
            return


def _shortened(text: str) -> Iterator[Mutation]:
    sentences = split(text)
    if len(sentences) > 1:
        last = sentences[-1]
        yield Mutation(
            kind="missing part",
            change=f'without "{_brief(text[last.start : last.end])}"',
            text=text[: last.start].strip(),
        )


def _conditional(text: str) -> Iterator[Mutation]:
    end = _END.search(text)
    body = text[: end.start()] if end else text
    for condition in _CONDITIONS:
        yield Mutation(kind="added condition", change=f'with "{condition}"', text=f"{body}, {condition}.")


def _changed(kind: str, text: str, start: int, end: int, instead: str) -> Mutation:
    said = text[start:end]
    return Mutation(
        kind=kind, change=f'"{_brief(said)}" -> "{_brief(instead)}"', text=text[:start] + instead + text[end:]
    )


def _brief(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 60 else flat[:59] + "…"
