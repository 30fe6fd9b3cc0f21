"""Two runs compared: what broke, mended or was reworded, against which run, and no noise."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from regold.history import Journal, baseline, compare
from regold.model import Answer, Change, ChangeKind, Culprit, Outcome, OutcomeKind, Run, Triangle
from tests.history.samples import a_run, an_outcome

PASSED, CHANGED, ERROR = OutcomeKind.PASSED, OutcomeKind.CHANGED, OutcomeKind.ERROR


def keep(folder: Path, run: Run) -> Run:
    journal = Journal.create(folder, run)
    for outcome in run.outcomes:
        journal.record(outcome)
    if run.finished_at:
        journal.finish(run.finished_at)
    journal.close()
    return run


def change(before: Outcome | None, after: Outcome | None) -> Change | None:
    earlier = a_run(*([before] if before else []))
    later = a_run(*([after] if after else []), minute=1, plan=("returns#return-window",))
    found = compare(earlier, later, known=frozenset())
    assert len(found) <= 1
    return found[0] if found else None


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        (an_outcome(), an_outcome(kind=CHANGED, text="60 days."), ChangeKind.BROKE),
        (an_outcome(kind=ERROR), an_outcome(kind=CHANGED), ChangeKind.BROKE),
        (an_outcome(kind=CHANGED), an_outcome(), ChangeKind.MENDED),
        (an_outcome(kind=CHANGED, text="60 days."), an_outcome(kind=CHANGED, text="90 days."), ChangeKind.STILL_WRONG),
        (an_outcome(), an_outcome(text="Thirty days."), ChangeKind.REWORDED),
        (an_outcome(), an_outcome(kind=ERROR), ChangeKind.TROUBLE),
        (an_outcome(kind=CHANGED), an_outcome(kind=OutcomeKind.NOT_RUN), ChangeKind.TROUBLE),
        (an_outcome(kind=ERROR), an_outcome(), ChangeKind.ANSWERED),
        (an_outcome(), an_outcome(kind=OutcomeKind.FLAKY), ChangeKind.UNSTEADY),
        (an_outcome(), an_outcome(kind=OutcomeKind.SUSPECT), ChangeKind.UNSTEADY),
        (an_outcome(kind=CHANGED), an_outcome(kind=OutcomeKind.FLAKY), ChangeKind.UNSTEADY),
        (an_outcome(kind=OutcomeKind.SUSPECT), an_outcome(kind=CHANGED), ChangeKind.BROKE),
        (an_outcome(kind=OutcomeKind.FLAKY), an_outcome(kind=CHANGED), ChangeKind.BROKE),
        (an_outcome(kind=OutcomeKind.SUSPECT), an_outcome(), ChangeKind.MENDED),
        (an_outcome(kind=OutcomeKind.KNOWN_FAILURE), an_outcome(), ChangeKind.MENDED),
        (None, an_outcome(), ChangeKind.NEW),
        (an_outcome(), None, ChangeKind.GONE),
    ],
)
def test_each_difference_has_its_name(before: Outcome | None, after: Outcome | None, kind: ChangeKind) -> None:
    found = change(before, after)
    assert found == Change(kind=kind, key="returns#return-window", before=before, after=after)


@pytest.mark.parametrize("kind", [PASSED, CHANGED, ERROR])
def test_the_same_outcome_in_the_same_words_is_no_change(kind: OutcomeKind) -> None:
    assert change(an_outcome(kind=kind), an_outcome(kind=kind)) is None


def test_a_case_that_was_flaky_and_is_right_again_is_as_usual() -> None:
    assert change(an_outcome(kind=OutcomeKind.FLAKY, text="60 days."), an_outcome()) is None


def test_other_white_space_is_not_another_wording() -> None:
    assert change(an_outcome(text="30 days. Free."), an_outcome(text="30 days.\n\nFree.")) is None


def test_an_earlier_turn_in_other_words_is_a_change() -> None:
    def conversation(first: str) -> Outcome:
        outcome = an_outcome()
        return replace(outcome, answer=Answer(text="Done.", earlier=(Answer(text=first),)))

    found = change(conversation("Which one?"), conversation("Which subscription?"))
    assert found is not None
    assert found.kind is ChangeKind.REWORDED


def test_what_matters_most_comes_first() -> None:
    before = a_run(an_outcome("s#a"), an_outcome("s#b", CHANGED), an_outcome("s#c"))
    after = a_run(an_outcome("s#a", text="Thirty."), an_outcome("s#b"), an_outcome("s#c", CHANGED, text="60 days."))
    assert [found.kind for found in compare(before, after)] == [
        ChangeKind.BROKE,
        ChangeKind.REWORDED,
        ChangeKind.MENDED,
    ]


def test_without_a_run_to_compare_with_nothing_has_changed() -> None:
    assert compare(None, a_run(an_outcome())) == ()


def test_cases_that_were_not_chosen_are_not_reported_gone() -> None:
    before = a_run(an_outcome("s#a"), an_outcome("s#b"), an_outcome("t#c"))
    after = a_run(an_outcome("s#a"))
    assert compare(before, after) == ()
    assert compare(before, after, known=frozenset({"s#a", "s#b"})) == ()


def test_a_case_that_its_suite_no_longer_has_is_gone() -> None:
    before = a_run(an_outcome("s#a"), an_outcome("s#b"), an_outcome("t#c"))
    found = compare(before, a_run(an_outcome("s#a")), known=frozenset({"s#a"}))
    assert [(entry.kind, entry.key) for entry in found] == [(ChangeKind.GONE, "s#b")]


def test_the_baseline_is_the_newest_complete_run_that_holds_the_whole_plan(tmp_path: Path) -> None:
    whole = keep(tmp_path, a_run(an_outcome("s#a"), an_outcome("s#b"), minute=1))
    keep(tmp_path, a_run(an_outcome("s#a"), minute=2))
    keep(tmp_path, a_run(an_outcome("s#a"), minute=3, plan=("s#a", "s#b")))
    keep(tmp_path, a_run(an_outcome("s#a", replayed=True), an_outcome("s#b"), minute=4))
    now = keep(tmp_path, a_run(an_outcome("s#b"), an_outcome("s#a"), minute=5))
    keep(tmp_path, a_run(an_outcome("s#a"), an_outcome("s#b"), minute=6))
    assert baseline(tmp_path, now) == whole


def test_without_such_a_run_the_newest_of_the_same_suite_serves(tmp_path: Path) -> None:
    keep(tmp_path, a_run(an_outcome("s#a"), minute=1))
    part = keep(tmp_path, a_run(an_outcome("s#b"), minute=2))
    keep(tmp_path, a_run(an_outcome("t#c"), minute=3))
    now = keep(tmp_path, a_run(an_outcome("s#a"), an_outcome("s#b"), minute=4))
    assert baseline(tmp_path, now) == part


def test_a_journal_with_a_broken_line_is_no_baseline(tmp_path: Path) -> None:
    good = keep(tmp_path, a_run(an_outcome("s#a"), minute=1))
    bad = keep(tmp_path, a_run(an_outcome("s#a"), minute=2))
    path = tmp_path / f"{bad.id}.jsonl"
    path.write_bytes(path.read_bytes().replace(b'{"outcome"', b'{"outgone"', 1))
    assert baseline(tmp_path, a_run(an_outcome("s#a"), minute=3)) == good


def test_a_first_run_has_no_baseline(tmp_path: Path) -> None:
    now = keep(tmp_path, a_run(an_outcome("s#a")))
    assert baseline(tmp_path, now) is None
    assert baseline(tmp_path / "missing", now) is None


def test_a_run_started_in_the_same_second_can_be_the_baseline(tmp_path: Path) -> None:
    first = keep(tmp_path, a_run(an_outcome("s#a"), token="ffffffff"))
    second = a_run(an_outcome("s#a"), token="00000000")
    assert baseline(tmp_path, replace(second, started_at=second.started_at + timedelta(microseconds=1))) == first


def test_a_golden_that_turns_out_stale_did_not_break() -> None:
    told = Triangle(culprit=Culprit.GOLDEN_STALE, reason="the article says so")
    stale = replace(an_outcome(kind=OutcomeKind.CHANGED, text="You have 14 days."), triangle=told)
    (change,) = compare(a_run(an_outcome()), a_run(stale, minute=1))
    assert change.kind is ChangeKind.GOLDEN_STALE
    wrong = replace(stale, triangle=replace(told, culprit=Culprit.ANSWER_WRONG))
    (change,) = compare(a_run(an_outcome()), a_run(wrong, minute=1))
    assert change.kind is ChangeKind.BROKE
