"""Retries, waits, budget, rate and concurrency, against endpoints that count what reaches them."""

from __future__ import annotations

import asyncio
import time

import pytest

from regold.model import Answer, EndpointError, FaultKind
from regold.targets import WireSettings, World
from regold.targets.http import HttpTarget
from tests.targets.asking import Waits, ask_http, http_settings, question
from tests.targets.misbehaving import Endpoint, endpoint, free_port, hangs, resets, run, says, waits


def ask_many(target: HttpTarget, times: int) -> asyncio.Future[list[Answer | BaseException]]:
    return asyncio.gather(*(target.ask(question(f"q{n}")) for n in range(times)), return_exceptions=True)


def test_the_waits_between_tries_double_and_are_drawn_from_their_whole_range() -> None:
    assert ask_http(says(b"", 500), wire=WireSettings(tries=6), chance=0.5).waits == [0.5, 1, 2, 4, 8]
    assert ask_http(says(b"", 500), wire=WireSettings(tries=3), chance=0.0).waits == [0, 0]
    capped = ask_http(says(b"", 500), wire=WireSettings(tries=8, timeout=60), chance=0.999).waits
    assert max(capped) == pytest.approx(30, rel=0.01)


def test_one_try_means_no_retry() -> None:
    told = ask_http(says(b"", 500), wire=WireSettings(tries=1))
    assert len(told.endpoint.requests) == 1
    assert "tries" not in told.fault.message


def test_retry_after_in_seconds_is_waited_for() -> None:
    assert ask_http(says(b"", 429, Retry_After="7"), says(), wire=WireSettings(), chance=0.5).waits == [7]


def test_retry_after_as_a_date_is_waited_for() -> None:
    from datetime import UTC, datetime

    async def test() -> None:
        slept = Waits()
        now = datetime(2026, 5, 12, 8, 0, 0, tzinfo=UTC)
        world = World(sleep=slept, chance=lambda: 0.5, now=lambda: now)
        async with endpoint(says(b"", 503, Retry_After="Tue, 12 May 2026 08:00:11 GMT"), says()) as server:
            target = HttpTarget(http_settings(server.url, WireSettings()), world=world)
            assert (await target.ask(question())).tries == 2
            await target.close()
        assert slept.asked == [11]

    run(test)


def test_a_shorter_retry_after_gives_way_to_the_back_off() -> None:
    assert ask_http(says(b"", 429, Retry_After="0"), says(), wire=WireSettings(), chance=0.5).waits == [0.5]


def test_no_wait_is_longer_than_a_minute() -> None:
    assert ask_http(says(b"", 429, Retry_After="86400"), says(), wire=WireSettings()).waits == [60]


def test_a_wait_that_the_deadline_does_not_allow_is_not_begun() -> None:
    told = ask_http(says(b"", 429, Retry_After="40"), says(), wire=WireSettings(timeout=10))
    assert told.fault.kind is FaultKind.STATUS
    assert told.waits == []
    assert len(told.endpoint.requests) == 1


def test_retries_stop_when_their_budget_is_spent() -> None:
    async def test() -> None:
        async with endpoint(says(b"", 502)) as server:
            target = HttpTarget(http_settings(server.url, WireSettings(concurrency=1)), world=Waits().world)
            await ask_many(target, 100)
            await target.close()
            assert len(server.requests) == 100 + 20

    run(test)


def test_never_more_calls_at_once_than_set() -> None:
    async def test() -> None:
        async with endpoint(waits(0.01, says())) as server:
            target = HttpTarget(http_settings(server.url, WireSettings(concurrency=5)), world=World())
            await ask_many(target, 40)
            await target.close()
            assert server.most_at_once == 5
            assert server.connections == 5
            assert len(server.requests) == 40

    run(test)


def test_an_endpoint_that_says_too_many_gets_fewer_at_once() -> None:
    async def at_once_after(status: int) -> Endpoint:
        async with endpoint(*[waits(0.01, says(b"", status))] * 8, waits(0.01, says())) as server:
            wire = WireSettings(concurrency=8, tries=1, timeout=5)
            target = HttpTarget(http_settings(server.url, wire), world=World())
            await ask_many(target, 8)
            server.most_at_once = 0
            await ask_many(target, 12)
            await target.close()
            return server

    async def test() -> None:
        assert (await at_once_after(429)).most_at_once == 4
        assert (await at_once_after(503)).most_at_once == 4
        assert (await at_once_after(500)).most_at_once == 8

    run(test)


def test_calls_begin_no_faster_than_the_rate() -> None:
    async def test() -> None:
        async with endpoint(says()) as server:
            target = HttpTarget(http_settings(server.url, WireSettings(rate=50)), world=World())
            begun = time.monotonic()
            await ask_many(target, 11)
            await target.close()
            assert time.monotonic() - begun >= 0.2

    run(test)


def test_a_call_with_all_its_tries_ends_within_tries_times_timeout() -> None:
    async def test() -> None:
        async with endpoint(hangs) as server:
            wire = WireSettings(timeout=0.2, tries=3, concurrency=4)
            target = HttpTarget(http_settings(server.url, wire), world=World(chance=lambda: 1.0))
            begun = time.monotonic()
            results = await ask_many(target, 4)
            assert time.monotonic() - begun < 0.6 + 0.3
            assert all(isinstance(result, EndpointError) for result in results)
            await target.close()

    run(test)


def test_a_cancelled_call_leaves_its_place_to_the_next() -> None:
    async def test() -> None:
        async with endpoint(hangs, says()) as server:
            target = HttpTarget(http_settings(server.url, WireSettings(concurrency=1)), world=World())
            first = asyncio.create_task(target.ask(question()))
            second = asyncio.create_task(target.ask(question()))
            third = asyncio.create_task(target.ask(question()))
            await asyncio.sleep(0.05)
            second.cancel()
            first.cancel()
            assert (await third).text == "Within 30 days."
            await target.close()

    run(test)


def test_closing_while_calls_are_under_way_ends_them() -> None:
    async def test() -> None:
        async with endpoint(hangs) as server:
            target = HttpTarget(http_settings(server.url, WireSettings(tries=1)), world=World())
            call = asyncio.create_task(target.ask(question()))
            await asyncio.sleep(0.05)
            await target.close()
            with pytest.raises(EndpointError):
                await call

    run(test)


def test_the_cause_of_an_endpoint_error_is_kept() -> None:
    told = ask_http(resets(), wire=WireSettings(tries=1))
    assert told.error is not None
    assert isinstance(told.error.__cause__, ConnectionResetError)


def test_a_host_that_takes_no_connections_is_a_timeout() -> None:
    import socket

    async def test() -> None:
        with socket.socket() as full:
            full.bind(("127.0.0.1", 0))
            full.listen(0)
            address = full.getsockname()
            waiting = [socket.socket() for _ in range(4)]
            for one in waiting:
                one.setblocking(False)
                one.connect_ex(address)
            wire = WireSettings(connect_timeout=0.2, tries=1)
            target = HttpTarget(http_settings(f"http://127.0.0.1:{address[1]}/", wire), world=World())
            with pytest.raises(EndpointError, match=r"no connection to 127\.0\.0\.1:\d+ within 0\.2 s") as caught:
                await target.ask(question())
            assert caught.value.fault.kind is FaultKind.TIMEOUT
            await target.close()
            for one in waiting:
                one.close()

    run(test)


def test_a_target_that_was_never_asked_closes_quietly() -> None:
    async def test() -> None:
        target = HttpTarget(http_settings(f"http://127.0.0.1:{free_port()}/"), world=World())
        await target.close()

    run(test)


def test_a_later_try_gets_only_the_time_that_is_left() -> None:
    wire = WireSettings(timeout=0.4, tries=2)
    told = ask_http(waits(0.3, says(b"", 503)), hangs, wire=wire, chance=0.4)
    within = float(told.fault.message.partition("within ")[2].partition(" s")[0])
    assert 0 < within <= 0.1


def test_a_connection_that_was_long_idle_is_not_used_again() -> None:
    async def test() -> None:
        async with endpoint(says()) as server:
            now = [0.0]
            target = HttpTarget(http_settings(server.url), world=World(clock=lambda: now[0]))
            for pause in (3.9, 4.1, 0):
                await target.ask(question())
                now[0] += pause
            await target.close()
            assert server.connections == 2

    run(test)
