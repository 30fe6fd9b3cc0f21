"""What Allure's results hold of a run: statuses, labels, links, one history for a case, attachments."""

from __future__ import annotations

import json
from hashlib import md5
from pathlib import Path
from typing import Any

import pytest

from tests.bot import Bot
from tests.pytest_plugin.conftest import GOOD_ANSWERS, WRONG_WINDOW


def results(project: pytest.Pytester) -> dict[str, dict[str, Any]]:
    """Give the results by case id, which is the last part of their full name."""
    files = Path(project.path, "allure").glob("*-result.json")
    loaded = [json.loads(file.read_text(encoding="utf-8")) for file in files]
    return {result["fullName"].rpartition("#")[2]: result for result in loaded}


def labels(result: dict[str, Any], name: str) -> list[str]:
    return [label["value"] for label in result["labels"] if label["name"] == name]


def attachments(project: pytest.Pytester, result: dict[str, Any]) -> dict[str, str]:
    folder = Path(project.path, "allure")
    return {a["name"]: (folder / a["source"]).read_text(encoding="utf-8") for a in result.get("attachments", [])}


@pytest.fixture
def wrong_and_broken(bot: Bot) -> Bot:
    bot.answers = {**GOOD_ANSWERS, **WRONG_WINDOW, "When are you open?": 500}
    return bot


@pytest.mark.parametrize("workers", ["0", "2"])
def test_a_wrong_answer_is_failed_and_an_endpoint_error_is_broken(
    project: pytest.Pytester, wrong_and_broken: Bot, workers: str
) -> None:
    project.runpytest_subprocess("--alluredir=allure", "-n", workers)

    statuses = {name: result["status"] for name, result in results(project).items()}
    assert statuses == {"return-window": "failed", "gift-card": "passed", "opening-hours": "broken"}


def test_the_comparison_holds_the_golden_and_the_answer(project: pytest.Pytester, wrong_and_broken: Bot) -> None:
    project.runpytest_subprocess("--alluredir=allure")

    details = results(project)["return-window"]["statusDetails"]
    first, second = details["message"].splitlines()
    assert first == "returns/return-window: the golden says 30 days, the answer says 60 days"
    assert second.startswith("wrong 4 of 4 ")
    assert "30 days" in details["expected"]
    assert "60 days" in details["actual"]


def test_labels_and_links_come_from_the_suite(project: pytest.Pytester) -> None:
    project.runpytest_subprocess("--alluredir=allure")

    gift_card = results(project)["gift-card"]
    assert labels(gift_card, "severity") == ["blocker"]
    assert labels(gift_card, "feature") == ["returns"]
    assert labels(gift_card, "owner") == ["support-content"]
    assert [link["url"] for link in gift_card["links"]] == ["https://tracker.example.com/INC-7"]
    assert labels(results(project)["return-window"], "severity") == ["critical"]


def test_allure_chooses_by_severity(project: pytest.Pytester) -> None:
    project.runpytest_subprocess("--alluredir=allure", "--allure-severities=blocker").assert_outcomes(passed=1)


def test_a_case_keeps_its_history_when_its_file_moves(project: pytest.Pytester) -> None:
    suites = Path(project.path, "suites")
    (suites / "deep").mkdir()
    (suites / "returns.gold.yaml").rename(suites / "deep" / "renamed.gold.yaml")

    project.runpytest_subprocess("--alluredir=allure")

    expected = md5(b"returns#gift-card", usedforsecurity=False).hexdigest()
    assert results(project)["gift-card"]["historyId"] == expected
    assert results(project)["gift-card"]["testCaseId"] == expected


def test_the_exchange_the_findings_and_the_difference_are_attached(
    project: pytest.Pytester, wrong_and_broken: Bot
) -> None:
    project.runpytest_subprocess("--alluredir=allure")

    attached = attachments(project, results(project)["return-window"])
    assert "60 days" in attached["exchange"]
    assert "60" in attached["difference"]
    assert any("60 days" in finding["message"] for finding in json.loads(attached["findings"])["findings"])
    assert "difference" not in attachments(project, results(project)["gift-card"])


def test_the_title_names_the_case_and_its_question(project: pytest.Pytester) -> None:
    project.runpytest_subprocess("--alluredir=allure")

    assert results(project)["opening-hours"]["name"] == "opening-hours: When are you open?"


def test_a_case_takes_as_long_as_its_answer_took(project: pytest.Pytester, bot: Bot) -> None:
    bot.delay = 0.3

    project.runpytest_subprocess("--alluredir=allure")

    took = [result["stop"] - result["start"] for result in results(project).values()]
    assert all(300 <= milliseconds < 1500 for milliseconds in took), took


def test_a_broken_suite_stands_on_the_front_page(project: pytest.Pytester) -> None:
    Path(project.path, "suites", "billing.gold.yaml").write_text("suite: [", encoding="utf-8")

    project.runpytest_subprocess("--alluredir=allure")

    globals_files = list(Path(project.path, "allure").glob("*globals*"))
    assert any("billing.gold.yaml:2" in file.read_text(encoding="utf-8") for file in globals_files)
