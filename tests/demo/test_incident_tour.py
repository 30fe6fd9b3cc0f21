"""The tour of README's section on incidents, walked with the real commands against the demo endpoint."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from regold.demo.serving import running
from tests.demo.conftest import ROOT

LINK = "https://github.com/acme/support/issues/42"
ID = "INC-2026-0001"
RIGHT = "You can return most items within 30 days of delivery for a full refund."
WRONG = RIGHT.replace("30", "60")
BODY = f"""\
### What did the customer ask?

How long do I have to return an item?

### What did the AI answer?

{WRONG}

### What in it is wrong?

within 60 days of delivery

### What is the correct answer?

{RIGHT}

### Where is that written?

kb/returns.md
"""
ISSUE = {
    "id": 4200042, "number": 42, "title": "The bot promised a refund window that does not exist", "body": BODY,
    "html_url": LINK, "created_at": "2026-03-01T09:00:00Z", "updated_at": "2026-03-01T09:00:00Z", "state": "open",
    "labels": [{"name": "ai-incident"}, {"name": "severity:high"}, {"name": "topic:returns"}],
}  # fmt: skip
EVENT = {"action": "opened", "issue": ISSUE, "repository": {"full_name": "acme/support"}}
SETTINGS = """\
[tool.regold]
suites = ["suites"]

[tool.regold.knowledge]
articles = ["kb"]

[tool.regold.target]
type = "http"
url = "{url}/chat"
body = {{ message = "{{query}}", session = "{{session}}" }}
answer = "reply.text"
confidence = "reply.confidence"
sources = "reply.sources[].id"
handoff = "reply.handoff"
"""
SUITE = """\
suite: {topic}
topic: {topic}
cases:
  - id: {topic}
    query: {query}
    golden: {golden}
"""
OTHERS = {
    "cancellations": ("Can I cancel an order?", "You can cancel an order until it is packed."),
    "plans": ("How much is the Duo plan?", "The Duo plan costs $29 a month."),
}


@dataclass
class Project:
    """A checkout with articles and suites, the demo endpoint beside it, and the command in it."""

    root: Path

    def regold(self, *arguments: str, code: int = 0) -> str:
        command = (sys.executable, "-c", "from regold.cli import main; main()")
        done = subprocess.run(
            [*command, *arguments],
            cwd=self.root,
            env={name: value for name, value in os.environ.items() if name != "CI"},
            capture_output=True,
            text=True,
            timeout=100,
            check=False,
        )
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout + done.stderr

    def record(self) -> dict[str, Any]:
        done = self.regold("incident", "show", ID, "--json")
        found: dict[str, Any] = json.loads(done)
        return found

    def edit(self, before: str, after: str) -> None:
        article = self.root / "kb" / "returns.md"
        text = article.read_text("utf-8")
        assert before in text
        article.write_text(text.replace(before, after), encoding="utf-8")


@pytest.fixture
def project(tmp_path: Path, knowledge: Path) -> Iterator[Project]:
    root = tmp_path / "checkout"
    (root / "suites").mkdir(parents=True)
    knowledge.rename(root / "kb")
    article = root / "kb" / "returns.md"
    text = article.read_text("utf-8").replace(
        "within 30 days of delivery.", "within 30 days of delivery for a full refund."
    )
    article.write_text(text, encoding="utf-8")
    for topic, (query, golden) in OTHERS.items():
        suite = SUITE.format(topic=topic, query=json.dumps(query), golden=json.dumps(golden))
        (root / "suites" / f"{topic}.gold.yaml").write_text(suite, encoding="utf-8")
    (root / "event.json").write_text(json.dumps(EVENT), encoding="utf-8")
    with running(root / "kb", flags=root / "incidents" / "containment.json") as url:
        (root / "regold.toml").write_text(SETTINGS.format(url=url), encoding="utf-8")
        yield Project(root)


def test_the_readme_names_the_commands_of_the_tour() -> None:
    section = (ROOT / "README.md").read_text("utf-8").partition("## Incidents\n")[2].partition("\n## ")[0]
    typed = [line.split()[3] for line in section.splitlines() if line.startswith("$ regold incident ")]
    assert typed == ["import", "set", "contain", "probe", "investigate", "report", "verify", "lift", "close"]


def test_the_tour_from_a_github_issue_to_a_case_that_keeps_the_mistake_from_coming_back(project: Project) -> None:
    regold = project.regold
    project.edit("within 30 days", "within 60 days")

    assert f"created: {ID}" in regold("incident", "import", "--from", "github", "--already-redacted", "event.json")
    regold("incident", "set", ID, "--status", "active")
    assert "nothing is contained" in regold("incident", "probe", ID, code=4)
    regold("incident", "contain", ID)
    assert "require_approval holds" in regold("incident", "probe", ID)
    assert "its fix is not verified" in regold("incident", "lift", ID, code=4)
    assert "proposed cause: knowledge_base; needed: content" in regold("incident", "investigate", ID)
    assert "the fix does not hold" in regold("incident", "verify", ID, code=1)

    project.edit("within 60 days", "within 30 days")
    assert "0 wrong of 30: at most 10 % at 95 % confidence" in regold("incident", "verify", ID)
    assert "the topic answers, and rightly" in regold("incident", "lift", ID)
    assert f"proven incidents#{ID}" in regold("incident", "close", ID, "--as", "fixed")
    assert [one["passed"] for one in project.record()["containment"][0]["probes"]] == [True, True]
    assert "# Post-mortem: The bot promised a refund window" in regold("incident", "report", ID)

    quiet = ("-p", "no:randomly", "-p", "no:cacheprovider")
    assert "failed" not in regold("run", *quiet)
    project.edit("within 30 days", "within 60 days")
    said = regold("run", *quiet, code=1)
    red = {line.split()[1].partition("::")[0] for line in said.splitlines() if line.startswith("FAILED ")}
    assert red == {f"suites/incidents/{ID}.gold.yaml"}
    assert LINK in said
