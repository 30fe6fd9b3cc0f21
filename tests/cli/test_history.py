"""`regold history` on recorded runs: listed, compared, pruned and brought in from other folders."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from regold.history import runs
from regold.model import Run, Shard
from tests.cli.conftest import Regold
from tests.history.keeping import keep
from tests.history.samples import a_run, an_outcome

JSON = (Path(__file__).parent.parent.parent / "docs" / "json.md").read_text(encoding="utf-8")


@pytest.fixture
def recorded(folder: Path) -> Path:
    """The history of the project, with a run a minute: right, wrong by another judge, broken off, a part of a run."""
    history = folder / "reports" / "history"
    keep(history, a_run(an_outcome("s#a"), an_outcome("s#old"), minute=1))
    keep(history, judged_anew())
    keep(history, a_run(an_outcome("s#a"), minute=3), finish=False)
    keep(history, a_run(an_outcome("s#a"), minute=4, shard=Shard(number=2, of=5, whole="ab")))
    return history


def judged_anew() -> Run:
    run = a_run(an_outcome("s#a", text="You have 60 days."), minute=2)
    return replace(run, fingerprint={"judge": "2", "suites": "ab12"})


def keys(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield name
            yield from keys(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from keys(inner)


def test_the_list_tells_parts_and_broken_runs_apart(regold: Regold, recorded: Path) -> None:
    lines = regold("history", "list").stdout.splitlines()
    assert [line.partition("  ")[2] for line in lines] == [
        "complete    1 cases, part 2/5 of a run",
        "incomplete  1 cases",
        "complete    1 cases",
        "complete    2 cases",
    ]
    told = json.loads(regold("history", "list", "--json").stdout)["runs"]
    assert [run["shard"] for run in told] == ["2/5", None, None, None]


def test_two_runs_are_compared_with_what_it_can_be_put_down_to(regold: Regold, recorded: Path) -> None:
    done = regold("history", "compare", "20261123T0901", "20261123T0902")
    assert done.returncode == 0
    assert done.stdout.splitlines() == [
        "changed since 20261123T090100Z-00000001 (different from then: judge 1 -> 2):",
        "  reworded, still right (1): s/a",
        "not asked any more (1): s/old",
    ]
    told = json.loads(regold("history", "compare", "20261123T0901", "20261123T0902", "--json").stdout)
    assert (told["causes"], told["only_before"]) == (["judge 1 -> 2"], ["s#old"])


def test_a_run_is_compared_with_the_latest_unless_another_is_named(regold: Regold, recorded: Path) -> None:
    assert json.loads(regold("history", "compare", "20261123T0901", "--json").stdout)["after"][:13] == "20261123T0904"


def test_a_run_is_shown_with_the_answers_to_review(regold: Regold, recorded: Path) -> None:
    why = 'to review, still accepted and saying something else (1): s/a (no longer says "30 days"; now says "60 days")'
    assert why in regold("history", "show", "20261123T0902").stdout
    assert json.loads(regold("history", "show", "20261123T0902", "--json").stdout)["notes"] == [why]


def test_old_runs_are_removed_and_a_dry_run_removes_none(regold: Regold, recorded: Path) -> None:
    dry = regold("history", "prune", "--keep", "1", "--dry-run")
    assert dry.stdout == "1 run would be removed, 0.0 MiB\n"
    assert len(runs(recorded)) == 4

    done = json.loads(regold("history", "prune", "--keep", "1", "--json").stdout)

    assert done == {"removed": ["20261123T090100Z-00000001"], "dry_run": False}
    assert len(runs(recorded)) == 3
    assert "0 runs removed" in regold("history", "prune").stdout


def test_runs_can_be_removed_by_their_age(regold: Regold, recorded: Path, folder: Path) -> None:
    old = replace(a_run(an_outcome()), started_at=a_run().started_at.replace(year=2020))
    keep(recorded, replace(old, id="20201123T090000Z-00000000"))
    done = json.loads(regold("history", "prune", "--days", "365", "--json").stdout)
    assert done["removed"] == ["20201123T090000Z-00000000"]


def test_runs_of_other_folders_are_brought_in_once(regold: Regold, recorded: Path, folder: Path) -> None:
    keep(folder / "elsewhere" / "deep", a_run(an_outcome(), minute=9))
    first = regold("history", "merge", "elsewhere")
    second = regold("history", "merge", "elsewhere")
    assert (first.returncode, first.stdout) == (0, "1 run brought in, 0 known already\n")
    assert (second.returncode, second.stdout) == (0, "0 runs brought in, 1 known already\n")
    assert len(runs(recorded)) == 5


def test_a_run_that_differs_from_its_namesake_is_a_mistake(regold: Regold, recorded: Path, folder: Path) -> None:
    keep(folder / "elsewhere", a_run(an_outcome("s#other"), minute=1))
    (folder / "elsewhere" / "20261123T090900Z-00000009.jsonl").write_text("garbage")
    done = regold("history", "merge", "elsewhere")
    assert done.returncode == 4
    assert "differs from the run of the same name: elsewhere/20261123T090100Z-00000001.jsonl" in done.stdout
    assert "no whole journal: elsewhere/20261123T090900Z-00000009.jsonl" in done.stdout
    assert regold("history", "merge", "nowhere").returncode == 4


@pytest.mark.parametrize(
    ("arguments", "heading"),
    [
        (("list",), "The list of runs"),
        (("prune", "--dry-run"), "Removed runs"),
        (("merge", "."), "Runs of other folders"),
    ],
)
def test_every_name_in_the_json_is_described(
    regold: Regold, recorded: Path, arguments: tuple[str, ...], heading: str
) -> None:
    section = JSON.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    told = json.loads(regold("history", *arguments, "--json").stdout)
    assert [name for name in keys(told) if f"`{name}`" not in section] == []
