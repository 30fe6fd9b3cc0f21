"""The simulation of the evidence rule, in small: the shipped rule keeps its promises over a few months."""

from __future__ import annotations

from benchmarks.evidence import CALLS, HALF_FOUND, RULES, Noise, simulate


def test_over_some_months_of_noise_the_evidence_rule_is_quiet_fast_and_cheap() -> None:
    did = simulate(RULES["evidence 500:1"], repetitions=8, noise=Noise.EVEN, seed=4)
    assert did.false_alerts <= 1
    assert max(did.hard) == 0
    assert did.never == 0
    assert did.half_days <= HALF_FOUND + 0.5
    assert did.calls_per_case <= CALLS


def test_a_gate_that_asks_once_is_red_every_day() -> None:
    assert simulate(RULES["single run"], repetitions=1, noise=Noise.EVEN, seed=4).false_per_day > 5


def test_reruns_hide_answers_that_are_wrong_half_of_the_time() -> None:
    assert simulate(RULES["--reruns 3"], repetitions=4, noise=Noise.EVEN, seed=4).half_days > 3
