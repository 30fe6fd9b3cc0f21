"""Puts facts and what stands around them together to questions, goldens, right answers and wrong ones."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from benchmarks.model.around import Around, Condition
from benchmarks.model.frames import Change, Fact, Frame, changes, draw, exchanged, opened, said, showing, twin
from benchmarks.model.marks import CLOSE, HELD_CLOSE, HELD_OPEN, held, marked, settled, taken_off
from benchmarks.model.rows import Row, Stage
from benchmarks.model.wording import joined, reworded


@dataclass(frozen=True, slots=True, kw_only=True)
class Seed:
    """One to three facts with what the golden says of them; all answers are made of this."""

    facts: tuple[Fact, ...]
    templates: tuple[str, ...]
    golden: tuple[str, ...]
    question: str
    condition: Condition | None

    @property
    def group(self) -> str:
        """What the first question is about."""
        return self.facts[0].key


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """The sentences of an answer, with what they leave out: facts by their place, and whether the condition."""

    told: list[str]
    missing: tuple[int, ...] = ()
    unconditional: bool = False


Making = Callable[[Seed], Made]


class Maker:
    """Makes rows of seeds; all chance comes from the one generator it is given."""

    def __init__(
        self,
        frames: Sequence[Frame],
        around: Around,
        stage: Stage,
        rng: random.Random,
        *,
        articles: Sequence[Frame] = (),
    ) -> None:
        self._frames, self._around, self._stage, self._rng = frames, around, stage, rng
        self._articles = articles

    def seed(self) -> Seed:
        """Draw facts, the question and the golden."""
        rng = self._rng
        count = rng.choices((1, 2, 3), self._stage.facts)[0]
        frames = self._articles if self._articles and rng.random() < self._stage.articles else self._frames
        facts = tuple(draw(frame, rng) for frame in rng.sample(frames, count))
        if rng.random() < self._stage.twins:
            facts = (facts[0], twin(facts[0], rng) or facts[-1])
        templates = tuple(rng.choice(one.frame.lines["say"]) for one in facts)
        golden = [said(one, line, rng, plain=0.7) for one, line in zip(facts, templates, strict=True)]
        condition = self._around.condition(rng) if rng.random() < self._stage.condition else None
        if condition:
            golden[-1:] = self._joined(golden[-1], condition.stated, condition.clause, held)
        if rng.random() < self._stage.background:
            golden.append(self._around.phrase("help", rng))
        question = " ".join(said(one, rng.choice(one.frame.lines["ask"]), rng) for one in facts)
        return Seed(facts=facts, templates=templates, golden=tuple(golden), question=question, condition=condition)

    def rows(self, seed: Seed) -> Iterator[Row]:
        """Make some right and some wrong answers of one seed."""
        for kind, make in self._rng.sample(self._right(), 5):
            yield self._row(seed, kind, make(seed), acceptable=True)
        for kind, make in self._wrong(seed):
            yield self._row(seed, kind, make(seed), acceptable=False)

    def _row(self, seed: Seed, kind: str, made: Made, *, acceptable: bool) -> Row:
        told = joined(made.told, self._rng, often=self._stage.joined)
        answer, wrong = taken_off(opened(reworded(" ".join(self._dressed(told, kind)), self._rng)))
        given = [marked(one) if at in made.missing else one for at, one in enumerate(seed.golden)]
        golden, missing = taken_off(settled(" ".join(given), missing=made.unconditional))
        return Row(
            group=seed.group,
            question=seed.question if self._rng.random() < self._stage.asked else "",
            golden=golden,
            answer=answer,
            acceptable=acceptable,
            kind=kind,
            wrong=wrong,
            missing=missing,
        )

    def _right(self) -> list[tuple[str, Making]]:
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

    def _wrong(self, seed: Seed) -> Iterator[tuple[str, Making]]:
        rng = self._rng
        at = rng.randrange(len(seed.facts))
        found = [one for one in changes(seed.facts[at], rng) if showing(one.fact, "say", one.slots)]
        rng.shuffle(found)
        for change in list({one.kind: one for one in found}.values())[:3]:
            yield change.kind, partial(self._changed, at=at, change=change)
        if len(seed.facts) == 2 and exchanged(*seed.facts):
            yield "swapped_pair", self._exchanged
        if seed.facts[at].frame.lines["deny"]:
            yield "negation", partial(self._denied, at=at)
        yield "added_condition", self._narrowed
        if rng.random() < 0.5 or seed.condition:
            ways = self._ways_to_leave_out(seed)
            if ways:
                yield "missing_part", rng.choice(ways)
        if rng.random() < 0.25:
            yield "evasion", self._evaded
        if rng.random() < 0.15:
            yield "wrong_topic", self._elsewhere

    def _sentence(
        self, seed: Seed, at: int, fact: Fact | None = None, *, near: float = 0.5, wrong: tuple[str, ...] = ()
    ) -> str:
        fact = fact or seed.facts[at]
        lines = showing(fact, "say", wrong) if wrong else list(fact.frame.lines["say"])
        template = seed.templates[at]
        if template not in lines or self._rng.random() >= near:
            template = self._rng.choice(lines)
        return said(fact, template, self._rng, plain=0.4, wrong=wrong)

    def _told(self, seed: Seed, *, near: float = 0.5) -> list[str]:
        return [self._sentence(seed, at, near=near) for at in range(len(seed.facts))]

    def _same(self, seed: Seed, *, near: float = 0.5) -> Made:
        return Made(told=self._conditioned(seed, self._told(seed, near=near)))

    def _conditioned(self, seed: Seed, told: list[str]) -> list[str]:
        if seed.condition is None:
            return told
        if not seed.condition.one_meaning:
            stated = next(one for one in seed.golden if HELD_OPEN in one)
            words = stated[stated.index(HELD_OPEN) + 1 : stated.index(HELD_CLOSE)]
            return [*told, words] if words[-1] in ".!" else [*told[:-1], f"{_open_end(told[-1])}, {words}."]
        return [*told[:-1], *self._joined(told[-1], seed.condition.stated, seed.condition.clause)]

    def _joined(
        self,
        sentence: str,
        stated: Callable[[random.Random], str],
        clause: Callable[[random.Random], str],
        mark: Callable[[str], str] = str,
    ) -> list[str]:
        rng = self._rng
        if rng.random() < 0.5:
            return [sentence, mark(stated(rng))]
        words = mark(clause(rng))
        if rng.random() < 0.15:
            return [opened(f"{words}, {sentence[0].lower()}{sentence[1:]}")]
        return [f"{_open_end(sentence)}{rng.choice((', ', ' ', ', '))}{words}."]

    def _helped(self, seed: Seed) -> Made:
        told = self._same(seed).told
        other = self._around.condition(self._rng)
        if self._rng.random() < 0.2 or _alike(seed.condition, other):
            return Made(told=[*told, self._around.phrase("help", self._rng)])
        return Made(told=[*told[:-1], *self._joined(told[-1], other.harmless, other.harmless_clause)])

    def _reordered(self, seed: Seed) -> Made:
        return self._same(seed, near=0.2) if seed.condition else Made(told=self._told(seed)[::-1])

    def _short(self, seed: Seed) -> Made:
        bare = [
            said(one, self._rng.choice(one.frame.lines["short"] or one.frame.lines["say"]), self._rng)
            for one in seed.facts
        ]
        return Made(told=self._conditioned(seed, bare))

    def _changed(self, seed: Seed, *, at: int, change: Change) -> Made:
        bare = showing(change.fact, "short", change.slots)
        told = self._told(seed, near=0.55)
        if bare and self._rng.random() < 0.2:
            told[at] = said(change.fact, self._rng.choice(bare), self._rng, wrong=change.slots)
        else:
            told[at] = self._sentence(seed, at, change.fact, near=0.55, wrong=change.slots)
        return Made(told=self._conditioned(seed, told))

    def _exchanged(self, seed: Seed) -> Made:
        pair, slots = exchanged(*seed.facts) or (seed.facts, ())
        told = [self._sentence(seed, at, fact, near=0.6, wrong=slots) for at, fact in enumerate(pair)]
        return Made(told=self._conditioned(seed, told))

    def _denied(self, seed: Seed, *, at: int) -> Made:
        told = self._told(seed)
        denied = seed.facts[at]
        told[at] = marked(said(denied, self._rng.choice(denied.frame.lines["deny"]), self._rng))
        return Made(told=self._conditioned(seed, told))

    def _narrowed(self, seed: Seed) -> Made:
        other = self._around.condition(self._rng)
        while _alike(seed.condition, other):
            other = self._around.condition(self._rng)
        told = self._same(seed).told
        at = self._rng.randrange(len(told))
        return Made(told=[*told[:at], *self._joined(told[at], other.stated, other.clause, marked), *told[at + 1 :]])

    def _ways_to_leave_out(self, seed: Seed) -> list[Making]:
        ways: list[Making] = []
        if seed.condition:
            ways += [self._without_condition, self._with_another_condition]
        if len(seed.facts) > 1:
            ways.append(self._without_a_fact)
        if any(fact.frame.lines["half"] for fact in seed.facts):
            ways.append(self._halved)
        return ways

    def _without_condition(self, seed: Seed) -> Made:
        told = self._told(seed)
        if seed.condition and self._rng.random() < 0.5:
            told[-1:] = self._joined(told[-1], seed.condition.harmless, seed.condition.harmless_clause)
        return Made(told=told, unconditional=True)

    def _with_another_condition(self, seed: Seed) -> Made:
        told = self._told(seed)
        other = self._around.condition(self._rng)
        while _alike(seed.condition, other):
            other = self._around.condition(self._rng)
        told[-1:] = self._joined(told[-1], other.stated, other.clause, marked)
        return Made(told=told, unconditional=True)

    def _without_a_fact(self, seed: Seed) -> Made:
        told = self._told(seed)
        dropped = self._rng.randrange(len(told))
        del told[dropped]
        return Made(told=self._conditioned(seed, told), missing=(dropped,))

    def _halved(self, seed: Seed) -> Made:
        told = self._told(seed)
        at = self._rng.choice([at for at, fact in enumerate(seed.facts) if fact.frame.lines["half"]])
        told[at] = said(seed.facts[at], self._rng.choice(seed.facts[at].frame.lines["half"]), self._rng)
        return Made(told=self._conditioned(seed, told), missing=(at,))

    def _evaded(self, seed: Seed) -> Made:
        rng = self._rng
        everything = tuple(range(len(seed.facts)))
        if rng.random() < 0.5:
            return Made(told=[self._around.phrase("evade", rng)], missing=everything)
        fact = rng.choice(seed.facts)
        about = said(fact, f"{{{next(iter(fact.frame.slots), '')}:ing}}", rng) if fact.frame.slots else "that"
        line = rng.choice(self._around.phrases["evade_about"])
        return Made(told=[opened(line.replace("{x}", about[0].lower() + about[1:]))], missing=everything)

    def _elsewhere(self, seed: Seed) -> Made:
        fact = draw(self._rng.choice(self._frames), self._rng)
        told = marked(said(fact, self._rng.choice(fact.frame.lines["say"]), self._rng))
        return Made(told=[told], missing=tuple(range(len(seed.facts))))

    def _dressed(self, told: list[str], kind: str) -> list[str]:
        """Put courtesy and help around an answer, as often around a wrong one as around a right one."""
        rng = self._rng
        often = 1.0 if kind == "courtesy" else self._stage.dressed
        before = [self._around.phrase("hello", rng)] if rng.random() < often else []
        after = [self._around.phrase("bye", rng)] if rng.random() < often * 0.8 else []
        extra = [self._around.phrase("help", rng)] if rng.random() < self._stage.dressed * 0.6 else []
        if rng.random() < self._stage.more:
            other = draw(rng.choice(self._frames), rng)
            extra.append(said(other, rng.choice(other.frame.lines["say"]), rng))
        if extra and rng.random() < 0.3:
            return [*before, *extra, *told, *after]
        return [*before, *told, *extra, *after]


def _open_end(sentence: str) -> str:
    return sentence.replace(f".{CLOSE}", CLOSE).rstrip(".!")


def _alike(one: Condition | None, other: Condition) -> bool:
    return one is not None and one.pattern.frame == other.pattern.frame
