"""The workflows and the action: what they may do, that they are those of the starter, and that their steps work."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from regold.cli.init import GITHUB, init
from tests.bot import Bot, running_bot

ROOT = Path(__file__).parents[1]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
CLOSED = ROOT / ".github" / "workflows" / "incident-closed.yml"
COPIED = [Path(name).stem for name in GITHUB if name.startswith(".github/workflows/")]
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
LONGEST = 60
"""Minutes; GitHub's own limit is six hours."""


def read(workflow: Path) -> dict[str, Any]:
    document = yaml.safe_load(workflow.read_text(encoding="utf-8"))
    document["on"] = document.pop(True)  # YAML 1.1 reads `on` as a truth
    assert isinstance(document, dict)
    return document


def steps(workflow: Path) -> list[dict[str, Any]]:
    return [step for job in read(workflow)["jobs"].values() for step in job["steps"]]


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.stem)
def test_a_workflow_asks_for_nothing_it_does_not_need(workflow: Path) -> None:
    document = read(workflow)
    jobs = document["jobs"].values()
    written = workflow.read_text(encoding="utf-8")

    assert document["permissions"] == {}
    assert document["concurrency"]["group"]
    assert all(job["timeout-minutes"] <= LONGEST for job in jobs)
    assert all(re.search(rf"{name}: {may} # \w", written) for job in jobs for name, may in job["permissions"].items())
    checkouts = [step for step in steps(workflow) if step.get("uses", "").startswith("actions/checkout@")]
    assert len(checkouts) == len(jobs)
    assert all(step["with"]["persist-credentials"] is False for step in checkouts)


@pytest.mark.parametrize("workflow", [*WORKFLOWS, ROOT / "action.yml"], ids=lambda path: path.stem)
def test_no_foreign_text_reaches_a_shell_and_no_action_can_be_exchanged(workflow: Path) -> None:
    found = ACTION["runs"]["steps"] if workflow.name == "action.yml" else steps(workflow)

    assert not any("${{" in step.get("run", "") for step in found)
    used = [step["uses"] for step in found if "uses" in step]
    assert all(uses == "./" or re.search(r"@[0-9a-f]{40}$", uses) for uses in used)


@pytest.mark.parametrize("name", COPIED)
def test_what_the_starter_copies_is_what_this_repository_uses(name: str) -> None:
    ours = (ROOT / ".github" / "workflows" / f"{name}.yml").read_text(encoding="utf-8")
    theirs = (resources.files("regold.cli") / "starter" / "github" / f"{name}.yml").read_text(encoding="utf-8")

    assert theirs == ours.replace("uses: ./\n", "uses: ./.github/actions/regold\n").replace(
        "fixtures/knowledge_base/**", "kb/**"
    )


@pytest.mark.parametrize(
    ("ours", "template"), [("action.yml", "action.yml"), (".github/ISSUE_TEMPLATE/ai-incident.yml", "ai-incident.yml")]
)
def test_the_action_and_the_form_are_those_of_the_starter(ours: str, template: str) -> None:
    theirs = resources.files("regold.cli") / "starter" / "github" / template
    assert theirs.read_text(encoding="utf-8") == (ROOT / ours).read_text(encoding="utf-8")


def test_the_check_runs_at_an_odd_minute_and_the_dead_man_later() -> None:
    document = read(ROOT / ".github" / "workflows" / "daily.yml")
    check, dead_man = (one["cron"] for one in document["on"]["schedule"])
    minutes = [int(cron.split()[0]) for cron in (check, dead_man)]

    assert all(minute % 5 for minute in minutes)
    assert int(check.split()[1]) < int(dead_man.split()[1])
    assert document["jobs"]["check"]["if"] == f"github.event.schedule != '{dead_man}'"
    assert document["jobs"]["dead-man"]["if"] == f"github.event.schedule == '{dead_man}'"


DOCUMENTED = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [*ACTION["inputs"], *ACTION["outputs"], *COPIED])
def test_what_is_there_for_others_is_documented(name: str) -> None:
    assert f"`{name}`" in DOCUMENTED


def test_the_snippets_for_others_can_be_read_and_pin_the_same_checkout() -> None:
    action, gitlab = (yaml.safe_load(one) for one in re.findall(r"```yaml\n(.*?)```", DOCUMENTED, re.DOTALL))
    assert len(re.findall(r"```yaml\n(.*?)```", DOCUMENTED, re.DOTALL)[0].splitlines()) == 5
    assert {step["uses"] for step in action["steps"]} >= {steps(CLOSED)[0]["uses"]}
    assert all(isinstance(line, str) for line in gitlab["regold"]["script"])


QUESTION = "How long do I have to return an item?"
GOLDEN = "You can return any item within 30 days of delivery for a full refund."
RIGHT = {
    QUESTION: GOLDEN,
    "whats the return deadline": GOLDEN,
    "Can I get my money back for a gift card?": "No, gift cards are non-refundable.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Runner:
    """A job of GitHub's on this machine: its checkout, the files it gives to steps, and the programs on its path."""

    checkout: Path
    temp: Path
    programs: Path

    def program(self, name: str, script: str) -> None:
        path = self.programs / name
        path.write_text(f"#!/bin/bash\n{script}\n", encoding="utf-8")
        path.chmod(0o755)

    def run(self, script: str, environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
        """Run a step as GitHub's runner does: bash --noprofile --norc -eo pipefail FILE."""
        file = self.temp / "step.sh"
        file.write_text(script, encoding="utf-8")
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", file],
            cwd=self.checkout,
            env=self._environment() | dict(environment),
            capture_output=True,
            text=True,
            timeout=90,
            check=False,
        )

    def told(self, name: str) -> str:
        path = self.temp / name
        return path.read_text(encoding="utf-8") if path.exists() else ""

    def _environment(self) -> dict[str, str]:
        given = {name: os.environ[name] for name in ("HOME", "LANG") if name in os.environ}
        return given | {
            "PATH": f"{self.programs}:{Path(sys.executable).parent}:/usr/local/bin:/usr/bin:/bin",
            "CI": "true",
            "GITHUB_ACTIONS": "true",
            "GITHUB_REPOSITORY": "shop/suites",
            "GITHUB_OUTPUT": str(self.temp / "output"),
            "GITHUB_STEP_SUMMARY": str(self.temp / "summary"),
            "GITHUB_EVENT_PATH": str(self.temp / "event.json"),
            "GITHUB_ACTION_PATH": str(self.checkout / ".github" / "actions" / "regold"),
            "RUNNER_TEMP": str(self.temp),
        }


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    """Give a job whose checkout is a new project with the files for GitHub."""
    folders = {name: tmp_path / name for name in ("checkout", "temp", "programs")}
    assert CliRunner().invoke(init, [str(folders["checkout"]), "--github"]).exit_code == 0
    folders["temp"].mkdir()
    folders["programs"].mkdir()
    job = Runner(**folders)
    job.program("regold", f"exec {sys.executable} -c 'from regold.cli import main; main()' \"$@\"")
    return job


@pytest.fixture
def bot(runner: Runner) -> Iterator[Bot]:
    """Give the endpoint that the checkout's settings name, which answers right."""
    with running_bot(dict(RIGHT)) as bot:
        settings = runner.checkout / "regold.toml"
        text = settings.read_text(encoding="utf-8").replace("http://127.0.0.1:8000/chat", bot.url)
        settings.write_text(text, encoding="utf-8")
        yield bot


def step_of(found: list[dict[str, Any]], name: str) -> dict[str, Any]:
    return next(step for step in found if step.get("name") == name)


def act(runner: Runner, name: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a step of the action; its variables are empty unless they are given, as inputs are."""
    step = step_of(ACTION["runs"]["steps"], name)
    return runner.run(step["run"], dict.fromkeys(step.get("env", {}), "") | environment)


ASK, SHOW, LEAVE = "Ask the golden suites", "Show the summary", "Leave with the exit code of the run"


def test_right_answers_end_green_with_a_summary(runner: Runner, bot: Bot) -> None:
    asked = act(runner, ASK)
    assert asked.returncode == 0, asked.stdout + asked.stderr
    assert runner.told("output") == "exit-code=0\n"

    act(runner, SHOW, CODE="0")
    assert runner.told("summary").startswith("# No wrong answer")
    assert act(runner, LEAVE, CODE="0").returncode == 0
    assert {"junit.xml", "run.json", "summary.md", "comment.md", "history"} <= {
        path.name for path in (runner.checkout / "reports").iterdir()
    }


def test_a_wrong_answer_ends_red_with_everything_a_person_needs(runner: Runner, bot: Bot) -> None:
    bot.answers = {**RIGHT, QUESTION: GOLDEN.replace("30", "60")}
    asked = act(runner, ASK)
    assert asked.returncode == 0, asked.stdout + asked.stderr
    assert runner.told("output") == "exit-code=1\n"
    assert "::error file=suites/example.gold.yaml,line=4,title=example/return-window::" in asked.stdout

    act(runner, SHOW, CODE="1")
    assert runner.told("summary").startswith("# 1 wrong answer\n")
    assert act(runner, LEAVE, CODE="1").returncode == 1
    junit = (runner.checkout / "reports" / "junit.xml").read_text(encoding="utf-8")
    assert '<property name="regold_place" value="suites/example.gold.yaml:4" />' in junit


def test_a_mistake_in_the_settings_is_told_in_the_summary(runner: Runner) -> None:
    (runner.checkout / "regold.toml").write_text("[tool.regold]\nno = 1\n", encoding="utf-8")
    act(runner, ASK)
    assert runner.told("output") == "exit-code=4\n"

    act(runner, SHOW, CODE="4")
    assert runner.told("summary") == "Nothing was asked (exit code 4); the log of the step before says why.\n"


def test_a_report_of_an_earlier_run_is_never_shown_for_this_one(runner: Runner, bot: Bot) -> None:
    act(runner, ASK)
    (runner.checkout / "regold.toml").write_text("[tool.regold]\nno = 1\n", encoding="utf-8")
    act(runner, ASK)
    assert not (runner.checkout / "reports" / "summary.md").exists()


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

    act(runner, ASK, **inputs)

    command, _, more = words.partition(" … ")
    said = runner.told("said").strip()
    assert said.startswith(f"{command} --junitxml=reports/junit.xml ")
    assert said.endswith(more or "--regold-comment=reports/comment.md")
    assert not list(runner.checkout.rglob("hit"))


POST = "Comment on the pull request"
GH = """
printf '%s\\n' "$*" >> "$RUNNER_TEMP/gh"
case "$*" in *--paginate*) cat "$RUNNER_TEMP/ids" ;; esac
"""


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

    done = act(runner, POST, NUMBER="7", GH_TOKEN="t")

    assert done.returncode == 0, done.stderr
    looked, *wrote = runner.told("gh").splitlines()
    assert looked.startswith("api --paginate repos/shop/suites/issues/7/comments --jq ")
    assert wrote == [f"api --silent {call} --field body=@reports/comment.md"]


def test_nothing_is_posted_when_nothing_was_asked(runner: Runner) -> None:
    runner.program("gh", GH)
    assert act(runner, POST, NUMBER="7").returncode == 0
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

    assert act(runner, "Install Regold", SETUP=script or "not-there.sh").returncode == 0
    assert runner.told("said").strip() == ran.format(action=action)


BODY = """### What did the customer ask?

How long do I have to return a blender?

### What did the AI answer?

You can return a blender within 60 days of delivery for a full refund.

### What is wrong in it?

You can return a blender within 60 days

### What is the correct answer?

You can return a blender within 30 days of delivery for a full refund.

### Where is that written?

kb/returns.md

### What does it say there?

You can return any item within 30 days of delivery for a full refund.

### Topic

returns

### Severity

high
"""


def a_closed_issue(labels: list[str]) -> dict[str, object]:
    url = "https://github.com/shop/suites/issues/12"
    issue = {
        "id": 512, "number": 12, "html_url": url, "url": url, "title": "60 days?`$(touch hit)`", "body": BODY,
        "state": "closed", "state_reason": "completed", "labels": [{"name": name} for name in labels],
        "created_at": "2026-11-20T09:00:00Z", "updated_at": "2026-11-23T09:00:00Z", "closed_at": "2026-11-23T09:00:00Z",
    }  # fmt: skip
    return {"action": "closed", "issue": issue, "repository": {"full_name": "shop/suites"}}


def git(folder: Path, *arguments: str) -> str:
    who = ("-c", "user.name=shop", "-c", "user.email=shop@example.com")
    return subprocess.run(["git", *who, *arguments], cwd=folder, capture_output=True, text=True, check=True).stdout


@pytest.fixture
def origin(runner: Runner, tmp_path: Path) -> Path:
    """Give the repository that the checkout pushes to."""
    bare = tmp_path / "origin.git"
    git(tmp_path, "init", "--quiet", "--bare", str(bare))
    git(runner.checkout, "init", "--quiet", "--initial-branch=main")
    git(runner.checkout, "add", ".")
    git(runner.checkout, "commit", "--quiet", "--message", "Start")
    git(runner.checkout, "remote", "add", "origin", str(bare))
    return bare


def convert(runner: Runner, event: dict[str, object]) -> subprocess.CompletedProcess[str]:
    (runner.temp / "event.json").write_text(json.dumps(event), encoding="utf-8")
    return runner.run(step_of(steps(CLOSED), "Convert the incident")["run"], {})


def open_draft(runner: Runner, issue: str = "12") -> subprocess.CompletedProcess[str]:
    return runner.run(step_of(steps(CLOSED), "Open a draft pull request")["run"], {"ISSUE": issue, "GH_TOKEN": "t"})


def test_a_closed_incident_becomes_a_draft_with_its_case(runner: Runner, origin: Path) -> None:
    converted = convert(runner, a_closed_issue(["ai-incident"]))
    assert converted.returncode == 0, converted.stdout + converted.stderr
    incident = runner.told("output").removeprefix("incident=").strip()
    runner.program("gh", f'{GH}\nif [[ $2 == list ]]; then echo 0; fi; cp "${{@: -1}}" "$RUNNER_TEMP/posted" || true')

    opened = open_draft(runner)

    assert opened.returncode == 0, opened.stdout + opened.stderr
    pushed = git(origin, "show", "--stat=200", "--format=%s", "regold/incident-12")
    assert pushed.startswith("Guard against the mistake of #12\n")
    assert f"incidents/{incident}.yaml" in pushed
    assert "suites/" in pushed
    assert "pr create --draft --head regold/incident-12 --title Case of incident #12 " in runner.told("gh")
    assert f"    {incident}: " in runner.told("posted")
    assert not list(runner.checkout.rglob("hit"))


def test_a_case_that_stands_already_opens_nothing(runner: Runner, origin: Path) -> None:
    convert(runner, a_closed_issue(["ai-incident"]))
    git(runner.checkout, "add", "incidents", "suites")
    git(runner.checkout, "commit", "--quiet", "--message", "Merged")
    runner.program("gh", GH)

    assert "Nothing new" in open_draft(runner).stdout
    assert runner.told("gh") == ""


def test_an_issue_that_is_no_incident_is_passed_over(runner: Runner) -> None:
    done = convert(runner, a_closed_issue(["bug"]))
    assert done.returncode == 0, done.stderr
    assert runner.told("output") == ""
    assert "passed_over" in done.stdout


def test_an_issue_is_named_by_digits_alone(runner: Runner, origin: Path) -> None:
    assert open_draft(runner, "12; touch hit").returncode == 1
    assert git(origin, "branch", "--list").strip() == ""
