"""Cases whose first answer was wrong: asked again in rounds until it is decided what became of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import log

import pytest

from regold.config import GateSettings
from regold.history import Usual
from regold.model import (
    Answer,
    Ask,
    Case,
    EndpointError,
    Fault,
    FaultKind,
    NotRunError,
    Outcome,
    OutcomeKind,
    Quarantine,
    Verdict,
)
from regold.session.settling import settle
from tests.history.samples import a_case

STEADY = Usual(wrong=1, asks=61)
TODAY = "2026-11-23"
DEFAULT = GateSettings()
DOWN = EndpointError(Fault(kind=FaultKind.TIMEOUT, message="silent"))
STOPPED = NotRunError(Fault(kind=FaultKind.BREAKER, message="no more"))


def undecided(key: str = "s#a", quarantine: Quarantine | None = None) -> Outcome:
    first = Answer(text="wrong 1")
    return Outcome(
        case=replace(a_case(key), quarantine=quarantine),
        kind=OutcomeKind.SUSPECT,
        answer=first,
        verdict=Verdict(accepted=False, score=0.1),
        asks=(Ask(answer=first, accepted=False),),
    )


class Endpoint:
    """Gives the answers it was told to by case, w for wrong, r for right, or raises; remembers what it was asked."""

    def __init__(self, answers: Mapping[str, Sequence[str | Exception]]) -> None:
        self._left = {key: iter(said) for key, said in answers.items()}
        self.asked: list[str] = []
        self.rounds: list[list[str]] = []

    def ask(self, case: Case) -> Ask:
        self.asked.append(case.key)
        said = next(self._left[case.key])
        if isinstance(said, Exception):
            raise said
        return Ask(answer=Answer(text=f"{said} {len(self.asked) + 1}"), accepted=said == "r")

    def begin(self, cases: Sequence[Case]) -> None:
        self.rounds.append([case.key for case in cases])


def settled(
    answers: Sequence[str | Exception],
    *,
    usual: Usual = STEADY,
    settings: GateSettings = DEFAULT,
    first: Outcome | None = None,
) -> Outcome:
    first = first or undecided()
    endpoint = Endpoint({first.case.key: answers})
    (outcome,) = settle([first], {first.case.key: usual}, settings, today=TODAY, ask=endpoint.ask, begin=endpoint.begin)
    return outcome


def test_a_steady_case_that_is_wrong_three_times_has_changed() -> None:
    outcome = settled("ww")
    assert outcome.kind is OutcomeKind.CHANGED
    assert [ask.accepted for ask in outcome.asks] == [False, False, False]
    assert outcome.evidence is not None
    assert outcome.evidence.odds == pytest.approx(8**3)


def test_one_wrong_answer_among_right_ones_is_noise() -> None:
    outcome = settled("rrrrr")
    assert outcome.kind is OutcomeKind.FLAKY
    assert len(outcome.asks) == 6
    assert outcome.evidence is not None
    assert outcome.evidence.odds == 1


def test_what_is_not_decided_by_the_last_answer_is_suspect() -> None:
    outcome = settled("wrrrrwrrr" + "never asked")
    assert outcome.kind is OutcomeKind.SUSPECT
    assert len(outcome.asks) == 10


def test_the_settings_say_how_much_evidence_is_enough_and_how_often_is_asked() -> None:
    assert settled("w", settings=GateSettings(evidence=60)).kind is OutcomeKind.CHANGED
    assert len(settled("wrw", settings=GateSettings(max_asks=4)).asks) == 4


def test_the_first_answer_and_its_verdict_stay_what_they_were() -> None:
    outcome = settled("ww")
    assert outcome.answer == undecided().answer
    assert outcome.verdict == undecided().verdict
    assert outcome.asks[0].answer == outcome.answer


def test_the_evidence_names_what_is_usual() -> None:
    outcome = settled("ww", usual=Usual(wrong=2, asks=50, since="20260512T060000Z-00000000", evidence=log(9)))
    assert outcome.evidence is not None
    assert (outcome.evidence.usual_wrong, outcome.evidence.usual_asks) == (2, 50)
    assert outcome.evidence.since == "20260512T060000Z-00000000"
    assert outcome.evidence.odds > 8**3


def test_what_earlier_runs_left_can_decide_with_the_first_answer() -> None:
    outcome = settled("", usual=Usual(wrong=1, asks=61, evidence=log(100)))
    assert outcome.kind is OutcomeKind.CHANGED
    assert len(outcome.asks) == 1


def test_an_endpoint_error_is_no_answer_and_the_next_one_counts() -> None:
    outcome = settled([DOWN, "w", DOWN, "w"])
    assert outcome.kind is OutcomeKind.CHANGED
    assert len(outcome.asks) == 3


def test_endpoint_errors_alone_leave_a_suspect_and_end() -> None:
    outcome = settled([DOWN] * 9)
    assert outcome.kind is OutcomeKind.SUSPECT
    assert len(outcome.asks) == 1


def test_a_case_that_is_not_asked_any_more_is_suspect_at_once() -> None:
    outcome = settled(["w", STOPPED])
    assert outcome.kind is OutcomeKind.SUSPECT
    assert len(outcome.asks) == 2


def test_an_unstable_case_is_marked() -> None:
    outcome = settled("wrwrwrwrw", usual=Usual(wrong=30, asks=60))
    assert outcome.evidence is not None
    assert outcome.evidence.unstable


@pytest.mark.parametrize(
    ("until", "kind"), [("2026-11-23", OutcomeKind.KNOWN_FAILURE), ("2026-11-22", OutcomeKind.CHANGED)]
)
def test_a_quarantine_holds_on_its_last_day_and_not_after_it(until: str, kind: OutcomeKind) -> None:
    first = undecided(quarantine=Quarantine(owner="o", reason="r", until=until))
    assert settled("ww", first=first).kind is kind
    assert settled("rrrrr", first=first).kind is OutcomeKind.FLAKY


def test_each_round_asks_every_open_case_once_so_that_the_answers_of_one_lie_apart() -> None:
    endpoint = Endpoint({"s#a": "ww", "s#b": "rrrrr", "s#c": "ww"})
    wrong = [undecided(key) for key in ("s#a", "s#b", "s#c")]

    outcomes = settle(
        wrong,
        dict.fromkeys(("s#a", "s#b", "s#c"), STEADY),
        GateSettings(),
        today=TODAY,
        ask=endpoint.ask,
        begin=endpoint.begin,
    )

    assert endpoint.rounds == [["s#a", "s#b", "s#c"]] * 2 + [["s#b"]] * 3
    assert endpoint.asked[:6] == ["s#a", "s#b", "s#c"] * 2
    assert [outcome.case.key for outcome in outcomes] == ["s#a", "s#b", "s#c"]
    assert [outcome.kind for outcome in outcomes] == [OutcomeKind.CHANGED, OutcomeKind.FLAKY, OutcomeKind.CHANGED]


def test_answers_that_were_given_before_are_not_asked_for_again() -> None:
    half = replace(undecided(), asks=(*undecided().asks, Ask(answer=Answer(text="w"), accepted=False)))
    outcome = settled("w", first=half)
    assert outcome.kind is OutcomeKind.CHANGED
    assert len(outcome.asks) == 3


def test_a_bug_met_on_the_way_is_not_hidden() -> None:
    with pytest.raises(ZeroDivisionError):
        settled([ZeroDivisionError()])
