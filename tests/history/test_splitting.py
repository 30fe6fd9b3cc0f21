"""A plan is split so that all machines end together, and every machine splits it alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regold.history.splitting import durations, plan_name, split
from regold.model import Answer, Outcome, OutcomeKind, Shard
from tests.history.keeping import keep
from tests.history.samples import a_run, an_outcome

keys = st.lists(st.text("abcd#", min_size=1, max_size=4), unique=True, max_size=30)
seconds = st.dictionaries(st.text("abcd#", min_size=1, max_size=4), st.floats(0.01, 60))


def took(key: str, latency: float) -> Outcome:
    return replace(an_outcome(key), answer=Answer(text="You have 30 days.", latency=latency))


@given(keys, seconds, st.integers(1, 7))
def test_every_case_is_in_one_part_and_the_order_does_not_matter(
    plan: list[str], known: Mapping[str, float], of: int
) -> None:
    parts = split(plan, known, of)
    assert len(parts) == of
    assert sorted(key for part in parts for key in part) == sorted(plan)
    assert split(sorted(plan), known, of) == parts == split(plan[::-1], dict(sorted(known.items(), reverse=True)), of)


@settings(deadline=None, max_examples=50)
@given(st.lists(st.integers(1, 60), min_size=1, max_size=6), st.integers(1, 3))
def test_no_part_takes_more_than_a_third_longer_than_in_the_best_split(times: list[int], of: int) -> None:
    known = {f"s#c{number}": float(time) for number, time in enumerate(times)}
    busiest = max(sum(known[key] for key in part) for part in split(list(known), known, of))
    every = product(range(of), repeat=len(times))
    best = min(max(sum(t for t, p in zip(times, where, strict=True) if p == n) for n in range(of)) for where in every)
    assert busiest <= best * (4 / 3 - 1 / (3 * of))


def test_the_parts_of_this_plan_are_these_on_every_machine() -> None:
    known = {"s#a": 9.0, "s#b": 5.0, "s#c": 4.0, "s#d": 2.0}
    assert split([*known, "s#new"], known, 2) == tuple(map(frozenset, ({"s#a", "s#c"}, {"s#b", "s#new", "s#d"})))


def test_a_case_of_unknown_duration_takes_as_long_as_the_median() -> None:
    known = {"s#a": 1.0, "s#b": 1.0, "s#c": 100.0}
    parts = split([*known, "s#new"], known, 2)
    assert {"s#c"} in parts


def test_without_any_duration_the_parts_hold_as_many_cases() -> None:
    assert [len(part) for part in split([f"s#c{number}" for number in range(10)], {}, 4)] == [3, 3, 2, 2]
    assert split([], {}, 2) == (frozenset(), frozenset())


def test_cases_that_take_no_time_are_spread_too() -> None:
    names = [f"s#c{number}" for number in range(10)]
    assert [len(part) for part in split(names, dict.fromkeys(names, 0.0), 5)] == [2, 2, 2, 2, 2]


def test_durations_are_those_of_the_last_answer_of_a_whole_run(tmp_path: Path) -> None:
    keep(tmp_path, a_run(took("s#a", 1.0), took("s#b", 2.0), minute=1))
    keep(tmp_path, a_run(took("s#a", 3.0), an_outcome("s#b", OutcomeKind.ERROR), minute=2))
    keep(tmp_path, a_run(took("s#a", 9.0), minute=3, shard=Shard(number=1, of=2)))
    keep(tmp_path, a_run(took("s#a", 9.0), minute=4), finish=False)
    assert durations(tmp_path) == {"s#a": 3.0, "s#b": 2.0}
    assert durations(tmp_path / "missing") == {}


@pytest.mark.parametrize("plan", [["s#b", "s#a"], ["s#a", "s#b", "s#a"]])
def test_a_plan_has_one_name_whatever_its_order(plan: list[str]) -> None:
    assert plan_name(plan) == plan_name(["s#a", "s#b"]) != plan_name(["s#a", "s#c"])
