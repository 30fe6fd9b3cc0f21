"""Decisions and first answers are kept as they were made, and say what a judge can learn from them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regold.errors import HistoryError
from regold.history import Decision, Proposal, Proposals, Review, Reviews, new_run_id, proposals, reviews
from regold.history.reviews import FOLDER
from regold.model import Answer, Finding
from tests.history.samples import NINE, a_case

QUERY = "How long do I have to return an item?"


def a_review(decision: Decision = Decision.REJECTED, *, judged_good: bool = False, answer: str = "60 days.") -> Review:
    return Review(
        at=NINE,
        run="20261123T080000Z-00000001",
        case="returns#return-window",
        decision=decision,
        turn=0,
        queries=(QUERY,),
        goldens=(("You have 30 days.",),),
        answers=(answer,),
        judged_good=judged_good,
    )


def name(minute: int) -> str:
    return new_run_id(NINE + timedelta(minutes=minute), f"{minute:08x}")


def test_decisions_are_read_back_with_the_oldest_sitting_first(tmp_path: Path) -> None:
    later, earlier = Reviews(tmp_path, name(2)), Reviews(tmp_path, name(1))
    later.add(a_review(Decision.ADDED))
    earlier.add(a_review())
    earlier.add(replace(a_review(), turn=1, goldens=((), ("a", "b"))))
    assert list(reviews(tmp_path)) == [
        a_review(),
        replace(a_review(), turn=1, goldens=((), ("a", "b"))),
        a_review(Decision.ADDED),
    ]


@given(st.text(st.characters()))
def test_any_answer_is_kept_as_it_was(tmp_path_factory: pytest.TempPathFactory, answer: str) -> None:
    folder = tmp_path_factory.mktemp("any")
    Reviews(folder, name(1)).add(a_review(answer=answer))
    assert [review.answers for review in reviews(folder)] == [(answer,)]


def test_a_decision_that_is_not_whole_is_told_with_its_line(tmp_path: Path) -> None:
    Reviews(tmp_path, name(1)).add(a_review())
    path = next((tmp_path / FOLDER).iterdir())
    path.write_text(path.read_text().replace('"rejected"', '"thrown out"'))
    with pytest.raises(HistoryError, match=r"jsonl:2\.decision: one of accepted, added, kept"):
        list(reviews(tmp_path))
    path.write_text(path.read_text().replace('"thrown out"', '"rejected"').replace("+00:00", ""))
    with pytest.raises(HistoryError, match="a time with its zone wanted"):
        list(reviews(tmp_path))


@pytest.mark.parametrize(
    ("decision", "judged_good", "good"),
    [
        (Decision.ADDED, False, True),
        (Decision.KEPT, True, True),
        (Decision.REJECTED, True, False),
        (Decision.INCIDENT, False, False),
        (Decision.ACCEPTED, True, True),
        (Decision.ACCEPTED, False, None),
    ],
)
def test_a_decision_says_whether_the_answer_is_as_good_as_the_goldens_were(
    decision: Decision, judged_good: bool, good: bool | None
) -> None:
    assert a_review(decision, judged_good=judged_good).good is good


def test_a_first_golden_says_nothing_about_an_answer_beside_a_golden() -> None:
    assert replace(a_review(Decision.ACCEPTED, judged_good=True), goldens=((),)).good is None


def test_the_newest_proposal_of_a_case_counts(tmp_path: Path) -> None:
    old = Proposal(
        at=NINE,
        recording=name(1),
        case=a_case(),
        answers=(Answer(text="a"), Answer(text="b", latency=1.5)),
        proposed=1,
        agreeing=1,
        findings=(Finding(check="contains", supports=False, message="no 30 days"),),
    )
    new = replace(old, at=NINE + timedelta(minutes=5), proposed=0, agreeing=2)
    Proposals(tmp_path, name(5)).add(new)
    Proposals(tmp_path, name(1)).add(old)
    Proposals(tmp_path, name(9)).add(replace(old, case=a_case("returns#other")))
    assert proposals(tmp_path) == {
        "returns#return-window": new,
        "returns#other": replace(old, case=a_case("returns#other")),
    }
    assert new.answer == Answer(text="a")
