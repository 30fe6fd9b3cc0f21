"""`regold run`, `regold rejudge` and `regold history`, in a project of three cases against a bot on loopback."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.bot import Bot
from tests.cli.conftest import Regold

SUITE = """\
suite: warranty
severity: high
cases:
  - id: length
    query: How long is the warranty?
    golden: The warranty lasts two years.
  - id: help
    query: How can you help me?
    golden: I answer questions about orders.
"""


@pytest.fixture
def suite(folder: Path) -> Path:
    path = folder / "suites" / "warranty.gold.yaml"
    path.parent.mkdir()
    path.write_text(SUITE, encoding="utf-8")
    return path


@pytest.fixture
def right(bot: Bot) -> Bot:
    bot.answers = {**bot.answers, "How long is the warranty?": "The warranty lasts 2 years."}
    return bot


@pytest.fixture
def wrong(bot: Bot) -> Bot:
    bot.answers = {**bot.answers, "How long is the warranty?": "The warranty lasts three years."}
    return bot


def test_a_run_asks_the_suites_of_the_settings(regold: Regold, suite: Path, right: Bot) -> None:
    done = regold("run")

    assert done.returncode == 0, done.stdout
    assert "2 passed" in done.stdout
    assert len(right.asked) == 2


def test_a_run_takes_what_pytest_takes(regold: Regold, suite: Path, right: Bot) -> None:
    by_choice = regold("run", "-k", "help")
    by_id = regold("run", "suites/warranty.gold.yaml::length")

    assert "1 passed, 1 deselected" in by_choice.stdout
    assert "1 passed" in by_id.stdout
    assert sorted(right.asked) == ["How can you help me?", "How long is the warranty?"]


def test_the_exit_code_is_the_runs_own_even_when_a_conftest_takes_stdout(
    regold: Regold, suite: Path, wrong: Bot, folder: Path
) -> None:
    taking = "import io, sys\n\ndef pytest_unconfigure():\n    sys.stdout = io.StringIO()\n"
    (folder / "conftest.py").write_text(taking, encoding="utf-8")
    assert regold("run").returncode == 1


def test_an_option_whose_value_is_a_path_does_not_take_the_place_of_the_suites(
    regold: Regold, suite: Path, right: Bot, folder: Path
) -> None:
    (folder / "test_unit.py").write_text("def test_unit(): raise AssertionError\n", encoding="utf-8")

    first = regold("run", "--junitxml", "junit.xml")
    second = regold("run", "--junitxml", "junit.xml")

    assert "2 passed" in first.stdout
    assert "2 passed" in second.stdout
    assert "PytestAssertRewriteWarning" not in second.stdout


def test_a_run_in_another_folder_than_that_of_the_settings_says_where_to_go(
    regold: Regold, suite: Path, folder: Path
) -> None:
    done = regold("run", folder=suite.parent)
    assert done.returncode == 4
    assert str(folder) in done.stderr


def test_a_run_without_its_suites_is_a_mistake(regold: Regold) -> None:
    done = regold("run")
    assert done.returncode == 4
    assert "there is no suites" in done.stderr


def test_a_check_that_fails_is_a_mistake_of_the_user_and_ends_the_run(
    regold: Regold, suite: Path, right: Bot, folder: Path
) -> None:
    (folder / "mine.py").write_text("def broken(turn, answer): return 1 / 0\n", encoding="utf-8")
    settings = folder / "regold.toml"
    checks = '[tool.regold]\nchecks = ["mine:broken"]\n'
    settings.write_text(checks + settings.read_text(encoding="utf-8"), encoding="utf-8")

    done = regold("run")

    assert done.returncode == 4
    assert "mine:broken" in done.stdout
    assert "ZeroDivisionError" in done.stdout


def test_a_run_prints_json_alone_when_asked(regold: Regold, suite: Path, wrong: Bot) -> None:
    done = regold("run", "--json")

    data = json.loads(done.stdout)
    assert done.returncode == 1
    assert data["counts"] == {"changed": 1, "passed": 1}
    assert "1 failed, 1 passed" in done.stderr


def test_judging_again_shows_what_a_changed_golden_changes_and_asks_nothing(
    regold: Regold, suite: Path, right: Bot
) -> None:
    regold("run")
    right.asked.clear()
    suite.write_text(SUITE.replace("two years", "three years"), encoding="utf-8")

    done = regold("rejudge")

    assert done.returncode == 1
    assert "broke: warranty/length: the golden says three years, the answer says 2 years" in done.stdout
    assert right.asked == []


def test_judging_again_without_a_change_shows_none(regold: Regold, suite: Path, right: Bot) -> None:
    regold("run")

    done = regold("rejudge", "latest", "--json")

    assert done.returncode == 0
    assert json.loads(done.stdout)["changes"] == []


def test_a_question_that_was_reworded_is_judged_as_it_was_recorded(regold: Regold, suite: Path, right: Bot) -> None:
    regold("run")
    reworded = SUITE.replace("How long is the warranty?", "What does a repair cost?").replace("two years", "$5")
    suite.write_text(reworded, encoding="utf-8")

    assert regold("rejudge").returncode == 0


def test_a_run_that_does_not_exist_is_a_mistake(regold: Regold, suite: Path, right: Bot) -> None:
    regold("run")

    done = regold("rejudge", "20200101")

    assert done.returncode == 4
    assert "20200101" in done.stderr


def test_history_lists_the_newest_run_first_and_shows_what_changed(regold: Regold, suite: Path, right: Bot) -> None:
    regold("run")
    right.answers = {**right.answers, "How long is the warranty?": "The warranty lasts three years."}
    regold("run")

    runs = json.loads(regold("history", "list", "--json").stdout)["runs"]
    shown = regold("history", "show")

    assert [run["complete"] for run in runs] == [True, True]
    assert runs[0]["started_at"] > runs[1]["started_at"]  # ids tell the second only
    assert f"changed since {runs[1]['run']}" in shown.stdout
    assert "broke: warranty/length" in shown.stdout


def test_history_without_runs_says_what_makes_the_first(regold: Regold, suite: Path) -> None:
    assert "`regold run` makes the first" in regold("history", "list").stdout
    assert regold("history", "show").returncode == 4
