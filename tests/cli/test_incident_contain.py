"""`regold incident contain`, `probe`, `verify`, `lift`, `investigate` and `report`: what is printed, and exit codes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bot import Bot, running_bot
from tests.cli.conftest import Regold
from tests.cli.incidents import record, written_down
from tests.cli.test_documented import JSON, names
from tests.incidents.making import BAD, GOOD
from tests.session.incidents import HANDED, SETTINGS, SUITE, Says

SECTION = JSON.partition("## An incident\n")[2].partition("\n## ")[0]


@pytest.fixture
def said() -> Says:
    return Says(HANDED)


@pytest.fixture
def bot(said: Says) -> Iterator[Bot]:
    with running_bot(said) as running:
        yield running


@pytest.fixture
def name(regold: Regold, folder: Path, bot: Bot) -> str:
    (folder / "regold.toml").write_text(SETTINGS.format(url=bot.url), encoding="utf-8")
    (folder / "suites").mkdir()
    (folder / "suites" / "shipping.gold.yaml").write_text(SUITE, encoding="utf-8")
    made = written_down(regold)
    assert regold("incident", "set", made, "--status", "active").returncode == 0
    return made


def undocumented(table: dict[str, object]) -> list[str]:
    own = {key: value for key, value in table.items() if key != "incident"}
    return [one for one in names(own) if f"`{one}`" not in SECTION]


def test_a_limit_is_written_probed_and_lifted_behind_a_verified_fix(regold: Regold, name: str, said: Says) -> None:
    contained = regold("incident", "contain", name, "--action", "escalate")
    assert contained.stdout.startswith(f"contained (escalate): {name}")
    assert regold("incident", "probe", name, "--repeats", "1").stdout.startswith(f"{name}: escalate holds")
    refused = regold("incident", "lift", name)
    assert (refused.returncode, refused.stderr.count(f"regold incident verify {name}")) == (4, 1)
    said.text = GOOD
    verified = regold("incident", "verify", name)
    assert verified.stdout.startswith(f"{name}: 0 wrong of 5: at most 46 % at 95 % confidence")
    assert "it proves no more than one answer" in verified.stdout
    lifted = regold("incident", "lift", name, "--repeats", "1")
    assert (lifted.returncode, "the topic answers, and rightly" in lifted.stdout) == (0, True)
    assert [one["kind"] for one in record(regold, name)["containment"][0]["probes"]] == ["applied", "lifted"]


def test_a_limit_that_does_not_hold_is_told_with_the_answer(regold: Regold, name: str, said: Says) -> None:
    assert regold("incident", "contain", name, "--action", "escalate").returncode == 0
    said.text = BAD
    done = regold("incident", "probe", name, "--repeats", "1", "--json")
    told = json.loads(done.stdout)
    assert (done.returncode, told["probe"]["passed"]) == (1, False)
    assert told["probe"]["troubles"][0]["answer"] == BAD
    assert undocumented(told) == []
    assert record(regold, name)["containment"][0]["probes"][0]["passed"] is False


def test_a_fix_that_does_not_hold_is_kept_and_the_incident_stays(regold: Regold, name: str, said: Says) -> None:
    regold("incident", "contain", name)
    said.text = BAD
    done = regold("incident", "verify", name, "--json")
    told = json.loads(done.stdout)
    assert (done.returncode, told["verification"]["clean"], told["incident"]["status"]) == (1, 0, "contained")
    assert undocumented(told) == []
    assert record(regold, name)["timeline"][-1]["text"] == "The fix was tried and does not hold."


def test_an_endpoint_that_does_not_answer_changes_nothing(regold: Regold, name: str, said: Says) -> None:
    regold("incident", "contain", name)
    before = record(regold, name)
    said.text = 500
    done = regold("incident", "verify", name)
    assert (done.returncode, "nothing is decided" in done.stdout) == (10, True)
    assert record(regold, name) == before


def test_by_hand_the_steps_are_printed_and_nothing_is_written(regold: Regold, name: str, folder: Path) -> None:
    before = record(regold, name)
    done = regold("incident", "contain", name, "--mode", "manual", "--action", "escalate")
    assert "hand every question to a person" in done.stdout
    assert f"regold incident set {name} --contained escalate" in done.stdout
    told = json.loads(regold("incident", "contain", name, "--mode", "manual", "--json").stdout)
    assert undocumented(told) == []
    assert record(regold, name) == before
    assert not (folder / "incidents" / "containment.json").exists()


def test_the_evidence_on_the_cause_is_only_proposed(regold: Regold, name: str) -> None:
    before = record(regold, name)
    done = regold("incident", "investigate", name, "--json")
    told = json.loads(done.stdout)
    assert (done.returncode, told["confirmed"]) == (0, None)
    assert undocumented(told | {"questions": list(told["questions"].values())}) == []
    assert record(regold, name) == before
    assert regold("incident", "investigate", name, "--confirm", "retrieval").returncode == 0
    assert record(regold, name)["root_cause"]["retrieval"]["verdict"] == "wrong"


def test_a_report_takes_the_wording_of_the_project(regold: Regold, name: str, folder: Path) -> None:
    assert regold("incident", "report", name, "--kind", "briefing").stdout.startswith("# Internal briefing: 60 days")
    (folder / "incidents" / "templates").mkdir()
    (folder / "incidents" / "templates" / "briefing.md").write_text("Say: $say\n", encoding="utf-8")
    assert regold("incident", "report", name, "--kind", "briefing").stdout == f"Say: {GOOD}\n"
    assert regold("incident", "report", name, "--output", "it.md").stdout == ""
    assert (folder / "it.md").read_text("utf-8").startswith("# Post-mortem: 60 days")


def test_the_trends_are_told_in_words_in_markdown_and_as_json(regold: Regold, name: str) -> None:
    other = written_down(regold, "--document", "")
    assert "maturity 1 of 4: Reactive" in regold("trends").stdout
    assert f": 2 incidents (2 low), 2 open, 1 without an article\n    {name}, {other}\n" in regold("trends").stdout
    markdown = regold("trends", "--markdown").stdout
    assert markdown.startswith("# Incidents: 2, 2 open")
    assert "| by meaning | incidents | severities |" in markdown
    assert "## Topics that need articles\n\n- returns: 1 incident\n" in markdown
    told = json.loads(regold("trends", "--json").stdout)
    section = JSON.partition("## Trends\n")[2].partition("\n## ")[0]
    steps = {"detect", "acknowledge", "contain", "communicate", "fix", "verify", "close"}
    assert [one for one in names(told) if f"`{one}`" not in section and one not in steps] == []
