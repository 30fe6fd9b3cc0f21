"""Two runs side by side: what differs, in lines and in JSON."""

from __future__ import annotations

import json
from pathlib import Path

from regold.reports import comparison_json, comparison_lines
from tests.reports.samples import BROKE, EARLIER, a_run, right_outcome, wrong_outcome

DOCS = (Path(__file__).parent.parent.parent / "docs" / "json.md").read_text(encoding="utf-8")


def test_what_differs_is_told_with_its_causes_and_with_what_is_not_asked_any_more() -> None:
    before = a_run(right_outcome(), right_outcome("old"), name=EARLIER.id)
    lines = comparison_lines(before, a_run(wrong_outcome(), judge="2"), (BROKE,))
    assert lines == [
        f"changed since {EARLIER.id} (different from then: judge 1 -> 2):",
        "  broke: returns/return-window: the golden says 30 days, the answer says 60 days",
        "not asked any more (1): returns/old",
    ]


def test_two_runs_that_say_the_same_are_told_in_one_line() -> None:
    assert comparison_lines(EARLIER, a_run(right_outcome()), ()) == [f"nothing changed since {EARLIER.id}"]


def test_programs_read_the_same_with_every_name_described() -> None:
    before = a_run(right_outcome(), right_outcome("old"), name=EARLIER.id)
    after = a_run(wrong_outcome(), right_outcome("new"), judge="2")
    told = json.loads(comparison_json(before, after, (BROKE,)))
    assert (told["before"], told["after"], told["causes"]) == (before.id, after.id, ["judge 1 -> 2"])
    assert (told["only_before"], told["only_after"]) == (["returns#old"], ["returns#new"])
    assert [(change["kind"], change["case"]) for change in told["changes"]] == [("broke", "returns#return-window")]
    section = DOCS.partition("## Two runs side by side\n")[2].partition("\n## ")[0]
    assert [name for name in told if f"`{name}`" not in section] == []
