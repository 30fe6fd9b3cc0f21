"""An unfinished run is gone on with: only what it lacks is asked, and one whole run results."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from regold import history
from regold.model import OutcomeKind, Run
from tests.bot import Bot
from tests.pytest_plugin.conftest import GOOD_ANSWERS, WRONG_WINDOW

WINDOW = "How long do I have to return an item?"
HOURS = "When are you open?"


def recorded(project: pytest.Pytester) -> Run:
    folder = Path(project.path, "reports", "history")
    return history.read(history.find(folder, "latest"))


def journals(project: pytest.Pytester) -> list[Path]:
    return sorted(Path(project.path, "reports", "history").glob("*.jsonl"))


def with_trouble(project: pytest.Pytester, bot: Bot) -> Run:
    """Make a run in which one case got no answer and one changed, then mend the endpoint."""
    bot.answers = {**GOOD_ANSWERS, **WRONG_WINDOW, HOURS: 500}
    project.runpytest()
    bot.answers = {**GOOD_ANSWERS}
    bot.asked.clear()
    return recorded(project)


def test_only_what_is_lacking_is_asked_and_the_rest_is_reported_as_it_was(project: pytest.Pytester, bot: Bot) -> None:
    first = with_trouble(project, bot)

    result = project.runpytest("--regold-resume", "latest", "--junitxml=junit.xml", "--regold-summary=s.md")

    assert bot.asked == [HOURS]
    result.assert_outcomes(passed=2, failed=1)
    result.stdout.fnmatch_lines(["*the golden says 30 days, the answer says 60 days*", "*exit 1: 1 wrong answer"])
    assert result.ret == 1
    run = recorded(project)
    assert run.complete
    assert run.continues == first.id
    assert {outcome.case.id: outcome.kind.value for outcome in run.outcomes} == {
        "return-window": "changed",
        "gift-card": "passed",
        "opening-hours": "passed",
    }
    assert len(list(ET.parse(Path(project.path, "junit.xml")).getroot().iter("testcase"))) == 3
    assert "60 days" in Path(project.path, "s.md").read_text(encoding="utf-8")


def test_the_first_run_stays_as_it_was(project: pytest.Pytester, bot: Bot) -> None:
    with_trouble(project, bot)
    (journal,) = journals(project)
    before = journal.read_bytes()

    project.runpytest("--regold-resume=latest")

    assert journal.read_bytes() == before
    assert len(journals(project)) == 2


def test_a_run_that_was_killed_is_resumed_with_every_answer_it_had(project: pytest.Pytester, bot: Bot) -> None:
    count = 120
    cases = "".join(f"  - {{id: c{n}, query: q{n}, golden: a{n}}}\n" for n in range(count))
    Path(project.path, "suites", "many.gold.yaml").write_text("suite: many\ncases:\n" + cases, encoding="utf-8")
    bot.answers = {f"q{n}": f"a{n}" for n in range(count)}
    bot.delay = 0.05
    running = subprocess.Popen(
        [sys.executable, "-m", "pytest", "suites/many.gold.yaml", "--regold-concurrency=4"],
        cwd=project.path,
        stdout=subprocess.DEVNULL,
    )
    while len(bot.asked) < 40:
        time.sleep(0.02)
    running.kill()
    running.wait()
    killed = recorded(project)
    bot.delay = 0.0
    bot.asked.clear()

    result = project.runpytest("suites/many.gold.yaml", "--regold-resume=latest")

    known = {outcome.case.turns[0].query for outcome in killed.outcomes}
    assert known
    assert not known & set(bot.asked)
    assert len(bot.asked) == count - len(known)
    assert result.ret == 0
    assert recorded(project).complete


def test_a_wrong_answer_that_was_not_decided_over_is_asked_for_again(project: pytest.Pytester, bot: Bot) -> None:
    bot.answers = {**GOOD_ANSWERS, WINDOW: lambda time: WRONG_WINDOW[WINDOW] if time == 1 else 500}
    bot.delay = 0.0
    running = subprocess.Popen([sys.executable, "-m", "pytest"], cwd=project.path, stdout=subprocess.DEVNULL)
    running.wait()
    lines = journals(project)[0].read_bytes().splitlines(keepends=True)
    undecided = [line for line in lines if b'"kind":"suspect"' not in line or b'"evidence"' not in line]
    journals(project)[0].write_bytes(b"".join(undecided[:-1]))  # as a kill leaves it before the decision
    bot.answers = {**GOOD_ANSWERS, **WRONG_WINDOW}
    bot.asked.clear()

    result = project.runpytest("--regold-resume=latest")

    assert bot.asked == [WINDOW] * 3
    result.assert_outcomes(passed=2, failed=1)


def test_a_case_that_was_edited_since_is_asked_anew(project: pytest.Pytester, bot: Bot) -> None:
    with_trouble(project, bot)
    suite = Path(project.path, "suites", "returns.gold.yaml")
    text = suite.read_text(encoding="utf-8").replace("No, gift cards are non-refundable.", "Gift cards are final.")
    suite.write_text("# moved down by a line\n" + text, encoding="utf-8")
    bot.answers = {**GOOD_ANSWERS, "Can I get my money back for a gift card?": "Gift cards are final."}

    project.runpytest("--regold-resume=latest").assert_outcomes(passed=2, failed=1)

    assert sorted(bot.asked) == sorted([HOURS, "Can I get my money back for a gift card?"])


def test_cases_that_the_run_had_not_chosen_stay_out(project: pytest.Pytester, bot: Bot) -> None:
    bot.answers = {**GOOD_ANSWERS, HOURS: 500}
    project.runpytest("-k", "opening or gift")
    bot.answers = dict(GOOD_ANSWERS)
    bot.asked.clear()

    project.runpytest("--regold-resume=latest").assert_outcomes(passed=2, deselected=1)

    assert bot.asked == [HOURS]
    assert sorted(recorded(project).plan) == ["returns#gift-card", "returns#opening-hours"]


@pytest.mark.parametrize("edit", [("reply.text", "reply.other"), ("body =", "method = 'POST'\nbody =")])
def test_half_a_run_is_not_resumed_with_other_settings(
    project: pytest.Pytester, bot: Bot, edit: tuple[str, str]
) -> None:
    with_trouble(project, bot)
    settings = Path(project.path, "regold.toml")
    settings.write_text(settings.read_text(encoding="utf-8").replace(*edit), encoding="utf-8")

    result = project.runpytest("--regold-resume=latest")

    if edit[1] == "reply.other":
        result.stderr.fnmatch_lines(["*--regold-resume: run * was made with other settings; half of a run*"])
        assert result.ret == pytest.ExitCode.USAGE_ERROR
        assert bot.asked == []
    else:  # the default, written out
        assert bot.asked == [HOURS]


@pytest.mark.parametrize(
    ("name", "told"), [("latest", "*lacks nothing*`regold run` asks anew"), ("2020", "*no run '2020'*")]
)
def test_a_run_that_cannot_be_resumed_is_told(project: pytest.Pytester, bot: Bot, name: str, told: str) -> None:
    project.runpytest()
    bot.asked.clear()

    result = project.runpytest("--regold-resume", name)

    result.stderr.fnmatch_lines([told])
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert bot.asked == []


def test_workers_of_xdist_resume_the_same_run(project: pytest.Pytester, bot: Bot) -> None:
    first = with_trouble(project, bot)

    result = project.runpytest_subprocess("-n", "2", "--regold-resume=latest")

    assert bot.asked == [HOURS]
    result.assert_outcomes(passed=2, failed=1)
    assert recorded(project).continues == first.id
    assert recorded(project).complete


def test_a_resumed_run_is_what_the_next_one_is_compared_with(project: pytest.Pytester, bot: Bot) -> None:
    bot.answers = {**GOOD_ANSWERS, HOURS: 500}
    project.runpytest()
    bot.answers = dict(GOOD_ANSWERS)
    project.runpytest("--regold-resume=latest")
    resumed = recorded(project)

    project.runpytest().stdout.fnmatch_lines([f"nothing changed since {resumed.id}*"])

    assert all(outcome.kind is OutcomeKind.PASSED for outcome in recorded(project).outcomes)
