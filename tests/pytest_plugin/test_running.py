"""What a run says and how it ends, for good answers, wrong answers, endpoint errors and mistakes in the settings."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from regold import history
from regold.model import OutcomeKind, Run
from tests.bot import Bot
from tests.pytest_plugin.conftest import GOOD_ANSWERS, WRONG_WINDOW

WINDOW = "How long do I have to return an item?"


def recorded(project: pytest.Pytester) -> Run:
    folder = Path(project.path, "reports", "history")
    return history.read(history.find(folder, "latest"))


def kinds(run: Run) -> dict[str, OutcomeKind]:
    return {outcome.case.id: outcome.kind for outcome in run.outcomes}


def test_right_answers_pass_and_the_run_is_recorded_as_complete(project: pytest.Pytester, bot: Bot) -> None:
    result = project.runpytest()

    result.assert_outcomes(passed=3)
    assert result.ret == 0
    assert recorded(project).complete
    assert sorted(bot.asked) == sorted(GOOD_ANSWERS)


def test_a_wrong_fact_fails_its_case_and_is_marked_in_both_texts(project: pytest.Pytester, bot: Bot) -> None:
    bot.answers = {**GOOD_ANSWERS, **WRONG_WINDOW}

    result = project.runpytest()

    result.assert_outcomes(passed=2, failed=1)
    result.stdout.fnmatch_lines(
        [
            "*the golden says 30 days*the answer says 60 days*",
            f"*{WINDOW}*",
            "*30*",
            "*60*",
            "*pytest '*::return-window'*",
        ]
    )
    assert result.ret == 1
    assert kinds(recorded(project))["return-window"] is OutcomeKind.CHANGED


def test_the_command_shown_with_a_failure_runs_just_that_case(project: pytest.Pytester, bot: Bot) -> None:
    bot.answers = {**GOOD_ANSWERS, **WRONG_WINDOW}
    shown = project.runpytest().stdout.str()
    command = next(line for line in shown.splitlines() if "pytest '" in line).partition("pytest '")[2].rstrip("'")
    bot.asked.clear()

    project.runpytest(command).assert_outcomes(failed=1)

    assert set(bot.asked) == {WINDOW}


def test_what_changed_since_the_last_complete_run_is_told_first(project: pytest.Pytester, bot: Bot) -> None:
    project.runpytest()
    bot.answers = {**GOOD_ANSWERS, **WRONG_WINDOW}

    result = project.runpytest()

    after_heading = result.stdout.str().partition(" regold =")[2]
    assert "return-window" in after_heading.strip().splitlines()[1] + after_heading.strip().splitlines()[2]


def test_an_endpoint_error_is_an_error_and_never_a_wrong_answer(project: pytest.Pytester, bot: Bot) -> None:
    bot.answers = {**GOOD_ANSWERS, WINDOW: 500}

    result = project.runpytest("-rE")

    result.assert_outcomes(passed=2, errors=1)
    result.stdout.fnmatch_lines(["*status*500*"])
    assert result.ret == 10
    assert kinds(recorded(project))["return-window"] is OutcomeKind.ERROR


def test_a_wrong_answer_outweighs_an_endpoint_error(project: pytest.Pytester, bot: Bot) -> None:
    bot.answers = {**GOOD_ANSWERS, **WRONG_WINDOW, "When are you open?": 500}

    assert project.runpytest().ret == 1


def test_a_few_endpoint_errors_among_many_answers_leave_the_run_green(project: pytest.Pytester, bot: Bot) -> None:
    cases = "".join(f"  - {{id: c{n}, query: q{n}, golden: a{n}}}\n" for n in range(40))
    Path(project.path, "suites", "many.gold.yaml").write_text("suite: many\ncases:\n" + cases, encoding="utf-8")
    bot.answers = {**GOOD_ANSWERS, **{f"q{n}": f"a{n}" for n in range(40)}, "q7": 404}

    result = project.runpytest()

    result.assert_outcomes(passed=42, errors=1)
    assert result.ret == 0


def test_a_dead_endpoint_opens_the_breaker_and_the_rest_is_not_run(project: pytest.Pytester, bot: Bot) -> None:
    cases = "".join(f"  - {{id: c{n}, query: q{n}, golden: a{n}}}\n" for n in range(200))
    Path(project.path, "suites", "many.gold.yaml").write_text("suite: many\ncases:\n" + cases, encoding="utf-8")
    Path(project.path, "suites", "returns.gold.yaml").unlink()

    result = project.runpytest("--regold-concurrency", "4")

    assert result.ret == 10
    assert len(bot.asked) < 40
    found = kinds(recorded(project)).values()
    assert OutcomeKind.NOT_RUN in found
    assert not recorded(project).complete
    assert result.parseoutcomes()["skipped"] > 150


def test_a_target_that_is_down_is_named(project: pytest.Pytester) -> None:
    result = project.runpytest("--regold-url", "http://127.0.0.1:9/chat")

    result.stdout.fnmatch_lines(["*refused*127.0.0.1:9*"])
    assert result.ret == 10


def test_a_missing_variable_is_a_mistake_before_the_first_call(
    project: pytest.Pytester, bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("BOT_TOKEN")

    result = project.runpytest()

    result.stderr.fnmatch_lines(["*BOT_TOKEN*"])
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert bot.asked == []
    assert not Path(project.path, "reports").exists()


def test_without_settings_the_message_says_how_to_get_some(pytester: pytest.Pytester, project: pytest.Pytester) -> None:
    Path(project.path, "regold.toml").unlink()

    result = project.runpytest()

    result.stderr.fnmatch_lines(["*no endpoint to ask*regold init*"])
    assert result.ret == pytest.ExitCode.USAGE_ERROR


def test_an_answer_path_that_finds_nothing_is_an_endpoint_error_naming_the_path(project: pytest.Pytester) -> None:
    settings = Path(project.path, "regold.toml")
    settings.write_text(settings.read_text(encoding="utf-8").replace("reply.text", "reply.message"), encoding="utf-8")

    result = project.runpytest("-k", "window")

    result.stdout.fnmatch_lines(["*no_answer*reply.message*"])
    assert result.ret == 10


def test_stopping_at_the_first_failure_asks_little_more(project: pytest.Pytester, bot: Bot) -> None:
    cases = "".join(f"  - {{id: c{n}, query: q{n}, golden: a{n}}}\n" for n in range(300))
    many = f"suite: many\nseverity: high\ncases:\n{cases}"
    Path(project.path, "suites", "many.gold.yaml").write_text(many, encoding="utf-8")
    bot.answers = {f"q{n}": "something else entirely" for n in range(300)}

    result = project.runpytest("suites/many.gold.yaml", "-x", "--regold-concurrency", "4", "-p", "no:randomly")

    assert result.ret == 1
    assert len(bot.asked) <= 12
    assert not recorded(project).complete


def test_last_failed_runs_the_failed_case_only(project: pytest.Pytester, bot: Bot) -> None:
    bot.answers = {**GOOD_ANSWERS, **WRONG_WINDOW}
    project.runpytest()
    bot.asked.clear()

    project.runpytest("--lf").assert_outcomes(failed=1)

    assert set(bot.asked) == {WINDOW}


def test_a_conversation_is_asked_in_one_session_and_judged_turn_by_turn(project: pytest.Pytester, bot: Bot) -> None:
    talk = (
        "suite: talk\nseverity: high\ncases:\n  - id: cancel\n    turns:\n"
        "      - query: I want to cancel\n        golden: Which subscription is it?\n"
        "      - query: The Pro one\n        golden: Go to Settings and choose Cancel subscription.\n"
    )
    Path(project.path, "suites", "talk.gold.yaml").write_text(talk, encoding="utf-8")
    bot.answers = {"I want to cancel": "Which subscription is it?", "The Pro one": "Pro costs $49 per month."}

    result = project.runpytest("suites/talk.gold.yaml")

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*I want to cancel*", "*The Pro one*"])
    assert bot.asked == ["I want to cancel", "The Pro one"] * 4
    assert bot.sessions[0] == bot.sessions[1]
    assert len(set(bot.sessions)) == 4


def test_a_replayed_run_asks_nothing_and_the_gate_refuses_it_unless_asked(project: pytest.Pytester, bot: Bot) -> None:
    project.runpytest()
    bot.asked.clear()

    refused = project.runpytest("--regold-replay", "latest")
    allowed = project.runpytest("--regold-replay", "latest", "--regold-allow-replay")

    refused.assert_outcomes(passed=3)
    refused.stdout.fnmatch_lines(["*replayed*--regold-allow-replay*"])
    assert (refused.ret, allowed.ret) == (10, 0)
    assert bot.asked == []


def test_a_replay_never_becomes_the_baseline(project: pytest.Pytester, bot: Bot) -> None:
    project.runpytest()
    first = recorded(project).id
    project.runpytest("--regold-replay", "latest", "--regold-allow-replay")
    project.runpytest()

    folder = Path(project.path, "reports", "history")
    baseline = history.baseline(folder, recorded(project))

    assert baseline is not None
    assert baseline.id == first


def test_the_reports_that_were_asked_for_are_written_whole(project: pytest.Pytester, bot: Bot) -> None:
    bot.answers = {**GOOD_ANSWERS, **WRONG_WINDOW}

    project.runpytest("--regold-summary", "out/summary.md", "--regold-json", "out/run.json")

    summary = Path(project.path, "out", "summary.md").read_text(encoding="utf-8")
    data = json.loads(Path(project.path, "out", "run.json").read_text(encoding="utf-8"))
    assert "return-window" in summary
    assert "60" in summary
    assert data["run"] == recorded(project).id


def test_a_job_on_github_shows_wrong_answers_at_their_lines(
    project: pytest.Pytester, bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    bot.answers = {**GOOD_ANSWERS, **WRONG_WINDOW}

    result = project.runpytest()

    result.stdout.re_match_lines(
        ["^::error file=suites/returns.gold.yaml,line=6,title=returns/return-window::.*60 days$"]
    )


def test_a_history_that_cannot_be_written_ends_the_run_as_not_to_be_trusted(project: pytest.Pytester) -> None:
    Path(project.path, "reports").write_text("a file stands where the folder should be", encoding="utf-8")

    result = project.runpytest()

    result.assert_outcomes(passed=3)
    result.stdout.fnmatch_lines(["*journal*"])
    assert result.ret == 10


def test_failing_tests_of_other_kinds_keep_their_exit_code(project: pytest.Pytester, bot: Bot) -> None:
    project.makepyfile("def test_unrelated():\n    assert False\n")
    bot.answers = {**GOOD_ANSWERS, WINDOW: 500}

    assert project.runpytest().ret == 1


@pytest.mark.usefixtures("ctrl_c_is_heard")
@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT])
def test_a_run_that_is_told_to_end_keeps_what_it_has(project: pytest.Pytester, bot: Bot, sent: signal.Signals) -> None:
    cases = "".join(f"  - {{id: c{n}, query: q{n}, golden: a{n}}}\n" for n in range(500))
    Path(project.path, "suites", "many.gold.yaml").write_text("suite: many\ncases:\n" + cases, encoding="utf-8")
    bot.answers = {f"q{n}": f"a{n}" for n in range(500)}
    bot.delay = 0.05
    command = [
        sys.executable,
        "-m",
        "pytest",
        "suites/many.gold.yaml",
        "--regold-concurrency=4",
        "--regold-summary=s.md",
    ]

    running = subprocess.Popen(command, cwd=project.path, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    while len(bot.asked) < 60:
        time.sleep(0.02)
    running.send_signal(sent)
    shown, _ = running.communicate(timeout=20)

    run = recorded(project)
    assert running.returncode == (143 if sent is signal.SIGTERM else 2), shown
    assert len(run.outcomes) >= 20
    assert run.finished_at is not None
    assert not run.complete
    assert Path(project.path, "s.md").exists()
