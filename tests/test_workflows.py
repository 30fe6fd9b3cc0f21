"""The workflows and the action: what they may do, that they are those of the starter, and that their steps work."""

from __future__ import annotations

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


QUESTION = "How long do I have to return an item?"
GOLDEN = "You can return any item within 30 days of delivery for a full refund."
RIGHT = {
    QUESTION: GOLDEN,
    "whats the return deadline": GOLDEN,
    "Can I get my money back for a gift card?": "No, gift cards are non-refundable.",
}
WRONG = RIGHT | {QUESTION: GOLDEN.replace("30", "60")}


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
