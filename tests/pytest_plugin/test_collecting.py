"""Which files become cases, how they are chosen, and what an installed but unused plugin does: nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bot import Bot


def test_a_golden_suite_is_collected_case_by_case_without_asking(project: pytest.Pytester, bot: Bot) -> None:
    result = project.runpytest("--collect-only", "-q", "-p", "no:randomly")

    result.stdout.fnmatch_lines(
        [
            "suites/returns.gold.yaml::return-window",
            "suites/returns.gold.yaml::gift-card",
            "suites/returns.gold.yaml::opening-hours",
        ]
    )
    assert bot.asked == []
    assert not Path(project.path, "reports").exists()


def test_other_yaml_files_are_left_alone(project: pytest.Pytester) -> None:
    Path(project.path, "suites", "values.yaml").write_text("a: NO\n", encoding="utf-8")

    project.runpytest().assert_outcomes(passed=3)


def test_an_ini_option_widens_what_is_read_as_a_suite(project: pytest.Pytester) -> None:
    suites = Path(project.path, "suites")
    (suites / "returns.gold.yaml").rename(suites / "returns.questions.yaml")
    project.makeini("[pytest]\nregold_files = *.questions.yaml\n")

    project.runpytest().assert_outcomes(passed=3)


@pytest.mark.parametrize(
    ("choice", "asked"),
    [
        (["-k", "gift"], ["Can I get my money back for a gift card?"]),
        (["-k", "support-content and window"], ["How long do I have to return an item?"]),
        (["-m", "critical"], ["Can I get my money back for a gift card?"]),
        (["-m", "deadline"], ["How long do I have to return an item?"]),
        (["suites/returns.gold.yaml::opening-hours"], ["When are you open?"]),
    ],
    ids=["by name", "by owner and name", "by severity", "by tag", "by node id"],
)
def test_only_the_chosen_cases_are_asked(
    project: pytest.Pytester, bot: Bot, choice: list[str], asked: list[str]
) -> None:
    project.runpytest("--strict-markers", *choice).assert_outcomes(passed=1, deselected=0 if "::" in choice[0] else 2)

    assert bot.asked == asked


def test_a_failure_points_at_the_line_of_its_case(project: pytest.Pytester, bot: Bot) -> None:
    bot.answers = {**bot.answers, "When are you open?": "We are open from 10 AM to 5 PM on weekdays."}

    result = project.runpytest("-rf")

    result.stdout.fnmatch_lines(["*suites/returns.gold.yaml:15*"])


def test_a_broken_suite_tells_all_its_mistakes_and_asks_nothing(project: pytest.Pytester, bot: Bot) -> None:
    broken = "suite: billing\ncases:\n  - id: one\n    qeury: What does it cost?\n    golden: NO\n"
    Path(project.path, "suites", "billing.gold.yaml").write_text(broken, encoding="utf-8")

    result = project.runpytest()

    result.stdout.fnmatch_lines(["*billing.gold.yaml:4:5:*qeury*query*", "*billing.gold.yaml:5:13:*NO*quote*"])
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert bot.asked == []
    assert not Path(project.path, "reports").exists()


def test_a_broken_suite_does_not_keep_the_others_from_running_when_asked_to_go_on(
    project: pytest.Pytester, bot: Bot
) -> None:
    Path(project.path, "suites", "billing.gold.yaml").write_text("suite: [", encoding="utf-8")

    result = project.runpytest("--continue-on-collection-errors")

    result.assert_outcomes(passed=3, errors=1)
    assert result.ret == pytest.ExitCode.USAGE_ERROR


def test_two_cases_of_one_name_are_refused_before_the_first_call(project: pytest.Pytester, bot: Bot) -> None:
    suites = Path(project.path, "suites")
    text = (suites / "returns.gold.yaml").read_text(encoding="utf-8")
    (suites / "copy.gold.yaml").write_text(text, encoding="utf-8")

    result = project.runpytest("-p", "no:randomly")

    result.stderr.fnmatch_lines(["*suites/returns.gold.yaml:6:*returns#return-window*suites/copy.gold.yaml:6:*"])
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert bot.asked == []


def test_without_a_suite_the_plugin_leaves_no_trace(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import sys

        def test_nothing_of_regold_was_loaded():
            loaded = {name for name in sys.modules if name.startswith("regold")}
            assert loaded <= {"regold", "regold.pytest_plugin", "regold.pytest_plugin.options",
                              "regold.pytest_plugin.broken"}
            assert not loaded & {"pydantic", "yaml", "httpx", "aiohttp", "numpy", "onnxruntime", "rapidfuzz"}
        """
    )

    result = pytester.runpytest_subprocess("-p", "no:cacheprovider")

    result.assert_outcomes(passed=1)
    assert "regold" not in result.stdout.str().replace("plugins: ", "").partition("collected")[2]
    folders = {path.name for path in pytester.path.iterdir() if path.is_dir() and not path.name.startswith("runpytest")}
    assert folders <= {"__pycache__"}
