"""`regold judge`: one pair or a file of them, judged without any endpoint."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Regold

GOLDEN = "You can return any item within 30 days of delivery."
WRONG = "You can return any item within 60 days of delivery."


def test_a_right_answer_is_shown_as_accepted_and_the_exit_code_is_0(regold: Regold) -> None:
    told = regold("judge", "--query", "How long?", "--golden", GOLDEN, "--answer", GOLDEN)

    assert told.returncode == 0
    assert told.stdout.startswith("answer: accepted (100% likely to be right)")


def test_a_wrong_answer_is_shown_with_the_words_that_decided_and_the_exit_code_is_1(regold: Regold) -> None:
    told = regold("judge", "--golden", GOLDEN, "--answer", WRONG)

    assert told.returncode == 1
    assert "[-30 days-]" in told.stdout
    assert "{+60 days+}" in told.stdout
    assert "fact: the golden says 30 days, the answer says 60 days" in told.stdout


def test_one_of_several_goldens_is_enough(regold: Regold) -> None:
    assert regold("judge", "--golden", GOLDEN, "--golden", WRONG, "--answer", WRONG).returncode == 0


def test_a_batch_gives_one_object_a_line_with_the_deciding_finding(regold: Regold, folder: Path) -> None:
    rows = [
        {"id": "right", "query": "q", "golden": GOLDEN, "answer": GOLDEN},
        {"id": "wrong", "query": "q", "golden": [GOLDEN], "answer": WRONG},
    ]
    (folder / "pairs.jsonl").write_text("\n".join(map(json.dumps, rows)) + "\n\n", encoding="utf-8")
    told = regold("judge", "--batch", "pairs.jsonl", "--json")
    right, wrong = map(json.loads, told.stdout.splitlines())

    assert told.returncode == 1
    assert set(right) == {"id", "accepted", "zone", "probability", "deciding", "findings", "signals"}
    assert (right["id"], right["accepted"], right["zone"], right["probability"]) == ("right", True, "accepted", 1.0)
    assert (wrong["id"], wrong["accepted"], wrong["zone"]) == ("wrong", False, "rejected")
    assert wrong["deciding"] == wrong["findings"][0]
    assert wrong["deciding"]["check"] == "fact"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "Expecting property name"),
        ("[]", "list indices"),
        ('{"golden": "g"}', "'answer'"),
        ('{"golden": [], "answer": "a"}', "a text is missing"),
        ('{"golden": [5], "answer": "a"}', "a text is missing"),
        ('{"golden": "g", "answer": null}', "a text is missing"),
    ],
)
def test_a_broken_line_is_named_with_its_number_and_the_exit_code_is_4(
    regold: Regold, folder: Path, line: str, reason: str
) -> None:
    (folder / "pairs.jsonl").write_text('{"golden": "g", "answer": "g"}\n' + line + "\n", encoding="utf-8")
    told = regold("judge", "--batch", "pairs.jsonl", "--json")

    assert told.returncode == 4
    assert "pairs.jsonl:2: " in told.stderr
    assert reason in told.stderr


def test_without_a_pair_the_command_says_what_to_give(regold: Regold) -> None:
    told = regold("judge", "--golden", GOLDEN)

    assert told.returncode == 4
    assert "give --golden and --answer, or --batch with a file of pairs" in told.stderr


def test_a_golden_that_says_too_little_is_found_before_it_fails_anybody(regold: Regold, folder: Path) -> None:
    suite = folder / "suites" / "weak.gold.yaml"
    suite.parent.mkdir(exist_ok=True)
    suite.write_text(
        "suite: weak\ncases:\n  - id: vague\n    query: May I?\n    golden: Sure thing.\n"
        f"  - id: strong\n    query: How long?\n    golden: {GOLDEN}\n",
        encoding="utf-8",
    )
    told = regold("lint", "--strength")

    assert told.returncode == 1
    assert "vague" in told.stdout
