"""`regold lint --pii` finds what was left of customers' data in suites and incidents, and never prints it."""

from __future__ import annotations

import json
from pathlib import Path

from regold.config import Flags, load_config
from regold.session.customers import left_in_files
from tests.cli.conftest import Regold


def test_customers_data_in_suites_and_incidents_are_told_by_place_alone(regold: Regold, folder: Path) -> None:
    (folder / "suites").mkdir(exist_ok=True)
    suite = folder / "suites" / "it.gold.yaml"
    suite.write_text(
        "suite: it\ncases:\n  - {id: a, query: 'Where is order PM-2025-48213?', golden: 'Mail help@shop.test'}\n",
        encoding="utf-8",
    )
    made = ("incident", "new", "--title", "x", "--query", "Call +44 20 7946 0958", "--already-redacted", "--json")
    name = json.loads(regold(*made).stdout)["id"]
    found = regold("lint", "--pii")
    assert found.returncode == 1
    assert found.stdout.splitlines()[:3] == [
        "suites/it.gold.yaml:3:5: query holds what looks like an order or customer number",
        "suites/it.gold.yaml:3:5: golden holds what looks like an e-mail address",
        f"{name}: query holds what looks like a phone number",
    ]
    assert not [one for one in ("48213", "help@", "7946") if one in found.stdout]
    kinds = [one["kind"] for one in json.loads(regold("lint", "--pii", "--json").stdout)["personal"]]
    assert kinds == ["order", "email", "phone"]
    (folder / "incidents" / "not-personal.txt").write_text(
        "help@shop.test\nPM-2025-48213\n+44 20 7946 0958\n", encoding="utf-8"
    )
    clean = regold("lint", "--pii")
    assert (clean.returncode, clean.stdout.splitlines()[-1]) == (0, "no customers' data was found")


def test_the_suites_and_incidents_of_this_project_hold_no_customers_data() -> None:
    root = Path(__file__).parent.parent.parent
    config = load_config(root, environment={}, flags=Flags())
    assert left_in_files(config, [root / "suites"]) == []
