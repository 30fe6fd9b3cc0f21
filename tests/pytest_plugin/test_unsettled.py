"""Wrong answers are asked for again before they count: what pytest and the plugins beside it see of that."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from regold import history
from regold.model import Outcome, OutcomeKind, Run
from tests.bot import Bot
from tests.pytest_plugin.conftest import GOOD_ANSWERS, WRONG_WINDOW

WINDOW = "How long do I have to return an item?"
RIGHT, WRONG = GOOD_ANSWERS[WINDOW], WRONG_WINDOW[WINDOW]


def recorded(project: pytest.Pytester) -> Run:
    folder = Path(project.path, "reports", "history")
    return history.read(history.find(folder, "latest"))


def window(project: pytest.Pytester) -> Outcome:
    return next(outcome for outcome in recorded(project).outcomes if outcome.case.id == "return-window")


def wrong_at(*times: int) -> Callable[[int], str]:
    """Give the wrong answer the first, second, … time it is asked for, else the right one."""
    return lambda time: WRONG if time in times else RIGHT


def answering(bot: Bot, said: str | Callable[[int], str]) -> None:
    bot.answers = {**GOOD_ANSWERS, WINDOW: said}


def edit(project: pytest.Pytester, before: str, after: str) -> None:
    suite = Path(project.path, "suites", "returns.gold.yaml")
    suite.write_text(suite.read_text(encoding="utf-8").replace(before, after), encoding="utf-8")


def quarantine(project: pytest.Pytester, until: str) -> None:
    line = f'    quarantine: {{owner: kb-team, reason: being mended, until: "{until}"}}\n'
    edit(project, "    tags: [deadline]\n", f"    tags: [deadline]\n{line}")


def test_one_wrong_answer_is_flaky_and_fails_nothing(project: pytest.Pytester, bot: Bot) -> None:
    answering(bot, wrong_at(1))

    result = project.runpytest("-v")

    assert result.ret == 0
    assert result.parseoutcomes() == {"passed": 2, "flaky": 1}
    result.stdout.fnmatch_lines(
        [
            "*::return-window FLAKY*",
            "*flaky: returns/return-window: wrong 1 of 6 (new*). No evidence that the answer changed.",
            "1 flaky, 2 passed, of 3 planned",
        ]
    )
    assert [ask.accepted for ask in window(project).asks] == [False, True, True, True, True, True]


def test_answers_that_tell_neither_leave_a_suspect_that_fails_nothing(project: pytest.Pytester, bot: Bot) -> None:
    answering(bot, wrong_at(1, 2, 7))

    result = project.runpytest("-v")

    assert result.ret == 0
    assert result.parseoutcomes() == {"passed": 2, "suspect": 1}
    result.stdout.fnmatch_lines(["*::return-window SUSPECT*", "*wrong 3 of 10*too little to tell*"])


def test_a_suspect_case_needs_fewer_wrong_answers_in_the_next_run(project: pytest.Pytester, bot: Bot) -> None:
    answering(bot, wrong_at(1, 2, 3, 11, 12, 13, 14))
    project.runpytest()
    assert (window(project).kind, len(window(project).asks)) == (OutcomeKind.SUSPECT, 10)

    project.runpytest()

    assert (window(project).kind, len(window(project).asks)) == (OutcomeKind.CHANGED, 3)


def test_a_changed_answer_says_since_when(project: pytest.Pytester, bot: Bot) -> None:
    answering(bot, WRONG)
    project.runpytest().stdout.fnmatch_lines(["*wrong 4 of 4 (new*First seen in this run."])
    first = recorded(project)

    result = project.runpytest("--regold-summary=s.md")

    day = f"{first.started_at:%-d %b %Y}"
    result.stdout.fnmatch_lines([f"*wrong * of * that the answer changed. First seen {day}, run {first.id}."])
    assert "that the answer changed. First seen" in Path(project.path, "s.md").read_text(encoding="utf-8")


def test_wrong_answers_come_last_whatever_the_order_of_the_suite(project: pytest.Pytester, bot: Bot) -> None:
    answering(bot, WRONG)

    result = project.runpytest("-v", "-p", "no:randomly")

    reported = [line for line in result.outlines if "::" in line and ("PASSED" in line or "FAILED" in line)]
    assert [line.split("::")[1].split()[0] for line in reported[:3]] == ["gift-card", "opening-hours", "return-window"]
    assert bot.asked.count(WINDOW) == 4


def test_other_tests_between_the_cases_keep_their_fixtures_in_order(project: pytest.Pytester, bot: Bot) -> None:
    answering(bot, WRONG)
    for name in ("a_first", "z_last"):
        folder = project.mkdir(name)
        (folder / "__init__.py").write_text("", encoding="utf-8")
        (folder / f"test_{name}.py").write_text(
            "import pytest\n\n@pytest.fixture(scope='package')\ndef place():\n    yield 1\n\n"
            "def test_one(place):\n    assert place\n\ndef test_two(place):\n    assert place\n",
            encoding="utf-8",
        )
        suite = f"suite: {name}\nseverity: high\ncases: [{{id: one, query: {WINDOW}, golden: Never.}}]\n"
        (folder / "z.gold.yaml").write_text(suite, encoding="utf-8")

    project.runpytest("-p", "no:randomly").assert_outcomes(passed=6, failed=3)


def test_junit_tells_of_a_case_once_with_what_became_of_it(project: pytest.Pytester, bot: Bot) -> None:
    answering(bot, wrong_at(1))

    project.runpytest("--junitxml=junit.xml")

    root = ET.parse(Path(project.path, "junit.xml")).getroot()
    (case,) = [case for case in root.iter("testcase") if case.get("name") == "return-window"]
    told = {one.get("name"): one.get("value") for one in case.iter("property")}
    assert told["regold_outcome"] == "flaky"
    assert (told["regold_evidence"] or "").startswith("wrong 1 of 6")
    assert [child.tag for child in case] == ["properties"]


def test_allure_holds_one_result_for_a_case_that_was_put_off(project: pytest.Pytester, bot: Bot) -> None:
    answering(bot, wrong_at(1))

    project.runpytest_subprocess("--alluredir=allure")

    results = [
        json.loads(path.read_text(encoding="utf-8")) for path in Path(project.path, "allure").glob("*-result.json")
    ]
    assert sorted(result["name"].partition(":")[0] for result in results) == [
        "gift-card",
        "opening-hours",
        "return-window",
    ]
    (flaky,) = [result for result in results if result["name"].startswith("return-window")]
    assert flaky["status"] == "passed"
    assert flaky["statusDetails"]["flaky"] is True
    assert "wrong 1 of 6" in flaky["statusDetails"]["message"]
    assert {"name": "tag", "value": "flaky"} in flaky["labels"]


@pytest.mark.parametrize("dist", ["load", "worksteal"])
def test_workers_of_xdist_ask_their_own_wrong_answers_again(project: pytest.Pytester, bot: Bot, dist: str) -> None:
    bot.answers = {
        **GOOD_ANSWERS,
        WINDOW: wrong_at(1),
        "When are you open?": "From noon on.",
        "Can I get my money back for a gift card?": "Yes, you can.",
    }

    result = project.runpytest_subprocess("-n", "2", "--dist", dist, "-v", "--junitxml=junit.xml")

    assert result.ret == 1
    assert result.parseoutcomes() == {"failed": 2, "flaky": 1}
    assert {o.case.id: (o.kind.value, len(o.asks)) for o in recorded(project).outcomes} == {
        "return-window": ("flaky", 6),
        "opening-hours": ("changed", 4),
        "gift-card": ("changed", 4),
    }
    assert recorded(project).complete
    assert len(list(ET.parse(Path(project.path, "junit.xml")).getroot().iter("testcase"))) == 3


def test_a_run_that_stops_at_the_first_failure_asks_again_at_once(project: pytest.Pytester, bot: Bot) -> None:
    answering(bot, WRONG)

    result = project.runpytest("-x", "-p", "no:randomly", "--regold-concurrency=1")

    assert result.parseoutcomes() == {"failed": 1}
    assert bot.asked.count(WINDOW) == 4
    assert window(project).kind is OutcomeKind.CHANGED


def test_a_run_that_stops_at_the_first_failure_does_not_stop_at_noise(project: pytest.Pytester, bot: Bot) -> None:
    answering(bot, wrong_at(1))

    result = project.runpytest("-x", "-p", "no:randomly", "--regold-concurrency=1")

    assert result.parseoutcomes() == {"passed": 2, "flaky": 1}
    assert sorted(set(bot.asked)) == sorted(GOOD_ANSWERS)


def test_a_known_failure_is_an_expected_one(project: pytest.Pytester, bot: Bot) -> None:
    answering(bot, WRONG)
    quarantine(project, "2999-12-31")

    result = project.runpytest("-rx", "--junitxml=junit.xml")

    assert result.ret == 0
    assert result.parseoutcomes() == {"passed": 2, "xfailed": 1}
    result.stdout.fnmatch_lines(
        [
            "*known failure: returns/return-window, quarantined until 2999-12-31 by kb-team: being mended",
            "XFAIL *::return-window - quarantined until 2999-12-31 (kb-team): being mended",
        ]
    )
    assert window(project).kind is OutcomeKind.KNOWN_FAILURE


def test_a_quarantine_that_is_over_is_named_and_the_case_counts_again(project: pytest.Pytester, bot: Bot) -> None:
    quarantine(project, "2025-12-31")
    named = ["*quarantine is over, it counts again: returns/return-window, quarantined until 2025-12-31 by kb-team*"]

    right = project.runpytest()
    answering(bot, WRONG)
    wrong = project.runpytest()

    right.stdout.fnmatch_lines(named)
    wrong.stdout.fnmatch_lines(named)
    assert (right.ret, wrong.ret) == (0, 1)


def test_known_failures_that_are_to_fail_fail_pytest_too(project: pytest.Pytester, bot: Bot) -> None:
    answering(bot, WRONG)
    quarantine(project, "2999-12-31")

    result = project.runpytest("--runxfail")

    assert result.parseoutcomes() == {"passed": 2, "failed": 1}
    assert result.ret == 1


def test_a_changed_answer_of_little_severity_is_told_and_fails_nothing(project: pytest.Pytester, bot: Bot) -> None:
    answering(bot, WRONG)
    edit(project, "severity: high\n", "severity: low\n")

    result = project.runpytest("-v", "-rP")

    assert result.ret == 0
    assert result.parseoutcomes() == {"passed": 2, "changed": 1}
    result.stdout.fnmatch_lines(
        [
            "*::return-window CHANGED*",
            "*the golden says 30 days, the answer says 60 days*",
            "1 wrong answer of severity low told of and failing nothing: *fail_on*",
        ]
    )


def test_the_settings_name_the_severities_that_fail(project: pytest.Pytester, bot: Bot) -> None:
    answering(bot, WRONG)
    settings = Path(project.path, "regold.toml")
    gate = '\n[tool.regold.gate]\nfail_on = ["critical"]\n'
    settings.write_text(settings.read_text(encoding="utf-8") + gate, encoding="utf-8")

    assert project.runpytest().ret == 0


def test_a_job_on_github_is_warned_of_what_fails_nothing(
    project: pytest.Pytester, bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    answering(bot, WRONG)
    edit(project, "severity: high\n", "severity: medium\n")

    project.runpytest().stdout.re_match_lines(["^::warning file=suites/returns.gold.yaml,line=6,.*60 days$"])


def test_a_case_that_a_conftest_skips_is_not_asked_again(project: pytest.Pytester, bot: Bot) -> None:
    answering(bot, WRONG)
    project.makeconftest(
        "import pytest\ndef pytest_collection_modifyitems(items):\n"
        "    for item in items:\n        if item.name == 'return-window':\n"
        "            item.add_marker(pytest.mark.skip(reason='not today'))\n"
    )

    project.runpytest().assert_outcomes(passed=2, skipped=1)

    assert bot.asked.count(WINDOW) <= 1


def test_a_check_that_raises_while_asking_again_is_a_mistake_of_the_user(project: pytest.Pytester, bot: Bot) -> None:
    answering(bot, WRONG)
    project.makepyfile(
        checks="def fussy(turn, answer, seen=[]):\n"
        "    seen.append('60' in answer.text)\n    assert sum(seen) < 2\n    return ()\n"
    )
    settings = Path(project.path, "regold.toml")
    text = settings.read_text(encoding="utf-8")
    settings.write_text('[tool.regold]\nchecks = ["checks:fussy"]\n' + text, encoding="utf-8")

    result = project.runpytest_subprocess("-p", "no:randomly")

    result.stdout.fnmatch_lines(["*checks:fussy failed with AssertionError*"])
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert window(project).undecided


def test_an_endpoint_that_dies_before_the_end_leaves_what_is_undecided_untrusted(
    project: pytest.Pytester, bot: Bot
) -> None:
    bot.answers = {**GOOD_ANSWERS, WINDOW: lambda time: WRONG if time == 1 else 500}

    result = project.runpytest()

    assert result.parseoutcomes() == {"passed": 2, "suspect": 1}
    result.stdout.fnmatch_lines(["exit 10: 1 wrong answer could not be asked for again often enough"])
    assert result.ret == 10


def test_a_run_that_is_killed_while_it_asks_again_has_kept_the_first_answers(
    project: pytest.Pytester, bot: Bot
) -> None:
    def slowly(time_asked: int) -> str:
        if time_asked > 1:
            time.sleep(20)
        return WRONG

    answering(bot, slowly)
    running = subprocess.Popen([sys.executable, "-m", "pytest"], cwd=project.path, stdout=subprocess.DEVNULL)
    while bot.asked.count(WINDOW) < 2:
        time.sleep(0.02)
    running.kill()
    running.wait()

    run = recorded(project)
    assert not run.complete
    assert len(run.outcomes) == 3
    assert window(project).undecided
    assert window(project).answer is not None


def test_a_replayed_wrong_answer_cannot_be_asked_for_again(project: pytest.Pytester, bot: Bot) -> None:
    answering(bot, WRONG)
    project.runpytest()

    result = project.runpytest("--regold-replay=latest", "--regold-allow-replay")

    result.assert_outcomes(passed=2, failed=1)
    assert window(project).asks == ()


def test_a_run_without_wrong_answers_loads_no_statistics(project: pytest.Pytester, bot: Bot) -> None:
    project.makeconftest(
        "import sys\ndef pytest_unconfigure():\n    print('LOADED', 'regold.session.settling' in sys.modules)\n"
    )

    right = project.runpytest_subprocess("-s")
    answering(bot, WRONG)
    wrong = project.runpytest_subprocess("-s")

    right.stdout.fnmatch_lines(["*LOADED False"])
    wrong.stdout.fnmatch_lines(["*LOADED True"])
