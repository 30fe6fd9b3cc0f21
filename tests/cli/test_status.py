"""`regold status`: whether checks still run, and what is open between them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from regold.alerts import Message
from regold.alerts.state import Owed
from regold.model import Shard
from tests.alerts.listening import memory_in
from tests.alerts.samples import CHANGED, DAY_1, ERROR, INVOICE, TROUBLE, Story, an_outcome
from tests.cli.conftest import SETTINGS, Regold
from tests.history.keeping import keep
from tests.history.samples import a_run as a_recorded_run
from tests.history.samples import an_outcome as a_recorded_outcome


def ran(folder: Path, *, hours_ago: float, token: str = "a" * 8, **marks: object) -> None:
    """Put down a run that ended so long ago."""
    ended = datetime.now(UTC) - timedelta(hours=hours_ago)
    run = a_recorded_run(a_recorded_outcome(replayed=bool(marks.pop("replayed", False))), token=token)
    named = replace(run, id=f"{ended:%Y%m%dT%H%M%SZ}-{token}", started_at=ended, finished_at=ended, **marks)  # type: ignore[arg-type]
    keep(folder / "reports" / "history", named)


def test_a_young_run_is_good_and_an_old_one_is_not(regold: Regold, folder: Path) -> None:
    ran(folder, hours_ago=25)
    good, bad = regold("status"), regold("status", "--max-age", "24h")
    assert good.returncode == 0
    assert ", 25.0 h ago, 1 cases" in good.stdout
    assert "nothing is known to be wrong" in good.stdout
    assert bad.returncode == 10
    assert "exit 10: the last complete run ended 25.0 h ago, more than 24.0 h: checks do not run" in bad.stdout


def test_no_run_at_all_is_not_good(regold: Regold, folder: Path) -> None:
    ended = regold("status")
    assert ended.returncode == 10
    assert "exit 10: there is no complete run yet" in ended.stdout


@pytest.mark.parametrize(
    "marks",
    [
        {"plan": ("returns#return-window", "returns#never-asked")},
        {"replayed": True},
        {"shard": Shard(number=1, of=2, whole="x")},
    ],
    ids=["incomplete", "replayed", "a part"],
)
def test_only_a_complete_run_that_was_asked_counts(regold: Regold, folder: Path, marks: dict[str, object]) -> None:
    ran(folder, hours_ago=30)
    ran(folder, hours_ago=1, token="b" * 8, **marks)
    assert regold("status").returncode == 10


def test_a_run_from_the_future_does_not_keep_the_switch_silent(regold: Regold, folder: Path) -> None:
    ran(folder, hours_ago=30)
    ran(folder, hours_ago=-1000, token="b" * 8)
    assert regold("status").returncode == 10


@pytest.mark.parametrize("age", ["soon", "26", "0h", "-1h", "1w"])
def test_an_age_that_is_none_is_a_mistake(regold: Regold, folder: Path, age: str) -> None:
    ended = regold("status", f"--max-age={age}")
    assert ended.returncode == 4
    assert "is no age; write it like 26h, 90m or 2d" in ended.stderr


def remember(folder: Path) -> None:
    """Leave behind what checks with something of everything leave."""
    story = Story()
    story.check(CHANGED, an_outcome(CHANGED, INVOICE, unstable=True))
    story.check(CHANGED)
    story.check(ERROR, trouble=TROUBLE)
    memory = memory_in(folder / "reports" / "history")
    owed = Owed(message=Message(id="alert-7", run="r", at=DAY_1), channels=("webhook",))
    with memory.alone():
        memory.write(replace(story.state, owed=(owed,)))


def test_what_is_open_is_told_in_a_few_lines(regold: Regold, folder: Path) -> None:
    remember(folder)
    ran(folder, hours_ago=1)
    until = (datetime.now(UTC) + timedelta(days=1)).date()
    snooze = f'[[tool.regold.alert.snooze]]\ntopic = "returns"\nuntil = "{until}"\nreason = "new policy"\n'
    with (folder / "regold.toml").open("a", encoding="utf-8") as settings:
        settings.write(snooze)
    told = regold("status")
    assert told.returncode == 0
    assert told.stdout.splitlines()[1:] == [
        f"endpoint: in trouble since 2026-11-25: {TROUBLE}",
        "wrong: returns#return-window (high), since 2026-11-23, told: wrong 3 of 3.",
        "to repair: billing#invoice: wrong 3 of 3.",
        f"quiet: topic returns until {until + timedelta(days=1)} 00:00 UTC: new policy",
        "not delivered yet: 1 to webhook",
    ]


def test_what_is_open_is_told_to_programs_by_documented_names(regold: Regold, folder: Path) -> None:
    remember(folder)
    ran(folder, hours_ago=1)
    text = SETTINGS.format(url="http://127.0.0.1:1/") + '[[tool.regold.alert.maintenance]]\nuntil = "2999-01-01"\n'
    (folder / "regold.toml").write_text(text, encoding="utf-8")
    told = json.loads(regold("status", "--json").stdout)
    docs = (Path(__file__).parent.parent.parent / "docs" / "json.md").read_text(encoding="utf-8")
    section = docs.partition("## What is open\n")[2].partition("\n## ")[0]
    inner = [entry for value in told.values() for entry in (value if isinstance(value, list) else [value])]
    tables = [told, *(entry for entry in inner if isinstance(entry, dict))]
    assert [name for table in tables for name in table if f"`{name}`" not in section] == []
    assert told["fresh"] is True
    assert [one["case"] for one in told["wrong"]] == ["returns#return-window"]
    assert [one["case"] for one in told["to_repair"]] == ["billing#invoice"]
    assert told["endpoint"]["sentence"] == TROUBLE
    assert told["quiet"][0]["topics"] == []
    assert told["owed"] == [{"message": "alert-7", "channels": ["webhook"]}]
