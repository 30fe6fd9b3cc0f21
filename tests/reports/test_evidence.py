"""What several answers of one case say, in words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regold.model import Outcome, OutcomeKind, Quarantine
from regold.reports import failure_text, markdown, sentence, share, summary_lines
from regold.reports.evidence import odds
from tests.history.strategies import outcomes as any_outcomes
from tests.reports.samples import RERUN, a_run, right_outcome, weighed, wrong_outcome

CHANGED, FLAKY, SUSPECT = OutcomeKind.CHANGED, OutcomeKind.FLAKY, OutcomeKind.SUSPECT
SENTENCE = (
    "wrong 3 of 4 (usually 1 of 61). Evidence 2 600 : 1 that the answer changed. "
    "First seen 12 May 2026, run 20260512T060000Z-1a2b3c4d."
)


def with_evidence(outcome: Outcome, **changed: object) -> Outcome:
    assert outcome.evidence is not None
    return replace(outcome, evidence=replace(outcome.evidence, **changed))  # type: ignore[arg-type]


def test_a_changed_case_says_how_often_it_was_wrong_how_sure_that_is_and_since_when() -> None:
    assert sentence(weighed()) == SENTENCE


def test_a_new_case_says_that_nothing_is_usual_of_it_yet() -> None:
    new = with_evidence(weighed(usual=(0, 0)), since=None)
    assert sentence(new).startswith("wrong 3 of 4 (new: what is usual of it is not known yet). ")
    assert sentence(new).endswith(" First seen in this run.")


def test_a_flaky_case_says_that_there_is_no_evidence() -> None:
    told = "wrong 1 of 6 (usually 1 of 61). No evidence that the answer changed."
    assert sentence(weighed(FLAKY, "wrrrrr", odds=1)) == told


def test_a_suspect_case_says_that_it_is_too_little() -> None:
    assert "Evidence 90 : 1 that the answer changed, too little to tell." in sentence(weighed(SUSPECT, odds=90))


def test_an_unstable_case_says_that_it_is_to_be_repaired() -> None:
    assert sentence(with_evidence(weighed(SUSPECT), unstable=True)).endswith("it is to be repaired.")


def test_a_case_that_was_asked_once_says_nothing_of_it() -> None:
    assert sentence(wrong_outcome()) == ""
    assert sentence(right_outcome()) == ""
    assert sentence(replace(wrong_outcome(), kind=SUSPECT)).startswith("wrong once, and the run ended")


@pytest.mark.parametrize("since", ["", "yesterday", "20261399T000000Z-00000000"])
def test_a_run_whose_name_holds_no_day_is_named_all_the_same(since: str) -> None:
    assert sentence(with_evidence(weighed(), since=since)).endswith(f"First seen in run {since}.")


@pytest.mark.parametrize(
    ("value", "told"),
    [(1, "1"), (8.4, "8"), (99.6, "100"), (512, "510"), (2586.3, "2 600"), (12_345_678, "12 000 000")],
)
def test_odds_are_told_with_two_digits_that_count(value: float, told: str) -> None:
    assert odds(value) == f"{told} : 1"


@pytest.mark.parametrize(
    ("count", "of", "told"),
    [
        (5, 5, "5 of 5, at least 57 %"),
        (0, 20, "0 of 20, at most 16 %"),
        (1, 6, "1 of 6, 3 to 56 %"),
        (12, 30, "12 of 30, 25 to 58 %"),
        (0, 0, "0 of 0"),
    ],
)
def test_a_share_is_told_with_what_it_may_be_in_truth(count: int, of: int, told: str) -> None:
    assert share(count, of) == told


@given(st.integers(0, 500), st.integers(1, 500))
def test_no_share_is_ever_all_or_nothing(count: int, of: int) -> None:
    told = share(min(count, of), of)
    assert "100 %" not in told.replace("at most 100 %", "")
    assert "at least 0 %" not in told


@given(any_outcomes)
def test_whatever_was_weighed_it_can_be_told_on_one_line(outcome: Outcome) -> None:
    (line,) = summary_lines(a_run(outcome), (), None)[-1:]
    assert "\n" not in line
    assert sentence(outcome) == "" or sentence(outcome).endswith(".")


def test_the_sentence_stands_below_the_headline_of_a_failure() -> None:
    lines = failure_text(weighed(), rerun=RERUN, colour=False, width=200).splitlines()
    assert lines[1] == SENTENCE


def test_the_sentence_stands_in_the_summary_and_on_the_page() -> None:
    assert f"    {SENTENCE}" in summary_lines(a_run(weighed()), (), None)
    assert SENTENCE in markdown(a_run(weighed()), (), None)


def test_what_is_not_settled_is_told_kind_by_kind() -> None:
    quarantine = Quarantine(owner="kb-team", reason="being mended", until="2026-12-31")
    over = replace(quarantine, until="2026-11-22")
    known, again = wrong_outcome("known"), right_outcome("again")
    run = a_run(
        with_evidence(weighed(SUSPECT, odds=90, usual=(12, 30)), unstable=True),
        replace(weighed(FLAKY, "wrrrrr", odds=1), case=replace(wrong_outcome("shaky").case)),
        replace(known, kind=OutcomeKind.KNOWN_FAILURE, case=replace(known.case, quarantine=quarantine)),
        replace(again, case=replace(again.case, quarantine=over)),
    )
    lines = [line for line in summary_lines(run, (), None) if line.startswith("  ")]
    assert [line.partition(":")[0].strip() for line in lines] == [
        "suspect",
        "flaky",
        "unstable, to be repaired",
        "known failure",
        "quarantine is over, it counts again",
    ]
    assert lines[2].endswith("returns/return-window, usually wrong 12 of 30, 25 to 58 %")
    assert lines[3].endswith("returns/known, quarantined until 2026-12-31 by kb-team: being mended")
    assert "<summary>5 unsteady or in quarantine</summary>" in markdown(run, (), None)
    assert markdown(run, (), None).startswith("# No answer changed, 2 unsteady\n")


def test_of_many_unsettled_cases_the_rest_is_counted() -> None:
    flaky = [replace(weighed(FLAKY), case=wrong_outcome(f"c{number}").case) for number in range(12)]
    lines = summary_lines(a_run(*flaky), (), None)
    assert "  … and 2 more flaky" in lines
