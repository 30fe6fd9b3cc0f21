"""What article, golden and answer say is shown with every wrong answer, in a few rows and as data."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regold.model import ChangeKind, Culprit, Outcome, OutcomeKind, Triangle
from regold.reports import failure_text, headline, review_text, run_json, summary_lines, triangle_sentence
from regold.reports.triangle import CULPRITS, triangle_rows, triangle_table, triangle_texts
from tests.reports.samples import EARLIER, GOLDEN, RERUN, WRONG, a_change, a_run, right_outcome, wrong_outcome

STALE = Triangle(
    culprit=Culprit.GOLDEN_STALE,
    reason="the article says 60 days as the answer does, the golden 30 days",
    article_says="You can return any item within 60 days.",
    golden_says=GOLDEN,
    answer_says=WRONG,
    article="kb/returns.md",
    proposed=WRONG,
)


def stale() -> Outcome:
    return replace(wrong_outcome(), triangle=STALE)


@pytest.mark.parametrize("culprit", Culprit)
def test_whoever_is_wrong_it_is_said_in_words(culprit: Culprit) -> None:
    assert triangle_sentence(replace(STALE, culprit=culprit)) == f"{CULPRITS[culprit]}: {STALE.reason}"


def test_a_failure_shows_what_each_of_the_three_says() -> None:
    wrong = replace(wrong_outcome(), triangle=replace(STALE, culprit=Culprit.ANSWER_WRONG, proposed=None))
    text = failure_text(wrong, rerun=RERUN, colour=False, width=100)
    assert "  the answer is wrong: the article says 60 days" in text
    assert "  article says      You can return any item within 60 days. (kb/returns.md)" in text
    assert f"  golden says       {GOLDEN}" in text
    assert f"  answer says       {WRONG}" in text
    assert "proposed" not in text


def test_without_articles_nothing_is_shown_of_them() -> None:
    assert triangle_rows(wrong_outcome(), width=100) == []
    assert "article" not in failure_text(wrong_outcome(), rerun=RERUN, colour=False, width=100)


def test_what_one_of_the_three_does_not_say_is_said() -> None:
    silent = Triangle(culprit=Culprit.CANNOT_TELL, reason="no article speaks of it")
    assert triangle_texts(silent)[0] == ("article says", "(nothing of it)")


def test_a_stale_golden_is_the_headline_and_its_replacement_is_proposed() -> None:
    assert headline(stale()) == f"returns/return-window: golden to review: {STALE.reason}"
    assert f"proposed golden   {WRONG}" in review_text(
        stale(), title="1 to review", turns=(0,), colour=False, width=100
    )


def test_the_closing_lines_tell_a_stale_golden_from_a_wrong_answer() -> None:
    change = a_change(ChangeKind.GOLDEN_STALE, right_outcome(), stale())
    for changes, baseline in (((change,), EARLIER), ((), None)):
        lines = summary_lines(a_run(stale()), changes, baseline)
        assert any("golden to review: the article says 60 days" in line for line in lines)
        assert any(f"proposed golden: {WRONG}" in line for line in lines)
        assert not any("wrong:" in line for line in lines)


def test_a_wrong_answer_that_is_undecided_or_spared_is_never_called_stale() -> None:
    assert not replace(stale(), kind=OutcomeKind.SUSPECT).golden_stale
    assert not replace(stale(), kind=OutcomeKind.PASSED).golden_stale


def test_programs_get_all_of_it() -> None:
    (told,) = json.loads(run_json(a_run(stale()), ()))["outcomes"]
    assert told["triangle"] == triangle_table(STALE)
    assert told["triangle"]["culprit"] == "golden_stale"
    (none,) = json.loads(run_json(a_run(wrong_outcome()), ()))["outcomes"]
    assert none["triangle"] is None


TEXTS = st.text(max_size=400)


@given(TEXTS, TEXTS, TEXTS, TEXTS, st.sampled_from(Culprit), st.integers(20, 140))
@settings(max_examples=50, deadline=None)
def test_whatever_is_said_the_rows_are_few_and_act_on_no_terminal(
    reason: str, article: str, golden: str, proposed: str, culprit: Culprit, width: int
) -> None:
    told = Triangle(culprit=culprit, reason=reason, article_says=article, golden_says=golden, proposed=proposed)
    rows = triangle_rows(replace(wrong_outcome(), triangle=told), width=max(60, width))
    assert len(rows) <= 10
    assert all(line.isprintable() for line in rows)
