from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from random import Random

import pytest

from regold.errors import ConfigError
from regold.model import Answer, Case, EndpointError, Exchange, FaultKind, NotRunError, Question, Target
from regold.targets import Breaker, Prefetch
from regold.targets.prefetch import ENOUGH_AHEAD
from tests.targets.scripted import Scripted, a_case, asking, broken, cases, echo, hang


def settles(condition: Callable[[], bool], within: float = 3.0) -> bool:
    """Whether something becomes true soon: what the other thread does has no moment of its own."""
    until = time.monotonic() + within
    while not condition():
        if time.monotonic() > until:
            return False
        time.sleep(0.005)
    return True


def fault_of(prefetch: Prefetch, case: Case) -> FaultKind:
    with pytest.raises((EndpointError, NotRunError)) as caught:
        prefetch.answer(case)
    error = caught.value
    assert isinstance(error, EndpointError | NotRunError)
    return error.fault.kind


def test_every_started_case_gets_its_own_answer() -> None:
    with asking(target := Scripted()) as prefetch:
        prefetch.start(many := cases(50))

        assert [prefetch.answer(case).text for case in many] == [f"answer to question {n}" for n in range(50)]

    assert target.asked == [f"question {n}" for n in range(50)]


def test_a_case_that_was_not_started_is_asked_when_it_is_waited_for() -> None:
    with asking(target := Scripted()) as prefetch:
        assert prefetch.answer(a_case(7)).text == "answer to question 7"

    assert target.asked == ["question 7"]


def test_asking_for_a_case_again_is_a_fresh_call() -> None:
    async def count(question: Question) -> Answer:
        return Answer(text=f"call {len(target.questions)}")

    with asking(target := Scripted(count)) as prefetch:
        prefetch.start([a_case(0)])

        assert [prefetch.answer(a_case(0)).text for _ in range(3)] == ["call 1", "call 2", "call 3"]

    assert len({question.session for question in target.questions}) == 3


def test_a_later_start_asks_the_same_cases_again_at_once() -> None:
    with asking(target := Scripted(), concurrency=8) as prefetch:
        prefetch.start(many := cases(20))
        for case in many:
            prefetch.answer(case)
        prefetch.start(many[:5])

        assert settles(lambda: len(target.questions) == 25)
        assert prefetch.answer(many[0]).text == "answer to question 0"

    assert len(target.questions) == 25


def test_a_later_start_drops_what_is_left_of_an_earlier_one() -> None:
    with asking(target := Scripted(), window=2) as prefetch:
        prefetch.start(cases(100))
        assert settles(lambda: len(target.questions) == 2)
        prefetch.start([a_case(200)])

        prefetch.answer(a_case(200))

    assert target.asked == ["question 0", "question 1", "question 200"]


def test_a_case_that_stands_twice_in_a_plan_is_asked_ahead_once() -> None:
    with asking(target := Scripted()) as prefetch:
        prefetch.start([a_case(0), a_case(0), a_case(1)])
        prefetch.answer(a_case(1))

    assert target.asked == ["question 0", "question 1"]


def test_never_more_calls_are_under_way_than_allowed() -> None:
    async def slow(question: Question) -> Answer:
        await asyncio.sleep(0.002)
        return await echo(question)

    with asking(target := Scripted(slow), concurrency=3) as prefetch:
        prefetch.start(many := cases(60))
        for case in reversed(many):
            prefetch.answer(case)

    assert target.most_at_once == 3
    assert len(target.questions) == 60


def test_no_more_than_the_window_is_asked_ahead_of_the_case_waited_for() -> None:
    with asking(target := Scripted(), window=10) as prefetch:
        prefetch.start(many := cases(100))
        assert settles(lambda: prefetch.answered == 10)
        assert not settles(lambda: len(target.questions) > 10, within=0.05)

        prefetch.answer(many[0])

        assert settles(lambda: prefetch.answered == 11)
        assert not settles(lambda: len(target.questions) > 11, within=0.05)


def test_what_the_window_has_beyond_enough_is_asked_in_one_go() -> None:
    with asking(target := Scripted(), window=ENOUGH_AHEAD + 8, concurrency=1) as prefetch:
        prefetch.start(many := cases(100))
        for case in many[:7]:
            prefetch.answer(case)
        assert settles(lambda: prefetch.answered == ENOUGH_AHEAD + 8)
        assert not settles(lambda: len(target.questions) > ENOUGH_AHEAD + 8, within=0.05)

        prefetch.answer(many[7])

        assert settles(lambda: prefetch.answered == ENOUGH_AHEAD + 16)


def test_without_a_window_a_case_is_asked_only_when_it_is_waited_for() -> None:
    with asking(target := Scripted(), window=0) as prefetch:
        prefetch.start(many := cases(10))
        for number, case in enumerate(many):
            assert prefetch.answer(case).text == f"answer to question {number}"
            assert len(target.questions) == number + 1


@pytest.mark.parametrize("window", [0, 1, 7, 1000])
def test_any_order_of_waiting_comes_to_its_end(window: int) -> None:
    with asking(target := Scripted(), window=window, concurrency=2) as prefetch:
        prefetch.start(many := cases(200))
        for case in Random(window).sample(many, 200):
            assert prefetch.answer(case).text == f"answer to {case.turns[0].query}"

    assert sorted(target.asked) == sorted(case.turns[0].query for case in many)


def test_the_case_waited_for_is_asked_before_those_that_were_planned() -> None:
    async def slow(question: Question) -> Answer:
        await asyncio.sleep(0.005)
        return await echo(question)

    with asking(target := Scripted(slow), concurrency=1, window=1000) as prefetch:
        prefetch.start(many := cases(1000))
        prefetch.answer(many[-1])

    assert target.asked.index("question 999") < 20


def test_cases_that_nobody_waits_for_do_not_hold_up_the_rest() -> None:
    with asking(Scripted(), window=2) as prefetch:
        prefetch.start(many := cases(100))

        assert [prefetch.answer(case).text for case in many[::10]] == [
            f"answer to question {n}" for n in range(0, 100, 10)
        ]


def test_one_slow_answer_does_not_hold_up_the_others() -> None:
    async def first_hangs(question: Question) -> Answer:
        return await (hang if question.query == "question 0" else echo)(question)

    with asking(Scripted(first_hangs)) as prefetch:
        prefetch.start(cases(50))

        assert settles(lambda: prefetch.answered == 49)


def test_a_conversation_is_asked_turn_by_turn_in_one_session() -> None:
    with asking(target := Scripted()) as prefetch:
        answer = prefetch.answer(a_case(0, "I want to cancel", "The Pro one", "Thanks"))
        prefetch.answer(a_case(1))

    first, second, third, other = target.questions
    assert [question.turn for question in (first, second, third)] == [0, 1, 2]
    assert first.session == second.session == third.session != other.session
    assert first.earlier == ()
    assert third.earlier == (
        Exchange(query="I want to cancel", answer="answer to I want to cancel"),
        Exchange(query="The Pro one", answer="answer to The Pro one"),
    )
    assert answer.text == "answer to Thanks"
    assert [earlier.text for earlier in answer.earlier] == ["answer to I want to cancel", "answer to The Pro one"]


def test_a_conversation_ends_at_the_first_turn_without_an_answer() -> None:
    async def second_fails(question: Question) -> Answer:
        if question.turn == 1:
            raise broken()
        return await echo(question)

    with asking(target := Scripted(second_fails)) as prefetch:
        assert fault_of(prefetch, a_case(0, "one", "two", "three")) is FaultKind.REFUSED

    assert target.asked == ["one", "two"]


def test_an_endpoint_error_reaches_the_one_who_waits() -> None:
    async def down(question: Question) -> Answer:
        raise broken("nobody listens at 127.0.0.1:9")

    with asking(Scripted(down)) as prefetch, pytest.raises(EndpointError, match=r"nobody listens at 127\.0\.0\.1:9"):
        prefetch.answer(a_case(0))


@pytest.mark.parametrize("bug", [ValueError("no such key\x1b[0m"), SystemExit(3), TimeoutError()])
def test_whatever_else_a_target_raises_is_an_endpoint_error_with_its_cause(bug: BaseException) -> None:
    async def buggy(question: Question) -> Answer:
        raise bug

    with asking(Scripted(buggy)) as prefetch, pytest.raises(EndpointError) as caught:
        prefetch.answer(a_case(0))

    assert caught.value.fault.kind is FaultKind.ENDPOINT
    assert f"the target raised {type(bug).__name__}" in caught.value.fault.message
    assert "\x1b" not in caught.value.fault.message
    assert caught.value.__cause__ is bug


def test_a_target_that_gives_no_answer_is_told_what_to_give() -> None:
    async def text(question: Question) -> Answer:
        return "30 days"  # type: ignore[return-value]

    with asking(Scripted(text)) as prefetch, pytest.raises(EndpointError, match="gave str; `ask` must give an Answer"):
        prefetch.answer(a_case(0))


def test_a_target_that_cancels_its_own_call_costs_only_that_case() -> None:
    async def cancels(question: Question) -> Answer:
        if question.query == "question 0":
            raise asyncio.CancelledError
        return await echo(question)

    with asking(Scripted(cancels)) as prefetch:
        prefetch.start(cases(2))

        assert fault_of(prefetch, a_case(0)) is FaultKind.ENDPOINT
        assert prefetch.answer(a_case(1)).text == "answer to question 1"


def test_the_duration_is_that_of_the_call_and_not_of_the_wait() -> None:
    async def untold(question: Question) -> Answer:
        await asyncio.sleep(0.02)
        return Answer(text="told nothing")

    with asking(Scripted(untold), concurrency=1) as prefetch:
        prefetch.start(many := cases(5))
        latencies = [prefetch.answer(case).latency for case in many]

    assert all(0.015 < latency < 0.08 for latency in latencies)


def test_the_duration_that_a_target_tells_is_kept() -> None:
    with asking(Scripted()) as prefetch:
        assert prefetch.answer(a_case(0)).latency == 0.25


def test_a_broken_endpoint_is_not_asked_to_the_end() -> None:
    async def down(question: Question) -> Answer:
        await asyncio.sleep(0)
        raise broken()

    with asking(target := Scripted(down)) as prefetch:
        prefetch.start(many := cases(500))
        kinds = [fault_of(prefetch, case) for case in many]

    assert len(target.questions) < 20
    assert 10 <= kinds.count(FaultKind.REFUSED) < 20
    assert set(kinds[20:]) == {FaultKind.BREAKER}


def test_an_endpoint_that_hangs_costs_two_rounds_of_timeouts_and_not_one_for_each_case() -> None:
    async def times_out(question: Question) -> Answer:
        await asyncio.sleep(0.05)
        raise broken("no answer within 0.05 s", FaultKind.TIMEOUT)

    begun = time.monotonic()
    with asking(target := Scripted(times_out), concurrency=8) as prefetch:
        prefetch.start(many := cases(1000))
        kinds = [fault_of(prefetch, case) for case in many]

    assert len(target.questions) <= 24
    assert kinds[-1] is FaultKind.BREAKER
    assert time.monotonic() - begun < 2


def test_answers_among_the_errors_keep_the_run_going() -> None:
    async def some_fail(question: Question) -> Answer:
        if int(question.query.split()[1]) % 3 == 0:
            raise broken()
        return await echo(question)

    with asking(target := Scripted(some_fail)) as prefetch:
        prefetch.start(many := cases(90))
        for case in many[1::3]:
            prefetch.answer(case)

        assert settles(lambda: len(target.questions) == 90)


def test_the_first_reason_to_stop_is_the_one_that_is_told() -> None:
    async def down(question: Question) -> Answer:
        raise broken()

    with asking(Scripted(down), deadline=0.1) as prefetch:
        kinds = [fault_of(prefetch, case) for case in cases(15)]
        time.sleep(0.15)

        assert kinds[-1] is FaultKind.BREAKER
        assert fault_of(prefetch, a_case(20)) is FaultKind.BREAKER


def test_calls_under_way_are_cancelled_when_the_breaker_opens() -> None:
    async def half_hangs(question: Question) -> Answer:
        if int(question.query.split()[1]) % 2:
            return await hang(question)
        raise broken()

    with asking(target := Scripted(half_hangs), concurrency=32) as prefetch:
        prefetch.start(many := cases(100))
        kinds = [fault_of(prefetch, case) for case in many]

    assert kinds.count(FaultKind.REFUSED) >= 10
    assert kinds[1] is FaultKind.BREAKER
    assert "question 1" in target.cancelled


def test_answers_that_came_before_the_breaker_opened_are_still_handed_out() -> None:
    async def dies(question: Question) -> Answer:
        if len(target.questions) > 30:
            raise broken()
        return await echo(question)

    with asking(target := Scripted(dies), concurrency=1, window=1000) as prefetch:
        prefetch.start(many := cases(100))
        assert settles(lambda: len(target.questions) == 40)

        assert [prefetch.answer(case).text for case in many[:30]] == [f"answer to question {n}" for n in range(30)]
        assert fault_of(prefetch, many[35]) is FaultKind.REFUSED
        assert fault_of(prefetch, many[99]) is FaultKind.BREAKER


def test_nothing_hangs_past_the_deadline_of_the_run() -> None:
    begun = time.monotonic()
    with asking(Scripted(hang), deadline=0.2) as prefetch:
        prefetch.start(many := cases(20))
        kinds = {fault_of(prefetch, case) for case in many}

    assert kinds == {FaultKind.DEADLINE}
    assert time.monotonic() - begun < 3


def test_the_deadline_counts_from_the_opening() -> None:
    with asking(Scripted(), deadline=0.1) as prefetch:
        prefetch.open()
        time.sleep(0.15)

        with pytest.raises(NotRunError, match=r"deadline of 0\.1 s passed.*raise `deadline`"):
            prefetch.answer(a_case(0))


def test_a_target_that_blocks_the_loop_does_not_hang_the_run() -> None:
    release = threading.Event()

    async def blocks(question: Question) -> Answer:
        release.wait(10)
        return await echo(question)

    with asking(Scripted(blocks), deadline=0.1, patience=0.1) as prefetch:
        with pytest.raises(NotRunError, match="must await what takes long, never block"):
            prefetch.answer(a_case(0))
        release.set()


def test_closing_cancels_what_is_under_way_and_closes_the_target_once() -> None:
    with asking(target := Scripted(hang)) as prefetch:
        prefetch.start(cases(100))
        assert settles(lambda: len(target.questions) == 4)
        prefetch.close()
        prefetch.close()

        assert sorted(target.cancelled) == ["question 0", "question 1", "question 2", "question 3"]
        assert target.closed == 1
        assert threads_of_ours() == []
        assert fault_of(prefetch, a_case(0)) is FaultKind.STOPPED
        assert fault_of(prefetch, a_case(50)) is FaultKind.STOPPED


def test_closing_what_never_began_does_nothing() -> None:
    with asking(target := Scripted()) as prefetch:
        prefetch.close()

    assert target.closed == 0
    assert threads_of_ours() == []


def test_nothing_runs_before_the_first_question() -> None:
    with asking(Scripted()) as prefetch:
        assert (prefetch.asked, prefetch.answered) == (0, 0)
        assert threads_of_ours() == []


def test_a_target_that_cannot_be_made_is_told_where_it_is_opened() -> None:
    def unmakeable() -> Target:
        raise ConfigError("[tool.regold.target] url: is not a URL")

    prefetch = Prefetch(unmakeable, concurrency=1, window=1, deadline=5, breaker=Breaker(), new_session=lambda: "s")
    for attempt in (prefetch.open, lambda: prefetch.start([a_case(0)]), lambda: prefetch.answer(a_case(0))):
        with pytest.raises(ConfigError, match="url: is not a URL"):
            attempt()
    assert (prefetch.asked, prefetch.answered) == (0, 0)
    prefetch.close()
    assert threads_of_ours() == []


def test_a_target_that_cannot_close_does_not_cost_the_run_its_end(caplog: pytest.LogCaptureFixture) -> None:
    class Unclosable(Scripted):
        async def close(self) -> None:
            raise OSError("the lid is stuck")

    with asking(Unclosable()) as prefetch:
        prefetch.answer(a_case(0))

    assert "the lid is stuck" in caplog.text


def test_a_bug_on_the_loop_is_raised_where_it_is_waited_for() -> None:
    def no_more_sessions() -> str:
        raise LookupError("no session left")

    with (
        asking(Scripted(), new_session=no_more_sessions) as prefetch,
        pytest.raises(LookupError, match="no session left"),
    ):
        prefetch.answer(a_case(0))


def test_each_answer_is_shown_on_the_loop_before_it_is_handed_out() -> None:
    seen: list[tuple[str, str, str]] = []

    def note(case: Case, answer: Answer) -> None:
        seen.append((case.id, answer.text, threading.current_thread().name))

    with asking(Scripted(), on_answer=note) as prefetch:
        prefetch.answer(a_case(3))

        assert seen == [("c3", "answer to question 3", "regold-targets")]


def test_progress_counts_cases_asked_and_answered() -> None:
    async def every_other(question: Question) -> Answer:
        if int(question.query.split()[1]) % 2:
            raise broken()
        return await echo(question)

    with asking(Scripted(every_other)) as prefetch:
        prefetch.start(many := cases(10))
        for case in many[::2]:
            prefetch.answer(case)

        assert settles(lambda: (prefetch.asked, prefetch.answered) == (10, 5))


@pytest.mark.usefixtures("ctrl_c_is_heard")
def test_ctrl_c_while_waiting_comes_out_at_once_and_closing_works_after_it() -> None:
    with asking(target := Scripted(hang)) as prefetch:
        prefetch.start(cases(3))
        threading.Timer(0.1, lambda: os.kill(os.getpid(), signal.SIGINT)).start()
        begun = time.monotonic()

        with pytest.raises(KeyboardInterrupt):
            prefetch.answer(a_case(0))

        assert time.monotonic() - begun < 2
        prefetch.close()
        assert len(target.cancelled) == 3
        assert threads_of_ours() == []


STUBBORN = """
import asyncio
from regold.targets import Breaker, Prefetch
from tests.targets.scripted import Scripted, a_case

async def stubborn(question):
    while True:
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            pass

prefetch = Prefetch(lambda: Scripted(stubborn), concurrency=1, window=1, deadline=0.2,
                    breaker=Breaker(), new_session=lambda: "s", patience=0.1)
prefetch.start([a_case(0)])
prefetch.close()
print("ended")
"""


def test_a_target_that_ignores_its_cancellation_does_not_keep_the_process_alive() -> None:
    ended = subprocess.run([sys.executable, "-c", STUBBORN], check=False, capture_output=True, text=True, timeout=20)

    assert ended.stdout == "ended\n"
    assert ended.returncode == 0


def threads_of_ours() -> list[str]:
    return [thread.name for thread in threading.enumerate() if thread.name == "regold-targets"]
