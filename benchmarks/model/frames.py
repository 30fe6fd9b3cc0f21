"""Support facts drawn from frames.toml: said in many ways, or changed in one thing; composes no answers."""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.model.marks import HELD_OPEN, OPEN, marked
from benchmarks.model.values import KINDS, Value, other_number, other_unit, parse, wordings

FILE = Path(__file__).with_name("frames.toml")
PROCEDURES = ("path", "steps")
PAIRED = (("one", "two"), ("from", "till"), ("p", "q"), ("t", "u"), ("a", "b"))
"""Slots whose values can be exchanged."""

_SLOT = re.compile(r"\{(\w+)(?::(ing))?\}")
_OPENING = re.compile(f"(?:^|(?<=[.!?] ))([{OPEN}{HELD_OPEN}]*)([a-z])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """What may stand in a slot: amounts of a `kind`, or alternatives, each with its wordings."""

    kind: str
    choices: tuple[str, ...] = ()
    alternatives: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One kind of support fact with its sentences by what they do: ask, say, deny, short, half.

    So many of its alternatives, `named`, tell what its question is about.
    """

    name: str
    lines: Mapping[str, tuple[str, ...]]
    slots: Mapping[str, Slot]
    named: int = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A frame with its slots filled: a value, or the place of an alternative."""

    frame: Frame
    filling: Mapping[str, Value | int]

    @property
    def key(self) -> str:
        """What the question is about; facts of one key never stand in two splits."""
        named = [f"{slot}{at}" for slot, at in sorted(self.filling.items()) if isinstance(at, int)]
        return "/".join([self.frame.name, *named[: self.frame.named]])


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A fact with one thing changed, the slots it shows in, and the kind of error that is."""

    kind: str
    fact: Fact
    slots: tuple[str, ...]


def read(file: Path = FILE) -> list[Frame]:
    """Read all frames."""
    return [_frame(one) for one in tomllib.loads(file.read_text("utf-8"))["frame"]]


def draw(frame: Frame, rng: random.Random) -> Fact:
    """Fill all slots of a frame by chance."""
    filling: dict[str, Value | int] = {}
    for name, slot in frame.slots.items():
        if slot.kind:
            filling[name] = parse(slot.kind, rng.choice(slot.choices), rng)
        else:
            filling[name] = rng.randrange(len(slot.alternatives))
    currencies = [one.unit for one in filling.values() if isinstance(one, Value) and one.kind == "money"]
    for name, one in filling.items():
        if isinstance(one, Value) and one.kind == "money":
            filling[name] = replace(one, unit=currencies[0])
    return Fact(frame=frame, filling=filling)


def twin(fact: Fact, rng: random.Random) -> Fact | None:
    """Give the same fact of something else with other values, like the price of another plan; None where none is."""
    slots = fact.frame.slots
    named = next((name for name, slot in slots.items() if len(slot.alternatives) > 1), None)
    if named is None or not any(slot.kind for slot in slots.values()):
        return None
    other = draw(fact.frame, rng).filling
    kept = {
        name: _like(other[name], fact.filling[name]) if slot.kind else fact.filling[name]
        for name, slot in slots.items()
    }
    found = rng.choice([at for at in range(len(slots[named].alternatives)) if at != fact.filling[named]])
    return replace(fact, filling={**kept, named: found})


def exchanged(one: Fact, other: Fact) -> tuple[tuple[Fact, Fact], tuple[str, ...]] | None:
    """Give two facts of one frame with their values exchanged, and these slots; None where that changes nothing."""
    if one.frame is not other.frame:
        return None
    slots = tuple(
        name for name, slot in one.frame.slots.items() if slot.kind and one.filling[name] != other.filling[name]
    )
    if not slots:
        return None
    ours, theirs = ({name: fact.filling[name] for name in slots} for fact in (one, other))
    return (replace(one, filling={**one.filling, **theirs}), replace(other, filling={**other.filling, **ours})), slots


def _like(value: Value | int, other: Value | int) -> Value | int:
    if isinstance(value, Value) and isinstance(other, Value) and value.kind == "money":
        return replace(value, unit=other.unit)
    return value


def said(fact: Fact, template: str, rng: random.Random, *, plain: float = 0.5, wrong: Collection[str] = ()) -> str:
    """Say a fact with one of its templates, and mark the wrong slots.

    With probability `plain` a slot has its first wording.
    """

    def fill(found: re.Match[str]) -> str:
        name, form = found.group(1), found.group(2)
        filled = fact.filling[name]
        said_as = wordings(filled) if isinstance(filled, Value) else fact.frame.slots[name].alternatives[filled]
        words = said_as[0] if rng.random() < plain else rng.choice(said_as)
        before, _, ing = words.partition(" / ")
        told = ing if form and ing else before
        return marked(told) if name in wrong else told

    return opened(_SLOT.sub(fill, template))


def opened(text: str) -> str:
    """Write the first letter of each sentence large."""
    return _OPENING.sub(lambda found: found.group(1) + found.group(2).upper(), text)


def showing(fact: Fact, does: str, slots: tuple[str, ...]) -> list[str]:
    """Give the lines of a fact in which at least one of these slots stands."""
    return [line for line in fact.frame.lines[does] if any(f"{{{slot}" in line for slot in slots)]


def changes(fact: Fact, rng: random.Random) -> Iterator[Change]:
    """Give one change of a fact for each kind of error that it can have."""
    for name, filled in fact.filling.items():
        if isinstance(filled, Value):
            number = other_number(filled, list(fact.frame.slots[name].choices), rng)
            yield _change(filled.group, fact, {name: number})
            unit = other_unit(filled, rng)
            if unit is not None:
                yield _change("unit", fact, {name: unit})
        else:
            others = [at for at in range(len(fact.frame.slots[name].alternatives)) if at != filled]
            kind = "procedure" if fact.frame.name in PROCEDURES else "entity"
            yield _change(kind, fact, {name: rng.choice(others)})
    yield from _swaps(fact)


def _swaps(fact: Fact) -> Iterator[Change]:
    for first, second in PAIRED:
        one, two = fact.filling.get(first), fact.filling.get(second)
        if isinstance(one, Value) and isinstance(two, Value) and one != two:
            yield _change("swapped_pair", fact, {first: two, second: one})


def _change(kind: str, fact: Fact, changed: Mapping[str, Value | int]) -> Change:
    return Change(kind=kind, fact=replace(fact, filling={**fact.filling, **changed}), slots=tuple(changed))


def _frame(table: Mapping[str, object]) -> Frame:
    lines = {does: lines_of(str(table.get(does, ""))) for does in ("ask", "say", "deny", "short", "half")}
    for start, opposite in (("Yes", "No."), ("No", "Yes.")):
        if lines["deny"] and any(line.split(".")[0].split(",")[0] == start for line in lines["short"]):
            lines["deny"] = (*lines["deny"], opposite)
    slots = table["slots"]
    assert isinstance(slots, dict)
    return Frame(name=str(table["name"]), lines=lines, slots={name: slot_of(text) for name, text in slots.items()})


def lines_of(text: str) -> tuple[str, ...]:
    """Give the lines of a text that say anything."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def slot_of(text: str) -> Slot:
    """Read `kind: amounts`, or alternatives between `|` with their wordings between `=`."""
    kind, _, amounts = text.partition(":")
    if kind in KINDS:
        return Slot(kind=kind, choices=tuple(amounts.split()))
    alternatives = [tuple(one.strip() for one in words.split("=")) for words in text.split("|")]
    return Slot(kind="", alternatives=tuple(alternatives))
