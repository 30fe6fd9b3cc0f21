"""The choice after a change of articles is pytest's own deselection, whatever else is asked of pytest."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.bot import Bot
from tests.knowledge.making import Checkout
from tests.pytest_plugin.conftest import GOOD_ANSWERS

WINDOW, GIFT, HOURS = GOOD_ANSWERS
ARTICLE = """\
# Returns

You can return any item within 30 days of delivery for a full refund.
"""
CHANGED = "--regold-kb-changed=HEAD~1..HEAD"


@pytest.fixture
def kb(project: pytest.Pytester) -> Checkout:
    """The project under git, its article changed from 30 to 14 days by the last commit; one case names it."""
    checkout = Checkout(project.path)
    with Path(project.path, "regold.toml").open("a", encoding="utf-8") as file:
        file.write('\n[tool.regold.knowledge]\narticles = ["kb"]\nnearest = 0.0\n')
    suite = Path(project.path, "suites", "returns.gold.yaml")
    text = suite.read_text(encoding="utf-8")
    suite.write_text(text.replace("    tags: [deadline]", "    tags: [deadline]\n    sources: [kb/returns.md]"))
    checkout.write("kb/returns.md", ARTICLE)
    checkout.commit()
    checkout.write("kb/returns.md", ARTICLE.replace("30 days", "14 days"))
    checkout.commit()
    return checkout


def test_untouched_cases_are_deselected_and_never_asked(project: pytest.Pytester, kb: Checkout, bot: Bot) -> None:
    result = project.runpytest(CHANGED)

    result.assert_outcomes(passed=1, deselected=2)
    assert bot.asked == [WINDOW]
    result.stdout.fnmatch_lines(["*returns/return-window: its sources name kb/returns.md, where 30 days -> 14 days"])


@pytest.mark.parametrize(
    ("more", "passed", "deselected"),
    [(["-k", "gift"], 0, 3), (["-m", "deadline"], 1, 2), (["-k", "return-window"], 1, 2), (["-x"], 1, 2)],
)
def test_other_choices_narrow_it_further(
    project: pytest.Pytester, kb: Checkout, more: list[str], passed: int, deselected: int
) -> None:
    project.runpytest(CHANGED, *more).assert_outcomes(passed=passed, deselected=deselected)


def test_collecting_only_asks_nothing_and_lists_what_would_run(
    project: pytest.Pytester, kb: Checkout, bot: Bot
) -> None:
    result = project.runpytest(CHANGED, "--collect-only", "-q")

    result.stdout.fnmatch_lines(["suites/returns.gold.yaml::return-window"])
    assert "gift-card" not in re.sub(r"regold:.*", "", result.stdout.str())
    assert bot.asked == []


def test_tests_that_are_no_cases_stay(project: pytest.Pytester, kb: Checkout) -> None:
    project.makepyfile("def test_mine(): pass")
    project.runpytest(CHANGED).assert_outcomes(passed=2, deselected=2)


def test_when_nothing_is_touched_the_run_is_good(project: pytest.Pytester, kb: Checkout, bot: Bot) -> None:
    kb.write("kb/returns.md", ARTICLE.replace("30 days", "*14 days*"))
    kb.commit()

    result = project.runpytest(CHANGED)

    assert result.ret == 0
    assert bot.asked == []
    result.stdout.fnmatch_lines(["regold: 0 of 3 cases are touched*"])


def test_a_doubt_runs_everything_and_says_why(project: pytest.Pytester, kb: Checkout) -> None:
    result = project.runpytest("--regold-kb-changed=0123abc..HEAD")

    result.assert_outcomes(passed=3)
    result.stdout.fnmatch_lines(["regold: everything is run: this checkout has no 0123abc to compare with*"])


def test_a_mistake_ends_before_anything_is_asked(project: pytest.Pytester, kb: Checkout, bot: Bot) -> None:
    result = project.runpytest("--regold-kb-changed=HEAD~1")

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["*is no pair of commits*"])
    assert bot.asked == []


def test_a_diff_and_an_article_choose_as_well(project: pytest.Pytester, kb: Checkout) -> None:
    Path(project.path, "kb.diff").write_text(kb.git("diff", "HEAD~1", "HEAD"), encoding="utf-8")
    project.runpytest("--regold-kb-diff=kb.diff").assert_outcomes(passed=1, deselected=2)
    project.runpytest("--regold-article=returns").assert_outcomes(passed=1, deselected=2)


def test_workers_of_xdist_choose_the_same(project: pytest.Pytester, kb: Checkout, bot: Bot) -> None:
    result = project.runpytest(CHANGED, "-n", "2", "-p", "xdist")

    result.assert_outcomes(passed=1)
    assert bot.asked == [WINDOW]
    result.stdout.fnmatch_lines(["*returns/return-window: its sources name kb/returns.md, where 30 days -> 14 days"])


def test_a_stale_golden_passes_pytest_under_its_own_word(project: pytest.Pytester, kb: Checkout, bot: Bot) -> None:
    bot.answers = {**GOOD_ANSWERS, WINDOW: GOOD_ANSWERS[WINDOW].replace("30", "14")}

    result = project.runpytest(CHANGED, "-v", "--junit-xml=junit.xml")

    assert result.ret == 0
    result.stdout.fnmatch_lines(
        [
            "*::return-window GOLDEN TO REVIEW*",
            "*golden to review: the article says 14 days as the answer does, the golden 30 days",
            "*proposed golden: You can return any item within 14 days of delivery for a full refund.",
            "1 golden to review, no regression*",
        ]
    )
    junit = Path(project.path, "junit.xml").read_text(encoding="utf-8")
    assert '<property name="regold_culprit" value="golden_stale"' in junit


@pytest.mark.parametrize("more", [[], ["-n", "2", "-p", "xdist"]])
def test_a_wrong_answer_fails_with_what_the_three_say(
    project: pytest.Pytester, kb: Checkout, bot: Bot, more: list[str]
) -> None:
    bot.answers = {**GOOD_ANSWERS, WINDOW: GOOD_ANSWERS[WINDOW].replace("30", "60")}

    result = project.runpytest(CHANGED, *more)

    assert result.ret == 1
    result.stdout.fnmatch_lines(
        [
            "*the articles cannot tell: the article says 14 days, the golden 30 days, the answer 60 days*",
            "*article says*",
        ]
    )
