"""What is usual of a case, learned from the runs that are kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from math import isclose, log, sqrt
from pathlib import Path

import pytest

from regold.history import usual
from regold.history.digest import CaseDigest
from regold.history.evidence import rates
from regold.history.past import LAG, Past, learned
from regold.model import Evidence, Outcome, OutcomeKind
from tests.history.keeping import keep
from tests.history.samples import NINE, a_run, an_outcome

KEY = "returns#return-window"


def past(kinds: str, odds: float | None = None) -> list[Past]:
    """Give a past, the newest first: p passed, f flaky, s suspect, c changed, k known failure."""
    words = {"p": "passed", "f": "flaky", "s": "suspect", "c": "changed", "k": "known_failure"}
    every = []
    for number, kind in enumerate(kinds):
        weight = None if kind == "p" else odds or 1.0
        case = CaseDigest(OutcomeKind(words[kind]), kind == "p", None, None, None, weight)
        every.append(Past(f"run-{len(kinds) - number}", case))
    return every


def weighed(kind: OutcomeKind, odds: float) -> Outcome:
    return replace(an_outcome(KEY, kind), evidence=Evidence(odds=odds))


def test_a_new_case_has_no_past(tmp_path: Path) -> None:
    (found,) = usual(tmp_path, [KEY]).values()
    assert (found.wrong, found.asks, found.evidence, found.since) == (0, 0, 0.0, None)


def test_the_newest_answers_say_nothing_about_what_is_usual() -> None:
    assert learned(past("p" * LAG)).asks == 0
    assert learned(past("f" * LAG + "ppp")).wrong == 0
    assert (learned(past("p" * LAG + "fpp")).wrong, learned(past("p" * LAG + "fpp")).asks) == (1, 3)


@pytest.mark.parametrize("broken", ["c", "k"])
def test_runs_in_which_the_case_had_changed_teach_nothing(broken: str) -> None:
    found = learned(past("p" * LAG + broken * 20 + "fpp"))
    assert (found.wrong, found.asks) == (1, 3)


def test_evidence_is_halved_between_runs() -> None:
    assert isclose(learned(past("s", odds=400)).evidence, log(400) / 2)
    assert isclose(learned(past("c", odds=2600)).evidence, log(sqrt(2600)))


def test_each_right_answer_since_takes_from_the_evidence() -> None:
    new = rates(0, 0)
    right = log((1 - new.changed) / (1 - new.usual))
    assert isclose(learned(past("ps", odds=400)).evidence, (log(400) / 2 + right) / 2)
    assert learned(past("ppppps", odds=400)).evidence == 0


def test_only_the_latest_evidence_counts_for_it_holds_what_was_left_before() -> None:
    assert isclose(learned([*past("s", odds=400), *past("s", odds=9)]).evidence, log(400) / 2)


def test_since_is_the_first_of_the_wrong_runs_in_a_row() -> None:
    assert learned(past("p")).since is None
    assert learned(past("sfcpp")).since == "run-3"
    assert learned(past("psss")).since is None


def test_the_past_is_read_from_whole_runs_that_were_really_asked(tmp_path: Path) -> None:
    for minute in range(LAG):
        keep(tmp_path, a_run(an_outcome(KEY), minute=40 + minute))
    keep(tmp_path, a_run(weighed(OutcomeKind.FLAKY, 1.0), minute=1))
    keep(tmp_path, a_run(an_outcome(KEY), minute=2))
    keep(tmp_path, a_run(an_outcome(KEY, replayed=True), minute=3))
    keep(tmp_path, a_run(an_outcome(KEY), minute=4), finish=False)
    keep(tmp_path, a_run(an_outcome("returns#other"), an_outcome(KEY, OutcomeKind.ERROR), minute=5))

    found = usual(tmp_path, [KEY])[KEY]

    assert (found.wrong, found.asks) == (1, 2)


def test_a_run_and_the_one_that_continues_it_are_one(tmp_path: Path) -> None:
    first = a_run(weighed(OutcomeKind.SUSPECT, 400.0), an_outcome("s#b", OutcomeKind.ERROR), minute=1)
    keep(tmp_path, first)
    keep(tmp_path, replace(a_run(weighed(OutcomeKind.SUSPECT, 400.0), minute=2), continues=first.id))

    found = usual(tmp_path, [KEY])[KEY]

    assert found.since == a_run(minute=2).id
    assert isclose(found.evidence, log(400) / 2)


def test_runs_that_began_later_are_not_looked_at(tmp_path: Path) -> None:
    keep(tmp_path, a_run(weighed(OutcomeKind.SUSPECT, 400.0), minute=1))
    keep(tmp_path, a_run(an_outcome(KEY), minute=2))
    before = NINE + timedelta(minutes=2)
    assert usual(tmp_path, [KEY], before=before)[KEY].since == a_run(minute=1).id
    assert usual(tmp_path, [KEY])[KEY].since is None


def test_a_missing_folder_is_no_trouble(tmp_path: Path) -> None:
    assert set(usual(tmp_path / "nowhere", [KEY, "a#b"])) == {KEY, "a#b"}
