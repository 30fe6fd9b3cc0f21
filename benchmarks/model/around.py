"""What stands around a fact, drawn from additions.toml: courtesy, help, conditions, evasions."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.model.frames import Fact, Frame, Slot, lines_of, said, slot_of
from benchmarks.model.values import Value, parse

FILE = Path(__file__).with_name("additions.toml")
SIDES = ("narrow", "clause", "level", "level_clause")


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """A condition with whom or what it is about, to be said in several ways, and its harmless counterpart."""

    pattern: Fact
    one_meaning: bool

    def stated(self, rng: random.Random) -> str:
        """Say the condition in a sentence of its own."""
        return self._said("narrow", rng)

    def clause(self, rng: random.Random) -> str:
        """Say the condition as the tail of a sentence, without the comma before it."""
        return self._said("clause", rng)

    def harmless(self, rng: random.Random) -> str:
        """Say in the same words what takes nothing away."""
        return self._said("level", rng)

    def harmless_clause(self, rng: random.Random) -> str:
        """Say as the tail of a sentence what takes nothing away."""
        return self._said("level_clause", rng)

    def _said(self, side: str, rng: random.Random) -> str:
        words = said(self.pattern, rng.choice(self.pattern.frame.lines[side]), rng)
        return words if side in ("narrow", "level") else words[0].lower() + words[1:]


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """All that may stand around a fact."""

    phrases: Mapping[str, tuple[str, ...]]
    patterns: tuple[Frame, ...]
    one_meaning: tuple[bool, ...]

    def condition(self, rng: random.Random) -> Condition:
        """Draw a condition."""
        at = rng.randrange(len(self.patterns))
        frame = self.patterns[at]
        filling: dict[str, Value | int] = {}
        for name, slot in frame.slots.items():
            values = bool(slot.kind)
            filling[name] = (
                parse(slot.kind, rng.choice(slot.choices), rng) if values else rng.randrange(len(slot.alternatives))
            )
        return Condition(pattern=Fact(frame=frame, filling=filling), one_meaning=self.one_meaning[at])

    def phrase(self, kind: str, rng: random.Random) -> str:
        """Draw one of the phrases: hello, bye, help, evade."""
        return rng.choice(self.phrases[kind])


def read(file: Path = FILE) -> Around:
    """Read all that may stand around a fact."""
    table = tomllib.loads(file.read_text("utf-8"))
    fill = {name: slot_of(text) for name, text in table["fill"].items()}
    phrases = {name: lines_of(text) for name, text in table.items() if isinstance(text, str)}
    return Around(
        phrases=phrases,
        patterns=tuple(_pattern(at, one, fill) for at, one in enumerate(table["pattern"])),
        one_meaning=tuple(one.get("alike", True) for one in table["pattern"]),
    )


def _pattern(at: int, table: Mapping[str, str], fill: Mapping[str, Slot]) -> Frame:
    lines = {side: lines_of(table[side]) for side in SIDES}
    used = {name: slot for name, slot in fill.items() if f"{{{name}}}" in "".join(table[side] for side in SIDES)}
    return Frame(name=f"condition{at}", lines=lines, slots=used)
