"""A job of GitHub's on this machine, with a project of its own and an endpoint that it asks."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from regold.cli.init import init
from tests.bot import Bot, running_bot
from tests.workflows.reading import ACTION, step_of

QUESTION = "How long do I have to return an item?"
GOLDEN = "You can return any item within 30 days of delivery for a full refund."
RIGHT = {
    QUESTION: GOLDEN,
    "whats the return deadline": GOLDEN,
    "Can I get my money back for a gift card?": "No, gift cards are non-refundable.",
}


GH = """
printf '%s\\n' "$*" >> "$RUNNER_TEMP/gh"
case "$*" in *--paginate*) cat "$RUNNER_TEMP/ids" ;; esac
"""
"""Stands for GitHub's program: it notes what it is told to do, and lists the comments that a test names."""


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

    def act(self, name: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run a step of the action; its variables are empty unless they are given, as inputs are."""
        step = step_of(ACTION["runs"]["steps"], name)
        return self.run(step["run"], dict.fromkeys(step.get("env", {}), "") | environment)

    def told(self, name: str) -> str:
        """Give what steps wrote into one of the files they are given, "" when there is none."""
        path = self.temp / name
        return path.read_text(encoding="utf-8") if path.exists() else ""

    def _environment(self) -> dict[str, str]:
        given = {name: os.environ[name] for name in ("HOME", "LANG") if name in os.environ}
        return given | {
            "PATH": f"{self.programs}:{Path(sys.executable).parent}:/usr/local/bin:/usr/bin:/bin",
            "CI": "true",
            "GITHUB_ACTIONS": "true",
            "GITHUB_REPOSITORY": "shop/suites",
            "GITHUB_JOB": "ask",
            "GITHUB_RUN_ID": "9001",
            "GITHUB_RUN_ATTEMPT": "2",
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
