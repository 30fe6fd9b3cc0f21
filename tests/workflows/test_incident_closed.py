"""A closed incident becomes a draft: the steps of the workflow, run against a repository on this machine."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.workflows.conftest import GH, Runner
from tests.workflows.reading import CLOSED, git, step_of, steps

CORRECT = "A blender has a guarantee of two years from the day of delivery."
BODY = f"""### What did the customer ask?

How long is the guarantee for a blender?

### What did the AI answer?

A blender has a guarantee of five years from the day of delivery.

### What is wrong in it?

A blender has a guarantee of five years

### What is the correct answer?

{CORRECT}

### Where is that written?

kb/warranty.md

### What does it say there?

Kitchen machines have a guarantee of two years from the day of delivery.

### Topic

warranty

### Severity

high
"""


def a_closed_issue(labels: list[str], body: str = BODY) -> dict[str, object]:
    url = "https://github.com/shop/suites/issues/12"
    issue = {
        "id": 512, "number": 12, "html_url": url, "url": url, "title": "Five years?`$(touch hit)`", "body": body,
        "state": "closed", "state_reason": "completed", "labels": [{"name": name} for name in labels],
        "created_at": "2026-11-20T09:00:00Z", "updated_at": "2026-11-23T09:00:00Z", "closed_at": "2026-11-23T09:00:00Z",
    }  # fmt: skip
    return {"action": "closed", "issue": issue, "repository": {"full_name": "shop/suites"}}


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


def test_what_cannot_be_proven_yet_is_a_draft_that_says_what_is_missing(runner: Runner, origin: Path) -> None:
    converted = convert(runner, a_closed_issue(["ai-incident"], BODY.replace(CORRECT, "_No response_")))
    assert converted.returncode == 0, converted.stdout + converted.stderr
    runner.program("gh", f'{GH}\nif [[ $2 == list ]]; then echo 0; fi; cp "${{@: -1}}" "$RUNNER_TEMP/posted" || true')

    assert open_draft(runner).returncode == 0

    assert "suites/drafts/" in git(origin, "show", "--stat=200", "--format=%s", "regold/incident-12")
    assert "suites/incidents/" not in git(origin, "show", "--stat=200", "--format=%s", "regold/incident-12")
    assert "it does not say what the correct answer is: regold incident set " in runner.told("posted")


def test_a_case_that_stands_already_opens_nothing(runner: Runner, origin: Path) -> None:
    (runner.checkout / "incidents").mkdir()
    (runner.checkout / "incidents" / "INC-2026-0001.yaml").write_text("merged\n", encoding="utf-8")
    git(runner.checkout, "add", "incidents")
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
