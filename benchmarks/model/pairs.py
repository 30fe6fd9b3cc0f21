"""Puts facts and what stands around them together to questions, goldens, right answers and wrong ones."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from benchmarks.model.around import Around, Condition
from benchmarks.model.frames import Change, Fact, Frame, changes, draw, opened, said, showing
from benchmarks.model.wording import reworded


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """How hard the rows are: the chance of one, two or three facts, and of what stands around them."""

    facts: tuple[float, float, float]
    asked: float
    dressed: float
    condition: float
    background: float


STAGES = {
    "easy": Stage(facts=(1.0, 0.0, 0.0), asked=0.3, dressed=0.06, condition=0.1, background=0.0),
    "hard": Stage(facts=(0.72, 0.24, 0.04), asked=0.6, dressed=0.22, condition=0.22, background=0.12),
}
"""The curriculum, in its order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A labelled answer: `group` is what its question is about, and decides in which split it stands."""

    group: str
    question: str
    golden: str
    answer: str
    acceptable: bool
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Seed:
    """One to three facts with what the golden says of them; all answers are made of this."""

    facts: tuple[Fact, ...]
    templates: tuple[str, ...]
    golden: tuple[str, ...]
    question: str
    condition: Condition | None
    background: bool

    @property
    def group(self) -> str:
        """What the first question is about."""
        return self.facts[0].key


class Maker:
    """Makes rows of seeds; all chance comes from the one generator it is given."""

    def __init__(self, frames: Sequence[Frame], around: Around, stage: Stage, rng: random.Random) -> None:
        self._frames, self._around, self._stage, self._rng = frames, around, stage, rng

    def seed(self) -> Seed:
        """Draw facts, the question and the golden."""
        rng = self._rng
        count = rng.choices((1, 2, 3), self._stage.facts)[0]
        facts = tuple(draw(frame, rng) for frame in rng.sample(self._frames, count))
        templates = tuple(rng.choice(one.frame.lines["say"]) for one in facts)
        golden = [said(one, line, rng, plain=0.7) for one, line in zip(facts, templates, strict=True)]
        condition = self._around.condition(rng) if rng.random() < self._stage.condition else None
        if condition:
            golden[-1:] = self._joined(golden[-1], condition.stated, condition.clause)
        background = rng.random() < self._stage.background
        if background:
            golden.append(self._around.phrase("help", rng))
        question = " ".join(said(one, rng.choice(one.frame.lines["ask"]), rng) for one in facts)
        return Seed(
            facts=facts,
            templates=templates,
            golden=tuple(golden),
            question=question,
            condition=condition,
            background=background,
        )

    def rows(self, seed: Seed) -> Iterator[Row]:
        """Make some right and some wrong answers of one seed."""
        for right in self._rng.sample(self._right(), 5):
            yield self._row(seed, right, acceptable=True)
        for wrong in self._wrong(seed):
            yield self._row(seed, wrong, acceptable=False)

    def _row(self, seed: Seed, made: tuple[str, Callable[[Seed], list[str]]], *, acceptable: bool) -> Row:
        kind, make = made
        answer = reworded(" ".join(self._dressed(make(seed), kind)), self._rng)
        question = seed.question if self._rng.random() < self._stage.asked else ""
        return Row(
            group=seed.group,
            question=question,
            golden=" ".join(seed.golden),
            answer=opened(answer),
            acceptable=acceptable,
            kind=kind,
        )

    def _right(self) -> list[tuple[str, Callable[[Seed], list[str]]]]:
        return [
            ("paraphrase", lambda seed: self._same(seed, near=0.1)),
            ("paraphrase", lambda seed: self._same(seed, near=0.1)),
            ("unit_wording", lambda seed: self._same(seed, near=0.6)),
            ("courtesy", lambda seed: self._same(seed, near=0.7)),
            ("extra_help", self._helped),
            ("extra_help", self._helped),
            ("reordered", self._reordered),
            ("short_answer", self._short),
        ]

    def _wrong(self, seed: Seed) -> Iterator[tuple[str, Callable[[Seed], list[str]]]]:
        rng = self._rng
        at = rng.randrange(len(seed.facts))
        found = [one for one in changes(seed.facts[at], rng) if showing(one.fact, "say", one.slots)]
        rng.shuffle(found)
        for change in list({one.kind: one for one in found}.values())[:3]:
            yield change.kind, lambda seed, change=change: self._changed(seed, at, change)  # type: ignore[misc]
        if seed.facts[at].frame.lines["deny"]:
            yield "negation", lambda seed: self._denied(seed, at)
        yield "added_condition", self._narrowed
        if rng.random() < 0.5 or seed.condition:
            partial = self._partial(seed)
            if partial:
                yield "missing_part", lambda _: list(partial)
        if rng.random() < 0.25:
            yield "evasion", self._evaded
        if rng.random() < 0.15:
            yield "wrong_topic", lambda _: self._elsewhere()

    def _sentence(self, seed: Seed, at: int, fact: Fact, *, near: float, slots: tuple[str, ...] = ()) -> str:
        lines = showing(fact, "say", slots) if slots else list(fact.frame.lines["say"])
        template = seed.templates[at]
        if template not in lines or self._rng.random() >= near:
            template = self._rng.choice(lines)
        return said(fact, template, self._rng, plain=0.4)

    def _same(self, seed: Seed, *, near: float) -> list[str]:
        told = [self._sentence(seed, at, fact, near=near) for at, fact in enumerate(seed.facts)]
        return self._conditioned(seed, told)

    def _conditioned(self, seed: Seed, told: list[str]) -> list[str]:
        if seed.condition is None:
            return told
        if not seed.condition.one_meaning:
            return [*told[:-1], *seed.golden[len(seed.facts) - 1 : len(seed.golden) - seed.background]]
        return [*told[:-1], *self._joined(told[-1], seed.condition.stated, seed.condition.clause)]

    def _joined(
        self, sentence: str, stated: Callable[[random.Random], str], clause: Callable[[random.Random], str]
    ) -> list[str]:
        rng = self._rng
        if rng.random() < 0.5:
            return [sentence, stated(rng)]
        words = clause(rng)
        if rng.random() < 0.15:
            return [opened(f"{words}, {sentence[0].lower()}{sentence[1:]}")]
        return [f"{sentence.rstrip('.!')}{rng.choice((', ', ' ', ', '))}{words}."]

    def _helped(self, seed: Seed) -> list[str]:
        told = self._same(seed, near=0.5)
        other = self._around.condition(self._rng)
        if self._rng.random() < 0.2 or (seed.condition and seed.condition.pattern.frame == other.pattern.frame):
            return [*told, self._around.phrase("help", self._rng)]
        return [*told[:-1], *self._joined(told[-1], other.harmless, other.harmless_clause)]

    def _reordered(self, seed: Seed) -> list[str]:
        return self._same(seed, near=0.5)[::-1] if not seed.condition else self._same(seed, near=0.2)

    def _short(self, seed: Seed) -> list[str]:
        told = [
            said(one, self._rng.choice(one.frame.lines["short"] or one.frame.lines["say"]), self._rng, plain=0.5)
            for one in seed.facts
        ]
        return self._conditioned(seed, told)

    def _changed(self, seed: Seed, at: int, change: Change) -> list[str]:
        lines = [*showing(change.fact, "short", change.slots)]
        told = [self._sentence(seed, other, fact, near=0.55) for other, fact in enumerate(seed.facts)]
        if lines and self._rng.random() < 0.2:
            told[at] = said(change.fact, self._rng.choice(lines), self._rng, plain=0.5)
        else:
            told[at] = self._sentence(seed, at, change.fact, near=0.55, slots=change.slots)
        return self._conditioned(seed, told)

    def _denied(self, seed: Seed, at: int) -> list[str]:
        told = [self._sentence(seed, other, fact, near=0.5) for other, fact in enumerate(seed.facts)]
        denied = seed.facts[at]
        told[at] = said(denied, self._rng.choice(denied.frame.lines["deny"]), self._rng, plain=0.5)
        return self._conditioned(seed, told)

    def _narrowed(self, seed: Seed) -> list[str]:
        told = self._same(seed, near=0.5)
        other = self._around.condition(self._rng)
        if seed.condition and seed.condition.pattern.frame == other.pattern.frame:
            return (
                [
                    *[self._sentence(seed, at, fact, near=0.5) for at, fact in enumerate(seed.facts)],
                    other.stated(self._rng),
                ]
                if seed.condition.pattern != other.pattern and other.one_meaning
                else self._evaded(seed)
            )
        at = self._rng.randrange(len(told))
        return [*told[:at], *self._joined(told[at], other.stated, other.clause), *told[at + 1 :]]

    def _partial(self, seed: Seed) -> list[str] | None:
        rng = self._rng
        told = [self._sentence(seed, at, fact, near=0.5) for at, fact in enumerate(seed.facts)]
        ways: list[list[str]] = []
        if seed.condition:
            level = seed.condition.harmless if rng.random() < 0.5 else None
            ways.append([*told, *([level(rng)] if level else [])])
        if len(told) > 1:
            dropped = rng.randrange(len(told))
            ways.append(self._conditioned(seed, told[:dropped] + told[dropped + 1 :]))
        halves = [at for at, fact in enumerate(seed.facts) if fact.frame.lines["half"]]
        if halves:
            at = rng.choice(halves)
            half = said(seed.facts[at], rng.choice(seed.facts[at].frame.lines["half"]), rng)
            ways.append(self._conditioned(seed, [*told[:at], half, *told[at + 1 :]]))
        return rng.choice(ways) if ways else None

    def _evaded(self, seed: Seed) -> list[str]:
        rng = self._rng
        if rng.random() < 0.5:
            return [self._around.phrase("evade", rng)]
        fact = rng.choice(seed.facts)
        slot = next(iter(fact.frame.slots))
        about = said(fact, f"{{{slot}:ing}}", rng)
        told = rng.choice(self._around.phrases["evade_about"])
        return [opened(told.replace("{x}", about[0].lower() + about[1:]))]

    def _elsewhere(self) -> list[str]:
        fact = draw(self._rng.choice(self._frames), self._rng)
        return [said(fact, self._rng.choice(fact.frame.lines["say"]), self._rng)]

    def _dressed(self, told: list[str], kind: str) -> list[str]:
        """Put courtesy and help around an answer, as often around a wrong one as around a right one."""
        rng = self._rng
        often = 1.0 if kind == "courtesy" else self._stage.dressed
        before = [self._around.phrase("hello", rng)] if rng.random() < often else []
        after = [self._around.phrase("bye", rng)] if rng.random() < often * 0.8 else []
        extra = [self._around.phrase("help", rng)] if rng.random() < self._stage.dressed * 0.6 else []
        if extra and rng.random() < 0.3:
            return [*before, *extra, *told, *after]
        return [*before, *told, *extra, *after]
