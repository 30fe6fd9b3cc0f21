"""The plugin beside the plugins a team already has: xdist, randomly, timeout, split, JUnit, pytest-html."""

from __future__ import annotations

import os
import time
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from regold import history
from regold.model import FaultKind, OutcomeKind, Run
from tests.bot import Bot
from tests.pytest_plugin.conftest import GOOD_ANSWERS, WRONG_WINDOW

WINDOW = "How long do I have to return an item?"


def recorded(project: pytest.Pytester) -> Run:
    folder = Path(project.path, "reports", "history")
    return history.read(history.find(folder, "latest"))


def many_cases(project: pytest.Pytester, bot: Bot, count: int) -> None:
    cases = "".join(f"  - {{id: c{n}, query: q{n}, golden: a{n}}}\n" for n in range(count))
    Path(project.path, "suites", "many.gold.yaml").write_text("suite: many\ncases:\n" + cases, encoding="utf-8")
    bot.answers = {**GOOD_ANSWERS, **{f"q{n}": f"a{n}" for n in range(count)}}


@pytest.mark.parametrize("dist", ["load", "loadscope", "loadfile", "loadgroup", "worksteal"])
def test_xdist_asks_each_case_once_and_leaves_one_journal(project: pytest.Pytester, bot: Bot, dist: str) -> None:
    many_cases(project, bot, 12)
    bot.answers = {**bot.answers, **WRONG_WINDOW}

    result = project.runpytest_subprocess("-n", "2", "--dist", dist)

    result.assert_outcomes(passed=14, failed=1)
    result.stdout.fnmatch_lines(["*the golden says 30 days*the answer says 60 days*"])
    assert result.ret == 1
    assert set(bot.asked) == set(bot.answers)
    assert {query: bot.asked.count(query) for query in bot.answers if bot.asked.count(query) > 1} == {WINDOW: 4}
    assert len(list(Path(project.path, "reports", "history").glob("*.jsonl"))) == 1
    assert recorded(project).complete


def test_xdist_in_each_mode_records_a_case_once(project: pytest.Pytester) -> None:
    result = project.runpytest_subprocess("--tx", "2*popen", "--dist", "each")

    result.assert_outcomes(passed=6)
    journal = next(Path(project.path, "reports", "history").glob("*.jsonl")).read_text(encoding="utf-8")
    assert journal.count('"outcome":{"case"') == len(recorded(project).outcomes) == 3


def test_xdist_shows_an_endpoint_error_as_an_error(project: pytest.Pytester, bot: Bot) -> None:
    bot.answers = {**GOOD_ANSWERS, WINDOW: 500}

    result = project.runpytest_subprocess("-n", "2")

    result.assert_outcomes(passed=2, errors=1)
    assert result.ret == 10


def test_xdist_refuses_a_mistake_in_the_settings_before_the_first_call(project: pytest.Pytester, bot: Bot) -> None:
    settings = Path(project.path, "regold.toml")
    settings.write_text(settings.read_text(encoding="utf-8").replace("answer =", "anwser ="), encoding="utf-8")

    result = project.runpytest_subprocess("-n", "2")

    result.stderr.fnmatch_lines(["*anwser*answer*"])
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert bot.asked == []


def test_xdist_exits_as_for_a_mistake_when_a_suite_is_broken(project: pytest.Pytester, bot: Bot) -> None:
    Path(project.path, "suites", "billing.gold.yaml").write_text("suite: [", encoding="utf-8")

    result = project.runpytest_subprocess("-n", "2")

    result.stdout.fnmatch_lines(["*billing.gold.yaml:2:*"])
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert bot.asked == []


def test_a_worker_that_dies_is_an_error_of_the_case_it_ran(project: pytest.Pytester, bot: Bot) -> None:
    many_cases(project, bot, 6)
    project.makeconftest(
        """
        import os
        import pytest

        @pytest.hookimpl(tryfirst=True)
        def pytest_runtest_call(item):
            if item.name == "c3" and "PYTEST_XDIST_WORKER" in os.environ:
                os._exit(9)
        """
    )

    result = project.runpytest_subprocess("-n", "2")

    died = next(outcome for outcome in recorded(project).outcomes if outcome.case.id == "c3")
    assert died.kind is OutcomeKind.ERROR
    assert died.fault is not None
    assert died.fault.kind is FaultKind.CRASHED
    assert result.ret == 10


def test_a_random_order_changes_nothing_about_the_outcome(project: pytest.Pytester, bot: Bot) -> None:
    many_cases(project, bot, 60)

    project.runpytest("-p", "randomly", "-p", "no:xdist", "--regold-concurrency", "2").assert_outcomes(passed=63)

    assert sorted(bot.asked) == sorted(bot.answers)


def test_a_test_timeout_ends_the_wait_for_an_answer(project: pytest.Pytester, bot: Bot) -> None:
    bot.delay = 5.0

    started = time.monotonic()
    result = project.runpytest_subprocess("--timeout", "1", "-k", "window")

    assert result.ret in {1, 10}
    assert time.monotonic() - started < 5
    assert [outcome.kind for outcome in recorded(project).outcomes] == [OutcomeKind.ERROR]


def test_reruns_are_told_to_do_nothing_here(project: pytest.Pytester) -> None:
    project.makeconftest("def pytest_addoption(parser): parser.addoption('--reruns', type=int)")

    result = project.runpytest("--reruns", "3")

    result.stdout.fnmatch_lines(["*PytestConfigWarning: --reruns does nothing for golden cases*"])


def test_split_groups_share_the_cases_between_them(project: pytest.Pytester, bot: Bot) -> None:
    many_cases(project, bot, 9)

    for group in ("1", "2", "3"):
        project.runpytest("--splits", "3", "--group", group, "-p", "no:randomly").assert_outcomes(
            passed=4, deselected=8
        )

    assert sorted(bot.asked) == sorted(bot.answers)


def test_junit_tells_failures_from_errors_and_carries_the_properties(project: pytest.Pytester, bot: Bot) -> None:
    bot.answers = {**GOOD_ANSWERS, **WRONG_WINDOW, "When are you open?": 500}

    bot.delay = 0.2
    project.runpytest("--junitxml", "junit.xml", "-p", "no:randomly")

    root = ET.parse(Path(project.path, "junit.xml")).getroot()
    by_name = {case.get("name"): case for case in root.iter("testcase")}
    failure = by_name["return-window"].find("failure")
    properties = {p.get("name"): p.get("value") for p in by_name["return-window"].iter("property")}
    assert failure is not None
    assert "the answer says 60 days" in (failure.get("message") or "")
    assert len(failure.get("message") or "") < 500
    assert by_name["opening-hours"].find("error") is not None
    assert properties["regold_case"] == "returns#return-window"
    assert properties["regold_severity"] == "high"
    assert all(0.2 <= float(by_name[name].get("time") or 0) < 2 for name in ("gift-card", "return-window"))


def test_pytest_html_shows_the_failure(project: pytest.Pytester, bot: Bot) -> None:
    bot.answers = {**GOOD_ANSWERS, **WRONG_WINDOW}

    project.runpytest_subprocess("--html", "report.html", "--self-contained-html")

    assert "the answer says 60 days" in Path(project.path, "report.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("shown", [["-vv", "-l"], ["--tb=long", "-l", "--showlocals"]])
def test_the_api_key_appears_in_no_output_and_no_report(
    project: pytest.Pytester, bot: Bot, token: str, shown: list[str]
) -> None:
    bot.answers = {**GOOD_ANSWERS, **WRONG_WINDOW, "When are you open?": 500}
    reports = ["--junitxml=junit.xml", "--html=report.html", "--self-contained-html", "--alluredir=allure"]

    result = project.runpytest_subprocess(
        *shown, *reports, "--regold-summary=s.md", "--regold-json=r.json", "-o", "log_cli=true", "--log-level=DEBUG"
    )

    result.assert_outcomes(passed=1, failed=1, errors=1)
    assert all(headers["Authorization"] == f"Bearer {token}" for headers in bot.headers)
    assert token not in result.stdout.str() + result.stderr.str()
    written = [path for path in Path(project.path).rglob("*") if path.is_file()]
    assert len(written) > 8
    assert [path for path in written if token in path.read_text(encoding="utf-8", errors="replace")] == []


def test_a_bug_of_ours_shows_no_api_key_either(project: pytest.Pytester, token: str) -> None:
    project.makeconftest(
        """
        import pytest

        @pytest.hookimpl(tryfirst=True)
        def pytest_runtest_call(item):
            session = item.run.session
            settings = item.run.settings
            raise RuntimeError("a bug")
        """
    )

    result = project.runpytest_subprocess("-l", "-vv", "--tb=long")

    assert token not in result.stdout.str()
    result.stdout.fnmatch_lines(["*raise RuntimeError*", "*RuntimeError: a bug*"])
    assert os.environ["BOT_TOKEN"] == token
