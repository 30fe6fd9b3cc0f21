"""Cases whose golden is not there yet in a run: they are told, and count for nothing."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from regold import history
from regold.pytest_plugin.to_review import REASON
from tests.bot import Bot
from tests.pytest_plugin.conftest import RETURNS

UNREVIEWED = "  - id: late\n    query: Too late?\n    variants: [And now?]\n    record: true\n"


def with_more(project: pytest.Pytester, text: str) -> pytest.Pytester:
    (project.path / "suites" / "returns.gold.yaml").write_text(text, encoding="utf-8")
    return project


@pytest.mark.parametrize("workers", [(), ("-n2",)])
def test_a_case_to_review_is_skipped_with_its_variants_and_never_asked(
    project: pytest.Pytester, bot: Bot, workers: Sequence[str]
) -> None:
    result = with_more(project, RETURNS + UNREVIEWED).runpytest("-rs", *workers)
    assert result.ret == pytest.ExitCode.OK
    result.assert_outcomes(passed=3, skipped=2)
    result.stdout.fnmatch_lines([f"SKIPPED*{REASON}"])
    result.stdout.fnmatch_lines(["to review: 2 cases have no golden yet; `regold record`, then `regold review`"])
    assert not {"Too late?", "And now?"} & set(bot.asked)


def test_a_case_to_review_is_no_part_of_the_run_so_that_it_can_become_a_baseline(project: pytest.Pytester) -> None:
    with_more(project, RETURNS + UNREVIEWED).runpytest()
    (run,) = history.runs(project.path / "reports" / "history")
    assert run.complete
    assert "returns#late" not in run.plan


@pytest.mark.parametrize("workers", [(), ("-n2",)])
def test_a_run_of_nothing_else_is_not_green(project: pytest.Pytester, bot: Bot, workers: Sequence[str]) -> None:
    result = with_more(project, RETURNS.partition("  - id:")[0] + UNREVIEWED).runpytest(*workers)
    assert result.ret == pytest.ExitCode.NO_TESTS_COLLECTED
    result.stdout.fnmatch_lines(["to review: 2 cases have no golden yet*"])
    assert bot.asked == []


def test_a_wrong_answer_beside_them_still_fails_the_run(project: pytest.Pytester, bot: Bot) -> None:
    bot.answers = {**bot.answers, "When are you open?": "We are open from 9 AM to 7 PM on weekdays."}
    text = RETURNS.replace("severity: high", "severity: critical") + UNREVIEWED
    assert with_more(project, text).runpytest().ret == pytest.ExitCode.TESTS_FAILED
