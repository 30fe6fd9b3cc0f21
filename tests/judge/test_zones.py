from __future__ import annotations

import pytest

from regold.judge.comparison import Comparison
from regold.judge.settings import Strictness
from regold.judge.zones import Thresholds, decide
from regold.model import Finding, Severity, Span

AGREES = Finding(check="fact", supports=True, message="the facts agree")
DOUBT = Finding(
    check="added",
    supports=False,
    message="the answer adds a word",
    golden_spans=(Span(start=0, end=3),),
    answer_spans=(Span(start=4, end=9),),
)
WEAKER = Finding(check="words", supports=False, message="other words")
NEEDED = Thresholds.of(Strictness.NORMAL, Severity.MEDIUM)


def compared(probability: float, *findings: Finding, refuted: bool = False) -> Comparison:
    return Comparison(golden="one", probability=probability, findings=findings, refuted=refuted)


@pytest.mark.parametrize("severity", Severity)
def test_a_stricter_setting_asks_for_more(severity: Severity) -> None:
    lenient, normal, strict = (Thresholds.of(strictness, severity) for strictness in Strictness)

    assert lenient.accept < normal.accept < strict.accept
    assert lenient.reject < normal.reject < strict.reject


@pytest.mark.parametrize("strictness", Strictness)
def test_a_graver_case_asks_for_more(strictness: Strictness) -> None:
    grave = [Severity.LOW, Severity.MEDIUM, Severity.HIGH, Severity.CRITICAL]
    needed = [Thresholds.of(strictness, severity) for severity in grave]

    assert [one.accept for one in needed] == sorted({one.accept for one in needed})
    assert [one.reject for one in needed] == sorted({one.reject for one in needed})


@pytest.mark.parametrize("strictness", Strictness)
@pytest.mark.parametrize("severity", Severity)
def test_every_case_has_all_three_zones(strictness: Strictness, severity: Severity) -> None:
    needed = Thresholds.of(strictness, severity)

    assert 0 < needed.reject < needed.accept < 1


def test_strict_asks_of_a_medium_case_what_normal_asks_of_a_high_one() -> None:
    assert Thresholds.of(Strictness.STRICT, Severity.MEDIUM) == Thresholds.of(Strictness.NORMAL, Severity.HIGH)


def test_a_probability_at_the_upper_threshold_is_accepted_and_one_under_it_is_unsure() -> None:
    assert decide(compared(NEEDED.accept, AGREES), NEEDED).accepted

    under = decide(compared(NEEDED.accept - 0.001, DOUBT), NEEDED)
    assert under.unsure
    assert not under.accepted


def test_a_probability_at_the_lower_threshold_is_unsure_and_one_under_it_is_rejected() -> None:
    assert decide(compared(NEEDED.reject, DOUBT), NEEDED).unsure

    under = decide(compared(NEEDED.reject - 0.001, DOUBT), NEEDED)
    assert not under.unsure
    assert not under.accepted


@pytest.mark.parametrize("probability", [0.0, 0.4, 1.0])
def test_what_is_refuted_is_rejected_whatever_its_probability(probability: float) -> None:
    decided = decide(compared(probability, DOUBT, refuted=True), NEEDED)

    assert not decided.accepted
    assert not decided.unsure


def test_an_unsure_verdict_begins_with_its_strongest_doubt_and_the_words_of_it() -> None:
    first, *others = decide(compared(0.4, AGREES, DOUBT, WEAKER), NEEDED).findings

    assert first.check == "unsure"
    assert first.message.endswith(DOUBT.message)
    assert (first.golden_spans, first.answer_spans) == (DOUBT.golden_spans, DOUBT.answer_spans)
    assert others == [DOUBT, WEAKER, AGREES]


def test_an_accepted_answer_is_told_what_speaks_for_it_first() -> None:
    assert decide(compared(0.9, DOUBT, AGREES), NEEDED).findings == (AGREES, DOUBT)
