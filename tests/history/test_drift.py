"""What slides unseen is found from the journals: the last accepted answers, and the topics."""

from __future__ import annotations

from pathlib import Path

from regold.history import drift, read
from regold.model import OutcomeKind, Run
from tests.history.keeping import keep
from tests.history.samples import a_run, an_outcome

THIRTY, SIXTY = "You have 30 days.", "You have 60 days."


def passed(text: str, minute: int) -> Run:
    return a_run(an_outcome("s#a", text=text), an_outcome("s#b"), minute=minute)


def wrong(minute: int) -> Run:
    return a_run(an_outcome("s#a", OutcomeKind.CHANGED, text="Ask Bob."), an_outcome("s#b"), minute=minute)


def test_an_accepted_answer_is_compared_with_the_baseline(tmp_path: Path) -> None:
    before, after = passed(THIRTY, 1), passed(SIXTY, 2)
    keep(tmp_path, before)
    found = drift(tmp_path, after, before)
    assert [(shift.key, shift.why) for shift in found.shifts] == [
        ("s#a", 'no longer says "30 days"; now says "60 days"')
    ]
    assert found.slides == ()


def test_an_answer_that_was_wrong_in_between_is_compared_with_the_last_accepted_one(tmp_path: Path) -> None:
    for run in (passed(SIXTY, 0), passed(THIRTY, 1), wrong(2), wrong(3)):
        keep(tmp_path, run)
    assert [shift.before.answer for shift in drift(tmp_path, passed(SIXTY, 4), wrong(3)).shifts] == [
        an_outcome(text=THIRTY).answer
    ]
    assert drift(tmp_path, passed(THIRTY, 4), wrong(3)).shifts == ()


def test_a_run_without_others_before_it_has_nothing_to_slide_from(tmp_path: Path) -> None:
    run = passed(THIRTY, 1)
    keep(tmp_path, run)
    assert drift(tmp_path, run, None) == drift(tmp_path / "missing", run, None)
    assert drift(tmp_path, run, None).shifts == ()


def test_later_runs_and_parts_of_runs_are_not_what_a_run_slid_from(tmp_path: Path) -> None:
    keep(tmp_path, passed(SIXTY, 9))
    keep(tmp_path, passed(SIXTY, 1), finish=False)
    assert drift(tmp_path, passed(THIRTY, 5), None).shifts == ()


def test_a_journal_that_went_bad_after_it_was_digested_is_passed_over(tmp_path: Path) -> None:
    path = keep(tmp_path, passed(SIXTY, 1))
    drift(tmp_path, read(path), None)
    later = passed(THIRTY, 2)
    drift(tmp_path, later, None)
    path.write_bytes(b"x" * path.stat().st_size)
    assert drift(tmp_path, later, wrong(0)).shifts == ()


def test_a_topic_that_slides_is_found_from_the_journals(tmp_path: Path) -> None:
    cases = [f"s#c{number}" for number in range(10)]
    for day in range(10):
        keep(tmp_path, a_run(*(an_outcome(key) for key in cases), minute=day))
    half = tuple(an_outcome(key, OutcomeKind.FLAKY if key < "s#c3" else OutcomeKind.PASSED) for key in cases)
    for day in (10, 11):
        keep(tmp_path, a_run(*half, minute=day))
    (slide,) = drift(tmp_path, a_run(*half, minute=12), None).slides
    assert str(slide) == "s: 9 of 30 first answers wrong in 3 runs, usually 0.1"
