"""A journal is skimmed for what a brief needs, and what is written otherwise is left to the nouns."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from regold.errors import HistoryError
from regold.history.skim import skim
from regold.model import Answer, Evidence, Outcome, OutcomeKind
from tests.history.keeping import keep
from tests.history.samples import a_run, an_outcome


def written(outcome: Outcome, folder: Path) -> object:
    _, (record,) = skim(keep(folder, a_run(outcome)))
    return record


def test_of_an_outcome_only_what_a_brief_needs_is_read(tmp_path: Path) -> None:
    found = replace(an_outcome("s#a", OutcomeKind.CHANGED), evidence=Evidence(odds=700.0, usual_asks=61))
    assert written(found, tmp_path) == {
        "case": {"suite": "s", "id": "a"},
        "kind": "changed",
        "answer": {},
        "verdict": {"accepted": False, "score": 0.0},
        "evidence": {"odds": 700.0},
    }


def test_the_seconds_of_all_turns_are_read(tmp_path: Path) -> None:
    answer = Answer(text="Yes.", latency=2.0, earlier=(Answer(text="Which one?", latency=1.0),), replayed=True)
    record = written(replace(an_outcome(), answer=answer), tmp_path)
    assert isinstance(record, dict)
    assert record["answer"] == {"latency": 2.0, "replayed": True, "earlier": [{"latency": 1.0}]}


def test_the_run_is_the_one_that_the_journal_tells_of(tmp_path: Path) -> None:
    run = a_run(an_outcome("s#a"), an_outcome("s#b"))
    found, records = skim(keep(tmp_path, run))
    assert (found.id, found.plan, len(records)) == (run.id, run.plan, 2)
    assert found.finished_at is not None


def test_an_unfinished_journal_is_skimmed_as_far_as_it_goes(tmp_path: Path) -> None:
    path = keep(tmp_path, a_run(an_outcome("s#a"), an_outcome("s#b")), finish=False)
    path.write_bytes(path.read_bytes()[:-20])
    run, records = skim(path)
    assert run.finished_at is None
    assert [record["case"]["id"] for record in records] == ["a"]


@pytest.mark.parametrize(
    ("usual", "other"),
    [
        (b'"id":"a"', b'"id":{"json":"\\"\\\\ud800\\""}'),
        (b'"kind":"passed"', b'"kind":"fine"'),
        (b'"score":1.0', b'"score":"1"'),
    ],
)
def test_what_is_written_otherwise_is_not_guessed_at(tmp_path: Path, usual: bytes, other: bytes) -> None:
    path = keep(tmp_path, a_run(an_outcome("s#a"), an_outcome("s#b")))
    content = path.read_bytes()
    assert usual in content
    path.write_bytes(content.replace(usual, other, 1))
    with pytest.raises(HistoryError, match=f"{path.name}:2: no record of a run"):
        skim(path)
