"""The workflows and the action as they stand in the repository, read for tests."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import yaml

from regold.cli.init import GITHUB

ROOT = Path(__file__).parents[2]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
CLOSED = ROOT / ".github" / "workflows" / "incident-closed.yml"
COPIED = [Path(name).stem for name in GITHUB if name.startswith(".github/workflows/")]
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))


def read(workflow: Path) -> dict[str, Any]:
    document = yaml.safe_load(workflow.read_text(encoding="utf-8"))
    document["on"] = document.pop(True)  # YAML 1.1 reads `on` as a truth
    assert isinstance(document, dict)
    return document


def steps(workflow: Path) -> list[dict[str, Any]]:
    return [step for job in read(workflow)["jobs"].values() for step in job["steps"]]


def step_of(found: list[dict[str, Any]], name: str) -> dict[str, Any]:
    return next(step for step in found if step.get("name") == name)


def git(folder: Path, *arguments: str) -> str:
    who = ("-c", "user.name=shop", "-c", "user.email=shop@example.com")
    return subprocess.run(["git", *who, *arguments], cwd=folder, capture_output=True, text=True, check=True).stdout
