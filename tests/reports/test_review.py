"""The screen on which a person decides about an answer."""

from __future__ import annotations

from dataclasses import replace

import pytest

from regold.model import Answer, Case, Finding, Outcome, OutcomeKind, Place, Span, Turn, Verdict
from regold.reports import review_text

PLACE = Place(path="suites/shop.gold.yaml", line=8)
CASE = Case(
    id="window",
    suite="shop",
    owner="support",
    place=PLACE,
    turns=(Turn(query="How long do I have?", golden=("You have 30 days.",)),),
)
TALK = replace(CASE, turns=(Turn(query="cancel", golden=("Which?",)), Turn(query="Pro", record=True)))


def an_outcome(kind: OutcomeKind, text: str, *findings: Finding, case: Case = CASE) -> Outcome:
    right = kind is OutcomeKind.PASSED
    verdict = Verdict(accepted=right, score=float(right), findings=findings, goldens=("You have 30 days.",))
    return Outcome(case=case, kind=kind, answer=Answer(text=text), verdict=verdict)


def shown(
    outcome: Outcome, before: Outcome | None = None, *, colour: bool = False, turns: tuple[int, ...] = (0,)
) -> str:
    return review_text(outcome, title="2 to review, wrong answer", turns=turns, before=before, colour=colour, width=80)


def test_a_wrong_answer_stands_below_its_golden_with_the_findings() -> None:
    found = Finding(
        check="fact",
        supports=False,
        message="30 days, not 14",
        golden_spans=(Span(start=9, end=16),),
        answer_spans=(Span(start=9, end=16),),
    )
    assert shown(an_outcome(OutcomeKind.CHANGED, "You have 14 days.", found)).splitlines() == [
        "2 to review, wrong answer: shop/window",
        "suites/shop.gold.yaml:8 (medium, owner support)",
        "",
        "  question  How long do I have?",
        "  golden    You have [-30 days.-]",
        "  answer    You have {+14 days.+}",
        "",
        "  ✗ fact: 30 days, not 14",
    ]


def test_an_accepted_answer_stands_below_what_was_said_before_and_the_difference_is_marked() -> None:
    before = an_outcome(OutcomeKind.PASSED, "You have 30 days.")
    after = an_outcome(OutcomeKind.PASSED, "You have 30 days, in December 60.")
    text = shown(after, before)
    assert "  golden    You have 30 days.\n  it said   You have 30 days.\n" in text
    assert "{+in December 60.+}" in text
    assert "\x1b[1;31min December 60." in shown(after, before, colour=True)


def test_a_first_answer_stands_alone_with_the_turns_that_led_to_it() -> None:
    outcome = an_outcome(OutcomeKind.NOT_RUN, "", case=TALK)
    outcome = replace(outcome, answer=Answer(text="Done.", earlier=(Answer(text="Which?"),)))
    text = shown(outcome, turns=(1,))
    assert "  customer  cancel\n  endpoint  Which?\n  question  Pro\n  answer    Done." in text


@pytest.mark.parametrize("hostile", ["\x1b[2Jgone", "a\u202eb", "::error::x", "\x00", "x" * 100_000, " "])
def test_no_answer_acts_on_the_terminal_or_fills_it(hostile: str) -> None:
    before = an_outcome(OutcomeKind.PASSED, f"{hostile} old")
    for outcome in (an_outcome(OutcomeKind.CHANGED, hostile), an_outcome(OutcomeKind.PASSED, hostile)):
        text = shown(outcome, before)
        assert not {"\x1b", "\u202e", "\x00"} & set(text)
        assert not any(line.lstrip().startswith("::") for line in text.splitlines())
        assert len(text.splitlines()) <= 30
        assert max(map(len, text.splitlines())) <= 80
