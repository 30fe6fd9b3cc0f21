"""What the workflows may do, that they are those of the starter, and that others find them described."""

from __future__ import annotations

import re
from importlib import resources
from pathlib import Path

import pytest
import yaml

from tests.workflows.reading import ACTION, CLOSED, COPIED, ROOT, WORKFLOWS, read, steps

LONGEST = 60
"""Minutes; GitHub's own limit is six hours."""


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
