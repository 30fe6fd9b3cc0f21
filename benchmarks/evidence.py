"""Simulates a month of 500 cases to compare the evidence rule, as shipped, with the rules that others use.

Run `python -m benchmarks.evidence [--repetitions N]`. 2 % of all answers are wrong by chance: evenly, in bursts of
single cases, in bursts of the whole endpoint. On day 10 five cases break: three for good, two in half of their answers.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from math import exp
from statistics import fmean

from regold.history.digest import CaseDigest
from regold.history.evidence import Trial
from regold.history.past import Past, learned
from regold.model import OutcomeKind

DAYS, BREAKS, CASES, BEFORE = 30, 10, 500, 60
NOISE = 0.02
HARD, HALF = range(3), range(3, 5)
ENOUGH, MOST = 500.0, 10
SPELL_WRONG, SPELL_CALLS = 0.75, 20.0
"""In bursts, a bad spell lasts about 20 calls to the endpoint, and three in four are wrong; between them none is."""

FALSE_ALERTS, CALLS, HALF_FOUND = 0.01, 1.15, 2.0

Rule = Callable[["World"], set[int]]
"""Asks all cases for a day and gives those it calls changed."""


class Noise(StrEnum):
    """How the answers that are wrong by chance come."""

    EVEN = "evenly"
    CASE = "in bursts of single cases"
    ENDPOINT = "in bursts of the whole endpoint"


@dataclass(slots=True)
class World:
    """The endpoint: which answers are wrong, by chance or because the case broke."""

    chance: random.Random
    noise: Noise
    day: int = 0
    calls: int = 0
    spells: dict[int, tuple[int, bool]] = field(default_factory=dict)

    def wrong(self, case: int) -> bool:
        """Ask a case once and give whether the answer is wrong."""
        self.calls += 1
        if self.day >= BREAKS and (case in HARD or (case in HALF and self.chance.random() < 0.5)):
            return True
        if self.noise is Noise.EVEN:
            return self.chance.random() < NOISE
        return self._in_spell(case if self.noise is Noise.CASE else 0) and self.chance.random() < SPELL_WRONG

    def _in_spell(self, of: int) -> bool:
        """Give whether it is a bad spell: a Markov chain with two states, looked at now and again."""
        share = NOISE / SPELL_WRONG
        last, was = self.spells.get(of, (0, False))
        now = share + (was - share) * exp((last - self.calls) / SPELL_CALLS)
        bad = self.chance.random() < now
        self.spells[of] = (self.calls, bad)
        return bad


def single(world: World) -> set[int]:
    return {case for case in range(CASES) if world.wrong(case)}


def reruns(world: World) -> set[int]:
    return {case for case in range(CASES) if all(world.wrong(case) for _ in range(4))}


def best_of_five(world: World) -> set[int]:
    return {case for case in range(CASES) if sum(world.wrong(case) for _ in range(5)) >= 3}


@dataclass(slots=True)
class Evidence:
    """The shipped rule with the memory that it learns from: the past of each case, the newest first."""

    pasts: list[deque[Past]]

    @classmethod
    def after(cls, chance: random.Random) -> Evidence:
        """Give the rule after two months of the same noise."""
        return cls([deque(_past(chance.random() < NOISE) for _ in range(BEFORE)) for _ in range(CASES)])

    def __call__(self, world: World) -> set[int]:
        """Ask each case once, then the wrong ones again in rounds, as a run does."""
        trials: dict[int, Trial] = {}
        for case, past in enumerate(self.pasts):
            if world.wrong(case):
                usual = learned(list(past))
                trials[case] = Trial(usual.rates, usual.evidence, enough=ENOUGH, most=MOST)
                trials[case].hear(wrong=True)
        while undecided := [case for case, trial in trials.items() if trial.decision is None]:
            for case in undecided:
                trials[case].hear(wrong=world.wrong(case))
        for case, past in enumerate(self.pasts):
            trial = trials.get(case)
            past.appendleft(_past(trial is not None, trial))
        return {case for case, trial in trials.items() if trial.decision is OutcomeKind.CHANGED}


def _past(wrong: bool, trial: Trial | None = None) -> Past:
    kind = trial.decision if trial else None
    odds = trial.odds if trial else None
    kind = kind or (OutcomeKind.FLAKY if wrong else OutcomeKind.PASSED)
    return Past("", CaseDigest(kind=kind, first=not wrong, score=None, latency=None, topic=None, odds=odds))


@dataclass(slots=True)
class Tally:
    """What a rule did over many months."""

    days: int = 0
    calls: int = 0
    false_alerts: int = 0
    hard: list[int] = field(default_factory=list)
    half: list[int] = field(default_factory=list)
    never: int = 0

    def month(self, world: World, rule: Rule) -> None:
        """Live through one month."""
        found: dict[int, int] = {}
        for world.day in range(DAYS):
            changed = rule(world)
            broken = {*HARD, *HALF} if world.day >= BREAKS else set[int]()
            self.false_alerts += len(changed - broken)
            for case in changed & broken:
                found.setdefault(case, world.day - BREAKS)
        self.days += DAYS
        self.calls += world.calls
        self.hard += [found.get(case, DAYS) for case in HARD]
        self.half += [found[case] for case in HALF if case in found]
        self.never += sum(case not in found for case in HALF)

    @property
    def false_per_day(self) -> float:
        """False alerts in a day of 500 cases."""
        return self.false_alerts / self.days

    @property
    def calls_per_case(self) -> float:
        """Calls for each case in a day."""
        return self.calls / self.days / CASES

    @property
    def half_days(self) -> float:
        """Days until a half-broken case is found, where it is; 0 is the day on which it broke."""
        return fmean(self.half) if self.half else float("inf")

    @property
    def met(self) -> bool:
        """Whether all targets of the evidence rule are met."""
        quiet = self.false_per_day <= FALSE_ALERTS and self.calls_per_case <= CALLS
        return quiet and not max(self.hard) and self.half_days <= HALF_FOUND and not self.never


def simulate(rule: Callable[[random.Random], Rule], *, repetitions: int, noise: Noise, seed: int) -> Tally:
    """Live through so many months with a rule; the same seed gives the same months."""
    tally = Tally()
    for repetition in range(repetitions):
        chance = random.Random(f"{seed}.{repetition}")
        tally.month(World(chance, noise), rule(chance))
    return tally


RULES: dict[str, Callable[[random.Random], Rule]] = {
    "single run": lambda _: single,
    "--reruns 3": lambda _: reruns,
    "always 5, majority": lambda _: best_of_five,
    "evidence 500:1": Evidence.after,
}


def table(simulated: Callable[..., Tally]) -> Iterator[tuple[str, Tally]]:
    """Print a row for each rule as it is simulated, and give what it did."""
    print(f"{'rule':20} {'false alerts/day':>16} {'calls/day':>9} {'hard found after':>16} {'half: days / never':>23}")
    for name, rule in RULES.items():
        did = simulated(rule)
        share = did.never / (did.never + len(did.half))
        half = f"{did.half_days:.1f} / {share:.1%}"
        calls = did.calls_per_case * CASES
        print(f"{name:20} {did.false_per_day:16.4f} {calls:9.0f} {max(did.hard):9} {'days':6} {half:>23}", flush=True)
        yield name, did


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.evidence", description=__doc__)
    parser.add_argument(
        "--repetitions", type=int, default=40, help="months to live through for each rule (default: 40)"
    )
    parser.add_argument("--seed", type=int, default=4)
    options = parser.parse_args()
    even = None
    for noise in Noise:
        print(f"\n{CASES} cases, {DAYS} days, {NOISE:.0%} wrong {noise}, {options.repetitions} months for each rule")
        month = partial(simulate, repetitions=options.repetitions, noise=noise, seed=options.seed)
        *_, (_, did) = table(month)
        even = even or did
    met = even is not None and even.met
    print(f"\nwith even noise {'all' if met else 'NOT all'} targets of the evidence rule are met")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
