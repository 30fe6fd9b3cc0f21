"""The steps of the action, run as the runner runs them: what is asked, shown, posted, and how the job ends."""

from __future__ import annotations

import pytest

from tests.bot import Bot
from tests.workflows.conftest import GH, GOLDEN, QUESTION, RIGHT, Runner
from tests.workflows.reading import ROOT, git, step_of, steps

ASK, SHOW, LEAVE = "Ask the golden suites", "Show the summary", "Leave with the exit code of the run"


def test_right_answers_end_green_with_a_summary(runner: Runner, bot: Bot) -> None:
    asked = runner.act(ASK)
    assert asked.returncode == 0, asked.stdout + asked.stderr
    assert runner.told("output") == "exit-code=0\n"

    runner.act(SHOW, CODE="0")
    assert runner.told("summary").startswith("# No wrong answer")
    assert runner.act(LEAVE, CODE="0").returncode == 0
    assert {"junit.xml", "run.json", "summary.md", "comment.md", "history"} <= {
        path.name for path in (runner.checkout / "reports").iterdir()
    }


def test_a_wrong_answer_ends_red_with_everything_a_person_needs(runner: Runner, bot: Bot) -> None:
    bot.answers = {**RIGHT, QUESTION: GOLDEN.replace("30", "60")}
    asked = runner.act(ASK)
    assert asked.returncode == 0, asked.stdout + asked.stderr
    assert runner.told("output") == "exit-code=1\n"
    assert "::error file=suites/example.gold.yaml,line=4,title=example/return-window::" in asked.stdout

    runner.act(SHOW, CODE="1")
    assert runner.told("summary").startswith("# 1 wrong answer\n")
    assert "\n- exit 1: 1 wrong answer\n" in runner.told("summary")
    assert runner.act(LEAVE, CODE="1").returncode == 1
    junit = (runner.checkout / "reports" / "junit.xml").read_text(encoding="utf-8")
    assert '<property name="regold_place" value="suites/example.gold.yaml:4" />' in junit


def test_the_run_of_a_job_can_be_reviewed_on_the_machine_of_a_person(runner: Runner, bot: Bot) -> None:
    bot.answers = {**RIGHT, QUESTION: GOLDEN.replace("30", "60")}
    runner.act(ASK)
    runner.act(SHOW, CODE="1")
    for page in (runner.told("summary"), (runner.checkout / "reports" / "comment.md").read_text(encoding="utf-8")):
        fetch, merge, fence = page.splitlines()[-3:]
        assert fetch == "gh run download 9001 --name regold-reports-ask-2 --dir reports/ci"
        assert (merge, fence) == ("regold history merge reports/ci", "```")

    reports = runner.checkout / "reports"
    artefact = reports.rename(runner.temp / "artefact")
    reports.mkdir()
    artefact.rename(reports / "ci")
    done = runner.run(f"{merge}\nregold review --list", {"CI": ""})

    assert done.returncode == 0, done.stdout + done.stderr
    assert "example#return-window: wrong answer" in done.stdout


def test_a_mistake_in_the_settings_is_told_in_the_summary(runner: Runner) -> None:
    (runner.checkout / "regold.toml").write_text("[tool.regold]\nno = 1\n", encoding="utf-8")
    runner.act(ASK)
    assert runner.told("output") == "exit-code=4\n"

    runner.act(SHOW, CODE="4")
    assert runner.told("summary") == "Nothing was asked (exit code 4); the log of the step before says why.\n"


def test_a_report_of_an_earlier_run_is_never_shown_for_this_one(runner: Runner) -> None:
    earlier = runner.checkout / "reports" / "summary.md"
    earlier.parent.mkdir()
    earlier.write_text("# No wrong answer\n", encoding="utf-8")
    runner.program("regold", "exit 4")

    runner.act(ASK)
    runner.act(SHOW, CODE="4")

    assert runner.told("summary").startswith("Nothing was asked (exit code 4)")


@pytest.mark.parametrize(
    ("inputs", "words"),
    [
        ({}, "run"),
        ({"ALERT": "true"}, "check --alert"),
        ({"ALERT": "false", "ARGUMENTS": "-m\ncritical or high\n"}, "run … -m critical\\ or\\ high"),
        ({"KB_CHANGED": "a..b"}, "run … --regold-kb-changed=a..b"),
        ({"ARTICLE": '"; touch hit; $(touch hit)'}, r"run … --regold-article=\"\;\ touch\ hit\;\ \$\(touch\ hit\)"),
        ({"ARGUMENTS": "$(touch hit)\n`touch hit`"}, r"run … \$\(touch\ hit\) \`touch\ hit\`"),
    ],
)
def test_inputs_become_arguments_and_never_commands(runner: Runner, inputs: dict[str, str], words: str) -> None:
    runner.program("regold", 'printf "%q " "$@" > "$RUNNER_TEMP/said"')

    runner.act(ASK, **inputs)

    command, _, more = words.partition(" … ")
    said = runner.told("said").strip()
    assert said.startswith(f"{command} --junitxml=reports/junit.xml ")
    assert said.endswith(more or "--regold-comment=reports/comment.md")
    assert not list(runner.checkout.rglob("hit"))


@pytest.fixture
def articles(runner: Runner, bot: Bot) -> str:
    """Give the commit after which somebody changed 30 days into 60 in an article, and the bot answers so."""
    article = runner.checkout / "kb" / "returns.md"
    article.parent.mkdir()
    article.write_text(f"# Returns\n\n{GOLDEN}\n", encoding="utf-8")
    with (runner.checkout / "regold.toml").open("a", encoding="utf-8") as settings:
        settings.write('\n[tool.regold.knowledge]\narticles = ["kb"]\n')
    git(runner.checkout, "init", "--quiet", "--initial-branch=main")
    git(runner.checkout, "add", ".")
    git(runner.checkout, "commit", "--quiet", "--message", "Start")
    before = git(runner.checkout, "rev-parse", "HEAD").strip()
    article.write_text(f"# Returns\n\n{GOLDEN.replace('30', '60')}\n", encoding="utf-8")
    git(runner.checkout, "commit", "--quiet", "--all", "--message", "Sixty days")
    bot.answers = {query: said.replace("30", "60") for query, said in RIGHT.items()}
    return before


def test_a_changed_article_asks_for_a_review_of_the_golden_and_is_no_regression(runner: Runner, articles: str) -> None:
    asked = runner.act(ASK, KB_CHANGED=f"{articles}..HEAD")
    runner.act(SHOW, CODE="0")

    assert runner.told("output") == "exit-code=0\n", asked.stdout
    assert "::warning file=suites/example.gold.yaml,line=4,title=example/return-window::" in asked.stdout
    assert runner.told("summary").startswith("# No wrong answer, 2 goldens to review\n")
    assert f"| article | {GOLDEN.replace('30', '60')} (kb/returns.md) |" in runner.told("summary")


def test_a_new_branch_has_nothing_to_compare_with_and_asks_everything(runner: Runner, articles: str, bot: Bot) -> None:
    asked = runner.act(ASK, KB_CHANGED=f"{'0' * 40}..HEAD")
    assert "the branch is new" in asked.stdout
    assert set(bot.asked) == set(RIGHT)


def test_the_dead_man_notices_that_no_check_ran(runner: Runner, bot: Bot) -> None:
    script = step_of(steps(ROOT / ".github" / "workflows" / "daily.yml"), "Fail when the last complete run is too old")
    assert runner.run(script["run"], {}).returncode == 10
    runner.act(ASK)
    assert runner.run(script["run"], {}).returncode == 0


POST = "Comment on the pull request"


@pytest.mark.parametrize(
    ("ids", "call"),
    [
        ("", "--method POST repos/shop/suites/issues/7/comments"),
        ("41\n42\n", "--method PATCH repos/shop/suites/issues/comments/41"),
    ],
)
def test_a_pull_request_keeps_one_comment(runner: Runner, ids: str, call: str) -> None:
    runner.program("gh", GH)
    (runner.temp / "ids").write_text(ids, encoding="utf-8")
    (runner.checkout / "reports").mkdir()
    (runner.checkout / "reports" / "comment.md").write_text("<!-- regold -->\n# good\n", encoding="utf-8")

    done = runner.act(POST, NUMBER="7", GH_TOKEN="t")

    assert done.returncode == 0, done.stderr
    looked, *wrote = runner.told("gh").splitlines()
    assert looked.startswith("api --paginate repos/shop/suites/issues/7/comments --jq ")
    assert wrote == [f"api --silent {call} --field body=@reports/comment.md"]


def test_nothing_is_posted_when_nothing_was_asked(runner: Runner) -> None:
    runner.program("gh", GH)
    assert runner.act(POST, NUMBER="7").returncode == 0
    assert runner.told("gh") == ""


@pytest.mark.parametrize(
    ("script", "beside", "ran"),
    [
        ("setup.sh", False, "mine"),
        ("", True, "-m pip install --quiet {action}"),
        ("", False, "-m pip install --quiet pytest-regold"),
    ],
)
def test_regold_is_installed_by_the_script_or_from_beside_the_action_or_from_the_index(
    runner: Runner, script: str, beside: bool, ran: str
) -> None:
    action = runner.checkout / ".github" / "actions" / "regold"
    runner.program("python", 'echo "$*" > "$RUNNER_TEMP/said"')
    if script:
        (runner.checkout / script).write_text('echo mine > "$RUNNER_TEMP/said"', encoding="utf-8")
    if beside:
        (action / "pyproject.toml").touch()

    assert runner.act("Install Regold", SETUP=script or "not-there.sh").returncode == 0
    assert runner.told("said").strip() == ran.format(action=action)
