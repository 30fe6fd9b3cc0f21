"""What a run comes to: compared, decided over, and remarked on in words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from regold.config import Config
from regold.model import Answer, OutcomeKind, Run, Severity
from regold.session import conclude
from tests.history.keeping import keep
from tests.history.samples import a_run, an_outcome


def config(folder: Path) -> Config:
    return Config(root=folder, history=folder / "history", cache=folder / "cache")


def built(*builds: str) -> Run:
    outcomes = [
        replace(an_outcome(f"s#c{number}"), answer=Answer(text="You have 30 days.", build=build))
        for number, build in enumerate(builds)
    ]
    return a_run(*outcomes)


def test_a_run_is_compared_with_the_one_before_it_and_decided_over(tmp_path: Path) -> None:
    before = a_run(an_outcome("s#a", severity=Severity.HIGH), minute=1)
    keep(tmp_path / "history", before)
    finished = conclude(
        a_run(an_outcome("s#a", OutcomeKind.CHANGED, severity=Severity.HIGH), minute=2),
        config(tmp_path),
        journal_trouble=None,
    )
    assert finished.baseline == before
    assert [change.key for change in finished.changes] == ["s#a"]
    assert finished.gate.exit_code == 1
    assert finished.notes == ()


def test_answers_to_review_are_named_and_of_many_the_rest_is_counted(tmp_path: Path) -> None:
    keys = [f"s#c{number}" for number in range(7)]
    keep(tmp_path / "history", a_run(*(an_outcome(key, text="You have 30 days.") for key in keys), minute=1))
    now = a_run(*(an_outcome(key, text="You have 60 days.") for key in keys), minute=2)
    (note,) = conclude(now, config(tmp_path), journal_trouble=None).notes
    why = '(no longer says "30 days"; now says "60 days")'
    assert note.startswith(f"to review, still accepted and saying something else (7): s/c0 {why}, s/c1 {why}")
    assert note.endswith(f"s/c4 {why} and 2 more")


def test_a_topic_that_slides_is_named(tmp_path: Path) -> None:
    keys = [f"s#c{number}" for number in range(10)]
    for minute in range(10):
        keep(tmp_path / "history", a_run(*(an_outcome(key) for key in keys), minute=minute))
    noisy = a_run(*(an_outcome(key, OutcomeKind.FLAKY) for key in keys), minute=11)
    notes = conclude(noisy, config(tmp_path), journal_trouble=None).notes
    assert notes == ("slides: s: 10 of 30 first answers wrong in 3 runs, usually 0.2",)


def test_a_run_that_met_two_builds_says_so(tmp_path: Path) -> None:
    assert conclude(built("a", "a"), config(tmp_path), journal_trouble=None).notes == ()
    (note,) = conclude(built("b", "a", "b"), config(tmp_path), journal_trouble=None).notes
    assert note == "2 builds of the endpoint answered, by number of answers: a (1), b (2); the run is a mixture of them"
    (many,) = conclude(built(*"abcdefg"), config(tmp_path), journal_trouble=None).notes
    assert "7 builds" in many
    assert "and 2 more" in many
