"""`regold incident` new, set, list, show, reopen and import: what is printed, refused and documented."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Regold
from tests.cli.incidents import record, verified, written_down
from tests.incidents.samples import SAMPLES
from tests.incidents.sources.payloads import ALL, GITHUB, changed


def delivered(folder: Path, payload: object, name: str = "event.json") -> str:
    (folder / name).write_text(json.dumps(payload), encoding="utf-8")
    return name


def test_an_incident_is_written_down_shown_and_listed(regold: Regold, folder: Path) -> None:
    name = written_down(regold)
    assert (folder / "incidents" / f"{name}.yaml").is_file()
    shown = regold("incident", "show", name)
    assert shown.returncode == 0
    for told in ("How long do I have", "kb/returns.md", "regold incident set", "--status active"):
        assert told in shown.stdout
    listed = regold("incident", "list", "--topic", "returns", "--severity", "low", "--open")
    assert listed.stdout.startswith(f"{name}  low       triage")
    assert regold("incident", "list", "--status", "closed").stdout.startswith("no incidents in")


def without_the_extra(folder: Path) -> None:
    """Let the model of the extra not be found by a command that is typed here."""
    (folder / "spacy.py").write_text('raise ImportError("no spacy", name="spacy")\n', encoding="utf-8")


def test_without_the_extra_texts_of_customers_are_refused_until_somebody_says_they_are_clean(
    regold: Regold, folder: Path
) -> None:
    without_the_extra(folder)
    raw = delivered(folder, {"external_id": "5", "title": "x", "query": "My name is Anna Kowalska"})
    for command in (
        ("new", "--title", "x", "--query", "My name is Anna Kowalska"),
        ("import", "--from", "json", "--accept", raw),
    ):
        done = regold("incident", *command)
        assert (done.returncode, done.stdout) == (4, "")
        assert "pip install 'pytest-regold[redact]'" in done.stderr
        assert "--already-redacted" in done.stderr
        assert "Kowalska" not in done.stderr
    assert not (folder / "incidents").exists()


@pytest.mark.full
def test_with_the_extra_a_new_incident_is_written_without_them_once_they_were_seen(
    regold: Regold, folder: Path
) -> None:
    raw = ("incident", "new", "--title", "x", "--query", "Peter Schmidt asks", "--answer", "Dear Peter Schmidt")
    seen = regold(*raw)
    assert (seen.returncode, seen.stdout.splitlines()[:2]) == (0, ["- Peter Schmidt asks", "+ Alex Morgan asks"])
    assert not (folder / "incidents").exists()
    assert regold(*raw, "--accept").returncode == 0
    (path,) = (folder / "incidents").iterdir()
    text = path.read_text("utf-8")
    assert "Schmidt" not in text
    assert text.count("Alex Morgan") == 2
    assert 'by: "regold"' in text


def test_a_title_is_needed_where_nobody_can_be_asked(regold: Regold) -> None:
    assert "give a --title" in regold("incident", "new").stderr


def test_steps_are_taken_in_order_and_a_left_out_one_is_named(regold: Regold) -> None:
    name = written_down(regold)
    early = regold("incident", "set", name, "--contained", "note")
    assert early.returncode == 4
    assert f"the step active is missing; regold incident set {name} --status active" in early.stderr
    verified(regold, name)
    assert record(regold, name)["status"] == "fix_verified"
    assert regold("incident", "set", name).returncode == 4


def test_a_closed_incident_is_reopened_with_its_cases_regressed(regold: Regold) -> None:
    name = written_down(regold)
    verified(regold, name)
    assert regold("incident", "close", name, "--as", "fixed").returncode == 0
    assert regold("incident", "reopen", name, "--reason", "Seen again.").returncode == 0
    found = record(regold, name)
    assert found["status"] == "active"
    assert found["prevention"]["regressed"] == [f"incidents#{name}"]
    assert "Seen again." in [event["text"] for event in found["timeline"]]


@pytest.mark.parametrize(
    "arguments", [("show", "INC-2026-0001"), ("show", "../x"), ("set", "INC-2026-0001", "--lifted")]
)
def test_what_is_not_there_is_told_without_a_traceback(regold: Regold, arguments: tuple[str, ...]) -> None:
    done = regold("incident", *arguments)
    assert done.returncode == 4
    assert done.stderr.startswith("regold: ")


def test_files_with_mistakes_are_told_beside_the_list(regold: Regold, folder: Path) -> None:
    written_down(regold)
    (folder / "incidents" / "INC-2026-0009.yaml").write_text("id: 5\n", encoding="utf-8")
    done = regold("incident", "list", "--json")
    assert done.returncode == 4
    assert len(json.loads(done.stdout)["incidents"]) == 1
    assert "incidents/INC-2026-0009.yaml:1:" in json.loads(done.stdout)["mistakes"][0]


@pytest.mark.parametrize("system", ["github", "servicenow"])
def test_a_delivery_of_a_tracker_is_brought_in_once(regold: Regold, folder: Path, system: str) -> None:
    file = delivered(folder, ALL[system])
    first = regold("incident", "import", "--from", system, "--already-redacted", file, file)
    assert first.returncode == 0, first.stderr
    assert first.stdout.startswith(f"{file}: created: INC-2026-0001  high")
    assert first.stdout.endswith("1 created, 1 unchanged\n")
    assert [one.name for one in (folder / "incidents").iterdir()] == ["INC-2026-0001.yaml"]


def test_what_is_no_incident_is_passed_over_and_what_is_unreadable_makes_the_exit_code_4(
    regold: Regold, folder: Path
) -> None:
    other = delivered(folder, changed(GITHUB, "issue", "labels", to=[]), "other.json")
    (folder / "broken.json").write_text("{", encoding="utf-8")
    passed = regold("incident", "import", "--from", "github", "--already-redacted", other)
    assert (passed.returncode, passed.stdout.splitlines()[-1]) == (0, "1 passed over")
    done = regold("incident", "import", "--from", "github", "--already-redacted", "--json", other, "broken.json")
    assert done.returncode == 4
    assert [one["effect"] for one in json.loads(done.stdout)["deliveries"]] == ["passed_over", "unreadable"]


def test_hostile_samples_reach_no_file_but_their_own(regold: Regold, folder: Path) -> None:
    files = [str(path) for path in sorted(SAMPLES.glob("*hostile*.json")) if not path.name.endswith(".github.json")]
    before = {path for path in folder.rglob("*") if "incidents" not in path.parts}
    done = regold("incident", "import", "--from", "json", "--already-redacted", *files)
    assert done.returncode == 4  # for the one whose id is a path
    assert "\x1b" not in done.stdout
    assert {path for path in folder.rglob("*") if "incidents" not in path.parts} == before
    assert regold("incident", "list").returncode == 0


@pytest.mark.parametrize("accept", [(), ("--accept",)])
@pytest.mark.full
def test_an_import_shows_what_it_takes_out_and_writes_it_only_when_accepted(
    regold: Regold, folder: Path, accept: tuple[str, ...]
) -> None:
    raw = {
        "external_id": "5",
        "title": "Return window",
        "query": "Can Peter Schmidt return order PM-2025-48213? My mail is peter@mail.test",
    }
    (folder / "contact.txt").write_text("K-4711-X\n", encoding="utf-8")
    done = regold("incident", "import", "--from", "json", delivered(folder, raw), "--contact", "contact.txt", *accept)
    assert done.returncode == 0, done.stderr
    if accept:
        text = (folder / "incidents" / "INC-2026-0001.yaml").read_text("utf-8")
        assert "Can Alex Morgan return order PM-9900-00001? My mail is" in text
        assert not [one for one in ("Peter", "48213", "peter@") if one in text]
        assert 'by: "regold"' in text
    else:
        assert "- Can Peter Schmidt return order PM-2025-48213?" in done.stdout
        assert "+ Can Alex Morgan return order PM-9900-00001?" in done.stdout
        assert not (folder / "incidents").exists()


@pytest.mark.full
def test_a_record_is_redacted_after_a_look(regold: Regold, folder: Path) -> None:
    name = written_down(regold, "--description", "Anna Kowalska wrote from anna@mail.test")
    seen = regold("incident", "redact", name)
    assert "- Anna Kowalska wrote from anna@mail.test" in seen.stdout
    assert "anna@mail.test" in (folder / "incidents" / f"{name}.yaml").read_text("utf-8")
    assert regold("incident", "redact", name, "--accept").returncode == 0
    text = (folder / "incidents" / f"{name}.yaml").read_text("utf-8")
    assert "anna@mail.test" not in text
    assert "Kowalska" not in text
    assert regold("incident", "redact", name).stdout == "nothing in it looks like a customer's data\n"


def test_the_conversation_before_a_mistake_is_kept_shown_and_told(regold: Regold) -> None:
    name = written_down(regold, "--earlier", "Customer: I bought a kettle\nAI: Nice!")
    assert record(regold, name)["what_was_wrong"]["earlier"] == [{"query": "I bought a kettle", "answer": "Nice!"}]
    assert "before      I bought a kettle\n  replied     Nice!\n  asked" in regold("incident", "show", name).stdout
    assert "customer: I bought a kettle; AI: Nice!" in regold("incident", "report", name).stdout


def test_a_conversation_in_which_nobody_asks_is_refused(regold: Regold) -> None:
    done = regold("incident", "new", "--title", "x", "--earlier", "AI: Hello", "--already-redacted")
    assert done.returncode == 4
    assert "begin lines with `Customer:` and `AI:`" in done.stderr
