"""How the weights of the judge are made: from development data alone, the same each time, each signal in its sense."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import pytest
from benchmarks.calibrate import PUBLIC, SHARE, UNKNOWN, checked, fitted, labelled, measured, sets
from benchmarks.fitting import Labelled, fit
from benchmarks.judge.data import UNSEEN
from benchmarks.model import public as sets_to_train_on
from benchmarks.model import written

from regold.judge.comparing import Comparer
from regold.judge.decision import Decision

MADE = {"copy+words": {"bias": 0.5, "curves": {}}, "value+words": {"bias": 0.1, "curves": {}}}


def rows(*, seed: int = 1) -> list[tuple[Labelled, dict[str, float]]]:
    """Give answers that are right the more often the more words they share, and seldom where they add a condition."""
    drawn = random.Random(seed)
    found = []
    for at in range(400):
        recall, added = drawn.random(), float(drawn.random() < 0.4)
        label = int(drawn.random() < 0.15 + 0.7 * recall - 0.5 * recall * added)
        row = Labelled(group="dev", query="q", golden=f"g{at}", answer=f"a{at}", label=label)
        found.append((row, {"form": 1.0, "recall": recall, "conditions_added": added}))
    return found


def public(folder: Path) -> Path:
    for name in PUBLIC:
        told = [
            {
                "id": f"{name}-{at}",
                "question": f"{name} {at // 2}",
                "reference": ["red car", "blue"],
                "candidate": "blue",
                "label": at % 2,
            }
            for at in range(80)
        ]
        (folder / f"{name}.jsonl").write_text("\n".join(map(json.dumps, told)), encoding="utf-8")
    return folder


def test_the_test_set_is_not_among_what_is_read(tmp_path: Path) -> None:
    assert UNSEEN not in {file.stem for file in sets(tmp_path).values()}


def test_each_set_weighs_what_it_should_and_its_right_answers_as_much_as_its_wrong_ones(tmp_path: Path) -> None:
    found = list(labelled(public(tmp_path)))

    for name, share in SHARE.items():
        for label in (0, 1):
            weights = [row.weight for row in found if row.group == name and row.label == label]
            assert sum(weights) == pytest.approx(share / 2)


def test_the_golden_nearest_to_the_answer_is_the_one_it_is_held_against(tmp_path: Path) -> None:
    assert {row.golden for row in labelled(public(tmp_path)) if row.group in PUBLIC} == {"blue"}


def test_no_row_is_among_them_that_the_model_was_trained_on_but_those_that_say_so(tmp_path: Path) -> None:
    found = [row for row in labelled(public(tmp_path)) if not row.trained]
    trained = {row.question for name in PUBLIC for row in sets_to_train_on.read(name, held=False, folder=tmp_path)}
    answered = {(row.question, row.golden) for row in written.read() if not written.held(row)}

    assert trained
    assert not trained & {row.query for row in found if row.group in PUBLIC}
    assert not answered & {(row.query, row.golden) for row in found}
    assert {(row.query, row.golden) for row in labelled(tmp_path) if row.trained} <= answered


def test_answers_that_the_model_was_trained_on_are_read_without_it() -> None:
    class Refusing:
        id = "refusing"

        def follows(self, pairs: Sequence[tuple[str, str]]) -> NoReturn:
            raise AssertionError(f"asked of {pairs}")

    asked, plain = Comparer(None, Refusing(), Decision()), Comparer(None, None, Decision())
    row = Labelled(
        group="trained",
        query="",
        golden="Tea is free on Mondays.",
        answer="On Mondays you get tea for nothing.",
        label=1,
    )

    assert [signals for _, signals in measured([replace(row, trained=True)], asked, plain)] != []
    with pytest.raises(AssertionError, match="asked of"):
        measured([row], asked, plain)


def test_the_order_of_the_lines_changes_nothing(tmp_path: Path) -> None:
    before = list(labelled(public(tmp_path)))
    for file in tmp_path.iterdir():
        file.write_text("\n".join(reversed(file.read_text("utf-8").splitlines())), encoding="utf-8")

    assert list(labelled(tmp_path)) == before


def test_a_fit_gives_the_same_each_time() -> None:
    assert json.dumps(fit(rows())) == json.dumps(fit(rows()))


def test_a_signal_speaks_for_an_answer_or_against_it_as_it_does_in_the_data() -> None:
    told = json.loads(json.dumps(fit(rows())))["curves"]

    assert told["recall"]["weights"][0] < 0 < told["recall"]["weights"][-1]
    assert told["conditions_added"]["weights"][0] > 0 > told["conditions_added"]["weights"][-1]


def test_a_signal_never_speaks_against_its_sense_even_where_the_data_do() -> None:
    upside_down = [
        (Labelled(group="dev", query="", golden="g", answer="a", label=1 - row.label), signals)
        for row, signals in rows()
    ]

    assert fit(upside_down)["curves"] == {}


def test_a_table_is_made_for_every_form_that_occurs_and_for_no_model_that_was_not_there() -> None:
    assert list(fitted(rows())) == ["sentence+words"]


def test_tables_that_are_those_of_the_data_are_told_as_the_same() -> None:
    assert checked(MADE, MADE, []) == (0, ["2 of 2 tables are the same"])


def test_a_table_that_differs_is_named() -> None:
    other = MADE | {"copy+words": {"bias": 0.6, "curves": {}}}
    code, lines = checked(MADE, other, [])

    assert code == 1
    assert lines == ["copy+words: differs from what the data give", "1 of 2 tables are the same"]


def test_a_table_that_the_data_do_not_give_is_named() -> None:
    assert checked(MADE, MADE | {"poem+words": {}}, [])[0] == 1


def test_tables_of_a_model_that_was_not_given_are_told_as_not_checked() -> None:
    code, lines = checked(MADE, MADE | {"copy+words+entailment": {}}, [])

    assert code == 0
    assert lines == ["copy+words+entailment: not checked, give --entailment", "2 of 3 tables are the same"]


def test_without_all_of_the_data_the_check_says_that_it_cannot_tell(tmp_path: Path) -> None:
    (public(tmp_path) / "scone.jsonl").unlink()
    told = subprocess.run(
        [sys.executable, "-m", "benchmarks.calibrate", "--check", "--verdict", str(tmp_path)],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert told.returncode == UNKNOWN
    assert told.stdout == "cannot be told: without scone the data give other tables\n"
