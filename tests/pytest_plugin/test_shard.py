"""A part of a run: every case is asked by just one machine, and the parts are one run when they are merged."""

from __future__ import annotations

from pathlib import Path

import pytest

from regold import suites
from regold.config import Flags, load_config
from regold.history import read, runs
from regold.model import Answer, Outcome, OutcomeKind, Run
from regold.session import merge
from tests.bot import Bot
from tests.history.keeping import keep
from tests.history.samples import a_run
from tests.pytest_plugin.conftest import GOOD_ANSWERS, RETURNS, WRONG_WINDOW

KEYS = {"returns#return-window", "returns#gift-card", "returns#opening-hours"}
NO_CONFIG = {"BOT_TOKEN": "x"}


def history(project: pytest.Pytester) -> Path:
    return Path(project.path, "reports", "history")


def part(project: pytest.Pytester, shard: str, *arguments: str) -> pytest.RunResult:
    return project.runpytest(f"--regold-shard={shard}", *arguments)


def newest(project: pytest.Pytester) -> Run:
    return read(runs(history(project))[0].path)


def record_latencies(project: pytest.Pytester, **latencies: float) -> None:
    """Record a run in which the cases took so long."""
    cases = suites.load(project.path / "suites" / "returns.gold.yaml", project.path)
    outcomes = (
        Outcome(
            case=case, kind=OutcomeKind.PASSED, answer=Answer(text="x", latency=latencies[case.id.replace("-", "_")])
        )
        for case in cases
    )
    keep(history(project), a_run(*outcomes))


@pytest.mark.parametrize("workers", [(), ("-n", "2")], ids=["alone", "xdist"])
def test_every_case_is_asked_once_and_the_parts_are_one_run(
    project: pytest.Pytester, bot: Bot, workers: tuple[str, ...]
) -> None:
    bot.answers = {**GOOD_ANSWERS, **WRONG_WINDOW}
    codes = [part(project, f"{number}/2", *workers).ret for number in (1, 2)]

    parts = [read(entry.path) for entry in runs(history(project))]
    merged = merge(runs(history(project)), load_config(project.path, environment=NO_CONFIG, flags=Flags()))

    assert sorted(codes) == [0, 1]
    assert set(bot.asked) == set(GOOD_ANSWERS)
    assert {key for run in parts for key in run.plan} == KEYS
    assert len({run.shard.whole for run in parts if run.shard and run.shard.whole}) == 1
    assert {run.fingerprint["suites"] for run in parts} == {merged.run.fingerprint["suites"]}
    assert set(merged.run.plan) == KEYS
    assert merged.run.complete
    assert merged.gate.exit_code == 1


def test_the_longest_case_of_the_last_run_is_alone(project: pytest.Pytester, bot: Bot) -> None:
    record_latencies(project, return_window=1.0, gift_card=9.0, opening_hours=1.0)
    part(project, "1/2").assert_outcomes(passed=1, deselected=2)
    assert newest(project).plan == ("returns#gift-card",)


def test_the_order_of_cases_in_their_suite_does_not_matter(project: pytest.Pytester, bot: Bot) -> None:
    part(project, "1/2")
    before = newest(project)
    head, *cases = RETURNS.split("  - id: ")
    turned = head + "".join(f"  - id: {case}" for case in reversed(cases))
    (project.path / "suites" / "returns.gold.yaml").write_text(turned, encoding="utf-8")
    part(project, "1/2")
    after = newest(project)
    assert set(after.plan) == set(before.plan)
    assert after.shard == before.shard


def test_what_was_chosen_by_name_is_split_and_other_tests_are_left_alone(project: pytest.Pytester, bot: Bot) -> None:
    project.makepyfile(test_unit="def test_window(): pass")
    found = [part(project, f"{number}/2", "-k", "window or card") for number in (1, 2)]
    for result in found:
        result.assert_outcomes(passed=2, deselected=2)
    assert sorted(bot.asked) == sorted(set(GOOD_ANSWERS) - {"When are you open?"})


def test_a_part_to_which_no_case_fell_is_good_and_leaves_its_journal(project: pytest.Pytester, bot: Bot) -> None:
    for number in (1, 2, 3, 4):
        assert part(project, f"{number}/5").ret == 0
    assert part(project, "5/5", "-n", "1").ret == 0
    found = runs(history(project))
    assert sorted(len(entry.plan) for entry in found) == [0, 0, 1, 1, 1]
    assert all(entry.complete for entry in found)
    assert merge(found, load_config(project.path, environment=NO_CONFIG, flags=Flags())).gate.exit_code == 0


@pytest.mark.parametrize("shard", ["2", "0/5", "6/5", "a/b", "1/0", "-1/5", "1/5/5", ""])
def test_what_is_no_part_is_refused_before_anything_is_asked(project: pytest.Pytester, bot: Bot, shard: str) -> None:
    result = part(project, shard)
    assert result.ret == 4
    result.stderr.fnmatch_lines(["*--regold-shard: * is no part of a run; write 2/5 for the second of five*"])
    assert bot.asked == []


def test_without_suites_nothing_happens(pytester: pytest.Pytester) -> None:
    pytester.makepyfile("def test_unit(): pass")
    result = pytester.runpytest("--regold-shard=1/2")
    result.assert_outcomes(passed=1)
    assert not (pytester.path / "reports").exists()
