"""Topics that slide are named before a case breaks; ordinary noise, new cases and told cases name none."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from datetime import timedelta

import pytest

from regold.history import CaseDigest, RunDigest
from regold.history.topics import FEWEST_RUNS, Slope, slides
from regold.model import OutcomeKind
from tests.history.samples import NINE

Cases = dict[str, CaseDigest]


def right(score: float = 0.9, latency: float = 1.0, topic: str | None = "returns") -> CaseDigest:
    return CaseDigest(kind=OutcomeKind.PASSED, first=True, score=score, latency=latency, topic=topic)


def wrong(kind: OutcomeKind = OutcomeKind.FLAKY, topic: str | None = "returns") -> CaseDigest:
    return CaseDigest(kind=kind, first=False, score=0.1, latency=1.0, topic=topic)


def topic(count: int = 10, every: CaseDigest | None = None, others: Mapping[int, CaseDigest] | None = None) -> Cases:
    """Give that many cases of one topic, all alike but for the others by number."""
    return {f"s#c{number}": (others or {}).get(number, every or right()) for number in range(count)}


def here_and_there(day: int) -> Cases:
    """Give a topic with two wrong answers of ten, other ones each day."""
    return topic(others={day: wrong(), day + 5: wrong()})


def usually(_day: int) -> Cases:
    return topic()


def a_day(day: int, cases: Cases) -> RunDigest:
    at = NINE + timedelta(days=day)
    return RunDigest(id=f"{day}", started_at=at, comparable=True, replayed=False, cases=cases)


def after(days: int, *recent: Cases, usual: Callable[[int], Cases] = usually) -> list[str]:
    """Give what is said of the last of the recent runs, which follow so many usual ones."""
    runs = [a_day(day, usual(day)) for day in range(days)]
    runs += [a_day(days + number, cases) for number, cases in enumerate(recent)]
    return [str(slide) for slide in slides(runs[-1], runs[-2::-1])]


def slower(day: int) -> Cases:
    """Give a topic whose latency and score stray a little from day to day, as real ones do."""
    return topic(every=right(score=0.9 + 0.01 * (day % 3), latency=1.0 + 0.05 * (day % 4)))


def test_a_topic_whose_first_answers_are_wrong_here_and_there_is_named() -> None:
    noisy = [here_and_there(day) for day in range(3)]
    assert after(10, *noisy) == ["returns: 6 of 30 first answers wrong in 3 runs, usually 0.1"]


def test_one_bad_day_of_three_is_not_enough_for_a_word() -> None:
    assert after(10, topic(others={0: wrong()}), topic(), topic()) == []


def test_a_topic_that_was_always_noisy_does_not_slide() -> None:
    noise = random.Random(3)
    noisy = [topic(others={number: wrong() for number in range(10) if noise.random() < 0.2}) for _ in range(40)]
    assert after(37, *noisy[37:], usual=noisy.__getitem__) == []


@pytest.mark.parametrize("kind", [OutcomeKind.CHANGED, OutcomeKind.KNOWN_FAILURE])
def test_a_case_that_is_told_for_itself_does_not_name_its_topic_too(kind: OutcomeKind) -> None:
    broken = topic(others=dict.fromkeys(range(3), wrong(kind)))
    assert after(10, broken, broken, broken) == []


def test_an_endpoint_error_is_no_wrong_answer() -> None:
    error = CaseDigest(kind=OutcomeKind.ERROR, first=None, score=None, latency=None, topic="returns")
    assert after(10, *([topic(every=error)] * 3)) == []


def test_nothing_is_usual_of_a_topic_that_was_asked_a_few_times_only() -> None:
    bad = topic(3, wrong())
    assert after(2, bad, bad, bad, usual=lambda _day: topic(3)) == []


def test_a_case_without_a_topic_belongs_to_its_suite() -> None:
    plain, bad = right(topic=None), wrong(topic=None)
    (told,) = after(10, *([topic(every=plain, others={0: bad, 1: bad})] * 3), usual=lambda _day: topic(every=plain))
    assert told.startswith("s: 6 of 30 first answers wrong")


def test_scores_that_fall_are_told_while_every_answer_is_still_accepted() -> None:
    low = topic(every=right(score=0.8))
    assert after(30, low, low, usual=slower) == ["returns: answers still accepted score 0.87, usually 0.91"]


def test_scores_that_rise_are_no_reason_for_a_word() -> None:
    high = topic(every=right(score=1.0))
    assert after(30, high, high, high, usual=slower) == []


def test_a_wrong_answer_does_not_lower_the_score_of_its_topic() -> None:
    assert after(30, topic(every=right(score=0.91), others={0: wrong()}), usual=slower) == []


def test_answers_that_take_longer_are_told_in_seconds() -> None:
    slow = topic(every=right(latency=2.0, score=0.91))
    (told,) = after(30, slow, slow, usual=slower)
    assert told == "returns: answers take 1.34 s, usually 1.07 s"


def test_answers_that_come_sooner_are_no_reason_for_a_word() -> None:
    fast = topic(every=right(latency=0.2, score=0.91))
    assert after(30, fast, fast, usual=slower) == []


def test_with_too_few_runs_no_spread_is_known_and_nothing_is_said_of_means() -> None:
    low = topic(every=right(score=0.5, latency=9.0))
    assert after(FEWEST_RUNS, low, usual=slower) == []
    assert len(after(FEWEST_RUNS + 2, low, low, low, usual=slower)) == 2


def test_new_cases_do_not_move_their_topic() -> None:
    more = slower(1) | {f"s#new{number}": right(score=0.5, latency=9.0) for number in range(10)}
    assert after(30, more, more, usual=slower) == []


def test_a_run_of_a_few_cases_does_not_stand_for_its_topic() -> None:
    few = {"s#c0": right(score=0.1, latency=9.0)}
    assert after(30, few, slower(31), usual=slower) == []


def test_a_run_is_compared_only_with_itself_when_there_is_no_other() -> None:
    assert after(0, topic()) == []


def test_what_slides_is_told_in_numbers_too() -> None:
    runs = [a_day(day, topic()) for day in range(10)] + [a_day(10 + day, here_and_there(day)) for day in range(3)]
    (slide,) = slides(runs[-1], runs[-2::-1])
    assert (slide.topic, slide.slope, slide.wrong, slide.answers, slide.now) == ("returns", Slope.ANSWERS, 6, 30, 0.2)
    assert slide.usual == pytest.approx(0.5 / 110)
