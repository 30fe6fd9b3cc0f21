from __future__ import annotations

import asyncio
import functools
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from types import MappingProxyType
from typing import Any

import pytest

from regold.errors import ConfigError
from regold.model import Answer, EndpointError, Exchange, Fault, FaultKind, Question
from regold.targets import CallableSettings, WireSettings, open_target

SETTINGS = CallableSettings(path="shop.bot:answer")


def question(query: str = "How long?", **more: Any) -> Question:
    values: dict[str, Any] = {"case": "returns#window", "turn": 0, "session": "s-1", **more}
    return Question(query=query, **values)


def ask(bot: Callable[..., object], asked: Question | None = None, **wire: Any) -> Answer:
    async def test() -> Answer:
        target = open_target(CallableSettings(path="shop.bot:answer", wire=WireSettings(**wire)), bot=bot)
        try:
            return await target.ask(asked or question())
        finally:
            await target.close()

    return asyncio.run(test())


def fault(bot: Callable[..., object], **wire: Any) -> Fault:
    with pytest.raises(EndpointError) as caught:
        ask(bot, **wire)
    return caught.value.fault


def saying(said: object) -> Callable[..., object]:
    return lambda _query, _session: said


def test_a_function_is_asked_with_query_and_session() -> None:
    assert ask(lambda query, session: f"{query} in {session}").text == "How long? in s-1"


def test_a_coroutine_function_is_asked_on_the_loop() -> None:
    async def bot(query: str, session: str) -> str:
        await asyncio.sleep(0)
        return threading.current_thread().name

    assert ask(bot).text == threading.current_thread().name


def test_an_object_with_an_async_call_is_asked_on_the_loop() -> None:
    class Bot:
        async def __call__(self, _query: str, _session: str) -> str:
            return threading.current_thread().name

    assert ask(Bot()).text == threading.current_thread().name


def test_a_plain_function_that_gives_a_coroutine_is_awaited() -> None:
    async def later(text: str) -> str:
        return text

    assert ask(lambda query, _session: later(f"later: {query}")).text == "later: How long?"


def test_a_bot_may_take_the_whole_question() -> None:
    def bot(question: Question) -> str:
        return f"{question.case} after {question.earlier[0].answer}"

    earlier = (Exchange(query="Hello", answer="Hi"),)

    assert ask(bot, question(earlier=earlier)).text == "returns#window after Hi"


@pytest.mark.parametrize(
    "bot",
    [
        lambda _query, _session="", *, _model="m": "ok",
        lambda *_rest: "ok",
        functools.partial(lambda _model, _query, _session: "ok", "m"),
    ],
)
def test_whatever_can_be_called_with_query_and_session_is_a_bot(bot: Callable[..., object]) -> None:
    assert ask(bot).text == "ok"


@pytest.mark.parametrize("bot", [lambda: "", lambda _q: "", lambda _a, _b, _c: "", lambda _q, _s, *, _key: ""])
def test_a_bot_that_takes_something_else_is_refused_before_it_is_asked(bot: Callable[..., object]) -> None:
    with pytest.raises(ConfigError, match=r"target.path = 'shop.bot:answer'.*takes \(query, session\) or \(question\)"):
        open_target(SETTINGS, bot=bot)


def test_what_is_no_function_is_refused_before_it_is_asked() -> None:
    with pytest.raises(ConfigError, match="is str, not a function"):
        open_target(SETTINGS, bot="answer")  # type: ignore[arg-type]


def test_a_mapping_may_hold_all_parts_of_an_answer() -> None:
    said = {"text": "30 days.", "confidence": 1, "sources": ["kb/returns.md"], "handoff": False}

    answer = ask(saying(MappingProxyType(said)))

    assert (answer.text, answer.confidence, answer.sources, answer.handoff) == (
        "30 days.",
        1.0,
        ("kb/returns.md",),
        False,
    )


def test_a_mapping_may_hold_just_the_text() -> None:
    answer = ask(saying({"text": "30 days.", "confidence": None}))

    assert (answer.text, answer.confidence, answer.sources, answer.handoff) == ("30 days.", None, None, None)


def test_an_answer_is_taken_as_it_is_with_the_latency_of_the_call() -> None:
    def bot(query: str, session: str) -> Answer:
        time.sleep(0.02)
        return Answer(text="30 days.", confidence=0.5, status=203)

    answer = ask(bot)

    assert (answer.text, answer.confidence, answer.status) == ("30 days.", 0.5, 203)
    assert 0.02 <= answer.latency < 1


@pytest.mark.parametrize(
    ("said", "complaint"),
    [
        (None, "the bot gave NoneType"),
        (b"30 days", "the bot gave bytes"),
        (["30 days"], "the bot gave list"),
        ({}, "the bot gave a mapping whose text is NoneType"),
        ({"text": 30}, "the bot gave a mapping whose text is int"),
        ({"text": "x", "confidnce": 1}, "the bot gave a mapping with 'confidnce'"),
        ({"text": "x", "confidence": "high"}, "the bot gave confidence 'high', not a number from 0 to 1"),
        ({"text": "x", "confidence": 97}, "the bot gave confidence 97, not a number from 0 to 1"),
        ({"text": "x", "confidence": True}, "the bot gave confidence True, not a number from 0 to 1"),
        ({"text": "x", "confidence": float("nan")}, "the bot gave confidence nan, not a number from 0 to 1"),
        ({"text": "x", "sources": "kb/a.md"}, "the bot gave sources that are not a list of texts"),
        ({"text": "x", "sources": [1]}, "the bot gave sources that are not a list of texts"),
        ({"text": "x", "handoff": "no"}, "the bot gave handoff 'no', not True or False"),
    ],
)
def test_what_is_no_answer_is_told_with_what_is_expected(said: object, complaint: str) -> None:
    found = fault(saying(said))

    assert found.kind is FaultKind.BAD_BODY
    assert found.message.startswith(f"{complaint}; it must give text, an Answer, or a mapping")


@pytest.mark.parametrize("is_async", [False, True])
@pytest.mark.parametrize("bug", [KeyError("topic"), TimeoutError("inner"), StopIteration("x"), SystemExit(2)])
def test_what_a_bot_raises_is_an_endpoint_error_with_its_cause(bug: BaseException, *, is_async: bool) -> None:
    def plain(query: str, session: str) -> str:
        raise bug

    async def on_loop(query: str, session: str) -> str:
        raise bug

    with pytest.raises(EndpointError) as caught:
        ask(on_loop if is_async else plain)

    assert caught.value.fault.kind is FaultKind.ENDPOINT
    if not isinstance(bug, StopIteration):  # which Python itself turns into a RuntimeError
        assert caught.value.fault.message == f"the bot raised {type(bug).__name__}: {bug}"
        assert caught.value.__cause__ is bug


def test_an_endpoint_error_of_the_bot_is_kept_as_it_is() -> None:
    own = Fault(kind=FaultKind.STATUS, message="the model answered with status 529")

    def bot(query: str, session: str) -> str:
        raise EndpointError(own)

    assert fault(bot) == own


def test_a_bot_that_takes_too_long_is_a_timeout() -> None:
    release = threading.Event()

    found = fault(lambda _query, _session: release.wait(10), timeout=0.1)

    release.set()
    assert found.kind is FaultKind.TIMEOUT
    assert found.message == "the bot gave no answer within 0.1 s; raise `timeout` in [tool.regold.target]"


def test_an_async_bot_that_takes_too_long_is_cancelled() -> None:
    ended = []

    async def bot(query: str, session: str) -> str:
        try:
            await asyncio.sleep(10)
        finally:
            ended.append(query)
        return "too late"

    assert fault(bot, timeout=0.05).kind is FaultKind.TIMEOUT
    assert ended == ["How long?"]


def ask_many(bot: Callable[..., object], times: int, **wire: Any) -> list[object]:
    async def test() -> list[object]:
        target = open_target(CallableSettings(path="shop.bot:answer", wire=WireSettings(**wire)), bot=bot)
        try:
            asked = (target.ask(question(f"question {number}")) for number in range(times))
            return list(await asyncio.gather(*asked, return_exceptions=True))
        finally:
            await target.close()

    return asyncio.run(test())


def test_plain_functions_run_side_by_side_as_many_as_allowed() -> None:
    meeting = threading.Barrier(4, timeout=5)

    def bot(query: str, session: str) -> str:
        meeting.wait()
        return query

    answers = ask_many(bot, 8, concurrency=4)

    assert [answer.text for answer in answers if isinstance(answer, Answer)] == [f"question {n}" for n in range(8)]


def test_never_more_than_allowed_are_under_way() -> None:
    lock, now, most = threading.Lock(), [0], [0]

    def bot(query: str, session: str) -> str:
        with lock:
            now[0] += 1
            most[0] = max(most[0], now[0])
        time.sleep(0.002)
        with lock:
            now[0] -= 1
        return query

    ask_many(bot, 40, concurrency=3)

    assert most == [3]


def test_bots_that_hang_do_not_take_the_place_of_those_that_answer() -> None:
    release = threading.Event()

    def bot(query: str, session: str) -> str:
        if query in {"question 0", "question 1"}:
            release.wait(10)
        return query

    answers = ask_many(bot, 10, concurrency=2, timeout=0.1)

    release.set()
    assert [isinstance(answer, Answer) for answer in answers] == [False] * 2 + [True] * 8


def test_threads_are_used_again_and_end_when_the_target_closes() -> None:
    names = set()

    def bot(query: str, session: str) -> str:
        names.add(threading.get_ident())
        return query

    ask_many(bot, 100, concurrency=2)

    assert len(names) <= 2
    until = time.monotonic() + 3
    while any(thread.name == "regold-bot" for thread in threading.enumerate()) and time.monotonic() < until:
        time.sleep(0.005)
    assert not any(thread.name == "regold-bot" for thread in threading.enumerate())


HANGING = """
import asyncio, time
from regold.model import EndpointError, Question
from regold.targets import CallableSettings, WireSettings, open_target

async def main():
    settings = CallableSettings(path="a:b", wire=WireSettings(timeout=0.05))
    target = open_target(settings, bot=lambda query, session: time.sleep(60))
    try:
        await target.ask(Question(case="s#c", turn=0, query="q", session="s"))
    except EndpointError as error:
        print(error.fault.kind)
    await target.close()

asyncio.run(main())
"""


def test_a_hanging_bot_does_not_keep_the_process_alive() -> None:
    ended = subprocess.run([sys.executable, "-c", HANGING], check=False, capture_output=True, text=True, timeout=20)

    assert (ended.stdout, ended.stderr, ended.returncode) == ("timeout\n", "", 0)
