"""`regold incident convert` and the closing that converts: what is printed, written, and with which exit code."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Regold
from tests.cli.incidents import record, verified, written_down
from tests.cli.test_documented import JSON, names


def case_of(folder: Path, name: str) -> Path:
    return folder / "suites" / "incidents" / f"{name}.gold.yaml"


def test_an_incident_becomes_a_case_that_lint_takes(regold: Regold, folder: Path) -> None:
    name = written_down(regold)
    done = regold("incident", "convert", name)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        f"{name}: proven incidents#{name} (suites/incidents/{name}.gold.yaml)\n  why the suites missed it: no case\n"
    )
    assert case_of(folder, name).is_file()
    assert regold("lint").returncode == 0
    assert record(regold, name)["prevention"]["case_ids"] == [f"incidents#{name}"]


def test_what_is_missing_is_told_and_the_exit_code_is_1(regold: Regold, folder: Path) -> None:
    name = written_down(regold, correct=None)
    done = regold("incident", "convert", name)
    assert done.returncode == 1
    assert f"regold incident set {name} --correct TEXT" in done.stdout
    assert (folder / "suites" / "drafts" / f"{name}.gold.yaml").is_file()
    assert not case_of(folder, name).exists()


def test_the_json_is_documented_and_tells_the_same(regold: Regold) -> None:
    name = written_down(regold)
    (told,) = json.loads(regold("incident", "convert", name, "--json").stdout)["incidents"]
    assert (told["became"], told["case"], told["written"]) == ("proven", f"incidents#{name}", True)
    assert {trial["zone"] for trial in told["trials"] if trial["shown"] == "bad"} == {"rejected"}
    section = JSON.partition("## An incident\n")[2].partition("\n## ")[0]
    assert [one for one in names({"incidents": [told]}) if f"`{one}`" not in section] == []


def test_closing_as_fixed_makes_the_case_first(regold: Regold, folder: Path) -> None:
    name = written_down(regold)
    verified(regold, name)
    done = regold("incident", "close", name, "--as", "fixed")
    assert (done.returncode, done.stdout.partition(":")[0]) == (0, "closed")
    assert f"proven incidents#{name}" in done.stderr
    text = case_of(folder, name).read_text("utf-8")
    assert "closed_at" in text
    assert regold("incident", "convert", "--closed").stdout.endswith("1 proven\n")
    assert case_of(folder, name).read_text("utf-8") == text


def test_closing_without_a_proof_is_refused_and_the_incident_stays_open(regold: Regold) -> None:
    name = written_down(regold, correct=None)
    verified(regold, name)
    done = regold("incident", "close", name, "--as", "fixed")
    assert (done.returncode, done.stdout) == (1, "")
    assert "what the correct answer is" in done.stderr
    assert record(regold, name)["status"] == "fix_verified"


def test_closing_before_its_steps_is_refused_and_no_case_is_written(regold: Regold, folder: Path) -> None:
    name = written_down(regold)
    done = regold("incident", "close", name, "--as", "fixed")
    assert done.returncode == 4
    assert "the step active is missing" in done.stderr
    assert not (folder / "suites").exists()


def test_a_copy_is_no_case_by_name_and_passed_over_in_bulk(regold: Regold) -> None:
    first, second = written_down(regold), written_down(regold)
    assert regold("incident", "close", second, "--as", "duplicate", "--duplicate-of", first).returncode == 0
    assert regold("incident", "convert", second).returncode == 4
    done = regold("incident", "convert", "--closed")
    assert (done.returncode, done.stdout) == (
        0,
        f"{second}: passed over\n  it is duplicate ({first})\n1 passed over\n",
    )


def test_nothing_named_or_too_much_is_a_mistake(regold: Regold) -> None:
    assert regold("incident", "convert").returncode == 4
    assert regold("incident", "convert", "INC-2026-0001", "--closed").returncode == 4
    assert "there is no incident INC-2026-0001" in regold("incident", "convert", "INC-2026-0001").stderr
    assert regold("incident", "convert", "--closed").stdout == "\nno incident is closed\n"


def test_the_case_is_red_on_the_endpoint_that_made_the_mistake_and_shows_the_link(regold: Regold, folder: Path) -> None:
    delivery = {
        "external_id": "9", "title": "60 days", "state": "closed", "url": "https://tracker.example.com/9",
        "query": "How long is the warranty?", "answer": "Two years.", "wrong_claims": ["Two years"],
        "correct_answer": "Three years from the day of delivery.", "severity": "high",
    }  # fmt: skip
    (folder / "it.json").write_text(json.dumps(delivery), encoding="utf-8")
    assert regold("incident", "import", "--from", "json", "--already-redacted", "it.json").returncode == 0
    assert regold("incident", "convert", "--closed").returncode == 0
    done = regold("run", "-k", "not v1 and not v2 and not v3", "-p", "no:randomly")
    assert done.returncode == 1, done.stdout
    assert "three years" in done.stdout.lower()
    assert "https://tracker.example.com/9" in done.stdout
