from __future__ import annotations

import pytest

from regold.judge.expectations import unmet
from regold.model import Answer, Expect, Finding, Turn


def findings(expect: Expect, answer: Answer, golden: tuple[str, ...] = ("Yes.",)) -> tuple[Finding, ...]:
    return unmet(Turn(query="q", golden=golden, expect=expect), answer)


def message(expect: Expect, answer: Answer) -> str:
    (found,) = findings(expect, answer)
    assert not found.supports
    return found.message


@pytest.mark.parametrize(
    ("expect", "answer"),
    [
        (Expect(contains=("30 days",)), Answer(text="You have **30\u00a0Days**.")),
        (Expect(contains=("https://a.com/r",)), Answer(text="See [returns](https://a.com/r).")),
        (Expect(excludes=("fee",)), Answer(text="It is free.")),
        (Expect(matches=(r"\b\d{2} days",)), Answer(text="You have 30 days.")),
        (Expect(sources=("a",)), Answer(text="x", sources=("b", "a"))),
        (Expect(min_confidence=0.6), Answer(text="x", confidence=0.6)),
        (Expect(max_latency=8), Answer(text="x", latency=8.0)),
        (Expect(handoff=True), Answer(text="x", handoff=True)),
        (Expect(handoff=False), Answer(text="x", handoff=False)),
        (Expect(), Answer(text="x", handoff=None)),
    ],
)
def test_a_condition_that_is_met_says_nothing(expect: Expect, answer: Answer) -> None:
    assert findings(expect, answer) == ()


@pytest.mark.parametrize(
    ("expect", "answer", "said"),
    [
        (Expect(contains=("30 days",)), Answer(text="60 days"), 'must hold "30 days"'),
        (Expect(excludes=("fee",)), Answer(text="A FEE is due"), 'must not hold "fee"'),
        (Expect(matches=("^No",)), Answer(text="Yes"), "must match ^No"),
        (Expect(sources=("a", "b")), Answer(text="x", sources=("a",)), "must come from b; it names a"),
        (Expect(sources=("a",)), Answer(text="x", sources=()), "it names none"),
        (Expect(sources=("a",)), Answer(text="x"), "set `sources` in [tool.regold.target]"),
        (Expect(min_confidence=0.6), Answer(text="x", confidence=0.5), "is 0.5 and must be at least 0.6"),
        (Expect(min_confidence=0.6), Answer(text="x", confidence=float("nan")), "must be at least 0.6"),
        (Expect(min_confidence=0.6), Answer(text="x"), "set `confidence` in [tool.regold.target]"),
        (Expect(max_latency=2), Answer(text="x", latency=2.5), "took 2.5 s and may take 2 s"),
        (Expect(handoff=True), Answer(text="x", handoff=False), "must be handed over"),
        (Expect(handoff=False), Answer(text="x", handoff=True), "instead of being answered"),
        (Expect(handoff=True), Answer(text="x"), "set `handoff` in [tool.regold.target]"),
        (Expect(), Answer(text="x", handoff=True), "instead of being answered"),
    ],
)
def test_a_condition_that_is_not_met_says_what_is_wrong(expect: Expect, answer: Answer, said: str) -> None:
    assert said in message(expect, answer)


def test_excluded_words_are_marked_in_the_answer() -> None:
    (found,) = findings(Expect(excludes=("fee",)), Answer(text="A fee is due"))

    assert [("A fee is due"[span.start : span.end]) for span in found.answer_spans] == ["fee"]


def test_a_handoff_is_no_fault_where_no_golden_is_expected() -> None:
    assert findings(Expect(excludes=("fee",)), Answer(text="x", handoff=True), golden=()) == ()


def test_every_unmet_condition_is_told_at_once() -> None:
    expect = Expect(contains=("a", "b"), max_latency=1)

    assert len(findings(expect, Answer(text="x", latency=2))) == 3
