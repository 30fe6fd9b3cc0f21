"""What a judge is shown for a draft, and what is made of its verdicts, whatever they are."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import cast

from regold.incidents.conversion import Draft, Shown, drafted
from regold.judge import Judge
from regold.model import Answer, Case, Finding, Span, Verdict, Zone
from regold.session.proving import case_of, catches, tried
from tests.incidents.making import BAD, GOOD, incident


@dataclass
class Saying:
    """A judge that finds the golden itself right and all else wrong, for these words of it."""

    about: str = "60 days"
    seen: list[str] = field(default_factory=list)

    def evaluate(self, _: Case, answer: Answer) -> Verdict:
        self.seen.append(answer.text)
        if GOOD in answer.text or "thirty" in answer.text:
            return Verdict(accepted=True, score=1.0, findings=(Finding(check="x", supports=True, message="alike"),))
        start = answer.text.find(self.about)
        spans = (Span(start=start, end=start + len(self.about)),) if start >= 0 else ()
        wrong = Finding(check="x", supports=False, message="wrong", answer_spans=spans)
        return Verdict(accepted=False, score=0.0, findings=(wrong,))


def draft() -> Draft:
    found = drafted(incident())
    assert found is not None
    return found


def test_both_answers_are_shown_as_recorded_and_reworded() -> None:
    judge = Saying()
    trials = tried(cast("Judge", judge), case_of(draft(), "x"), draft())
    assert [(one.shown, one.zone) for one in trials if one.wording == "as recorded"] == [
        (Shown.BAD, Zone.REJECTED),
        (Shown.CORRECTED, Zone.ACCEPTED),
    ]
    assert {BAD, GOOD, f"Thanks for asking! {BAD}"} <= set(judge.seen)
    assert all(one.touches for one in trials)
    assert {one.why for one in trials} == {"wrong", "alike"}


def test_a_finding_about_other_words_does_not_touch_what_was_wrong() -> None:
    recorded = tried(cast("Judge", Saying(about="full refund")), case_of(draft(), "x"), draft())[0]
    assert (recorded.shown, recorded.touches) == (Shown.BAD, False)


def test_a_finding_about_no_words_at_all_may_be_about_what_was_wrong() -> None:
    recorded = tried(cast("Judge", Saying(about="nowhere")), case_of(draft(), "x"), draft())[0]
    assert recorded.touches


def test_without_both_answers_nothing_is_shown() -> None:
    judge = Saying()
    assert tried(cast("Judge", judge), case_of(draft(), "x"), replace(draft(), golden=None)) == ()
    assert tried(cast("Judge", judge), case_of(draft(), "x"), replace(draft(), bad="")) == ()
    assert judge.seen == []


def test_a_case_catches_it_when_it_tells_the_two_apart() -> None:
    assert catches(cast("Judge", Saying()), case_of(draft(), "x"), draft())


def test_the_case_of_a_draft_bears_the_incidents_link_and_its_wrong_statements() -> None:
    case = case_of(draft(), "suites/incidents/x.gold.yaml")
    assert case.key == "incidents#INC-2026-0001"
    assert case.provenance is not None
    assert (case.provenance.url, case.provenance.wrong_claims) == ("https://github.com/acme/support/issues/9", (BAD,))
