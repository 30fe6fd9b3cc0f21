"""The closing lines of a run: what changed is told first, then the counts, never a share."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from regold.model import ChangeKind, FaultKind, Outcome, OutcomeKind, Severity
from regold.reports import summary_lines
from tests.history.strategies import outcomes as any_outcomes
from tests.reports.samples import (
    BROKE,
    EARLIER,
    a_case,
    a_change,
    a_run,
    right_outcome,
    trouble,
    wrong_outcome,
)


def test_what_changed_is_told_first() -> None:
    run = a_run(right_outcome("gift-card"), wrong_outcome(), right_outcome("address", "Thirty days."))
    changes = (BROKE, a_change(ChangeKind.REWORDED, right_outcome("address"), run.outcomes[2]))
    assert summary_lines(run, changes, EARLIER) == [
        "changed since 20261122T090000Z-00000009:",
        "  broke: returns/return-window: the golden says 30 days, the answer says 60 days",
        "  reworded, still right (1): returns/address",
        "1 changed, 2 passed, of 3 planned",
    ]


def test_a_run_like_the_last_one_says_so() -> None:
    assert summary_lines(a_run(right_outcome()), (), EARLIER) == [
        "nothing changed since 20261122T090000Z-00000009",
        "1 passed, of 1 planned",
    ]


def test_a_first_run_has_nothing_to_compare_with_and_tells_what_is_wrong() -> None:
    assert summary_lines(a_run(wrong_outcome()), (), None) == [
        "nothing to compare with: no earlier complete run of these suites",
        "  wrong: returns/return-window: the golden says 30 days, the answer says 60 days",
        "1 changed, of 1 planned",
    ]


def test_an_answer_that_stays_wrong_in_the_same_words_is_still_told() -> None:
    assert summary_lines(a_run(wrong_outcome()), (), EARLIER)[1].startswith("  wrong: returns/return-window:")


def test_what_else_differs_from_the_last_run_is_named() -> None:
    lines = summary_lines(a_run(right_outcome(), judge="2"), (), EARLIER)
    assert lines[0] == "nothing changed since 20261122T090000Z-00000009 (different from then: judge 1 -> 2)"


def test_remarks_stand_between_what_changed_and_the_counts_without_acting() -> None:
    lines = summary_lines(a_run(right_outcome()), (), EARLIER, ["slides: returns", "::error::\x1b[31m"])
    assert lines[1] == "slides: returns"
    assert lines[2].isprintable()
    assert not lines[2].startswith("::")
    assert lines[3] == "1 passed, of 1 planned"


def test_endpoint_errors_are_folded_by_kind() -> None:
    refused = trouble("d", FaultKind.REFUSED, "nothing listens on 127.0.0.1:9")
    skipped = trouble("e", FaultKind.BREAKER, "10 endpoint errors in a row")
    run = a_run(trouble("a"), trouble("b"), refused, skipped, planned=6)
    assert summary_lines(run, (), None)[1:] == [
        "2 x endpoint error (timeout): no answer within 30 s",
        "1 x endpoint error (refused): nothing listens on 127.0.0.1:9",
        "1 x not asked (breaker): 10 endpoint errors in a row",
        "3 error, 1 not run, 2 not reached, of 6 planned",
    ]


def test_new_cases_that_are_wrong_are_counted_and_told() -> None:
    run = a_run(wrong_outcome("new"), right_outcome("fine"))
    changes = tuple(a_change(ChangeKind.NEW, None, outcome) for outcome in run.outcomes)
    assert summary_lines(run, changes, EARLIER)[1:3] == [
        "  new (2, 1 of them wrong): returns/new, returns/fine",
        "  wrong: returns/new: the golden says 30 days, the answer says 60 days",
    ]


def test_the_most_severe_comes_first_and_many_are_only_counted() -> None:
    mild = [wrong_outcome(f"c{number}", severity=Severity.LOW) for number in range(12)]
    grave = wrong_outcome("grave", severity=Severity.CRITICAL)
    changes = tuple(a_change(ChangeKind.BROKE, right_outcome(), outcome) for outcome in (*mild, grave))
    lines = summary_lines(a_run(*mild, grave), changes, EARLIER)
    assert lines[1].startswith("  broke: returns/grave:")
    assert lines[11:] == ["  … and 3 more broke", "13 changed, of 13 planned"]


def test_slow_answers_are_named() -> None:
    run = a_run(right_outcome("a", latency=3.5), right_outcome("b", latency=12), right_outcome("c"))
    assert summary_lines(run, (), None)[-1] == "slowest: returns/b 12.0 s, returns/a 3.5 s"


def test_a_run_without_outcomes_can_be_told() -> None:
    assert summary_lines(a_run(planned=3), (), None)[-1] == "3 not reached, of 3 planned"


def test_gone_cases_are_named() -> None:
    gone = a_change(ChangeKind.GONE, right_outcome("old"), None)
    assert "  gone (1): returns/old" in summary_lines(a_run(), (gone,), EARLIER)


@settings(max_examples=50, deadline=None)
@given(st.lists(any_outcomes, max_size=6), st.sampled_from(ChangeKind))
def test_whatever_was_found_no_line_acts_and_no_share_is_shown(found: list[Outcome], kind: ChangeKind) -> None:
    changes = tuple(a_change(kind, None, outcome) for outcome in found)
    for line in summary_lines(a_run(*found), changes, EARLIER):
        assert line.isprintable()
        assert not line.lstrip().startswith("::")
        assert "##[" not in line


def test_all_right_is_never_a_hundred_percent() -> None:
    run = a_run(*(Outcome(case=a_case(f"c{n}"), kind=OutcomeKind.PASSED) for n in range(5)))
    assert "%" not in "".join(summary_lines(run, (), None))
