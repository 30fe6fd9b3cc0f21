"""How many calls are let through at once, and how that number gives way and grows back."""

from __future__ import annotations

import asyncio

from regold.targets import World
from regold.targets.pace import GOOD_CALLS, Pace
from tests.targets.misbehaving import run


async def call(pace: Pace) -> int:
    async with pace.slot() as number:
        return number


def test_it_halves_for_each_new_sign_and_never_below_one() -> None:
    async def test() -> None:
        pace = Pace(8, None, World())
        limits = []
        for _ in range(5):
            pace.pushed_back(await call(pace))
            limits.append(pace.limit)
        assert limits == [4, 2, 1, 1, 1]

    run(test)


def test_calls_under_way_together_are_one_sign() -> None:
    async def test() -> None:
        pace = Pace(8, None, World())
        async with pace.slot() as first, pace.slot() as second, pace.slot() as third:
            for number in (second, first, third):
                pace.pushed_back(number)
        assert pace.limit == 4

    run(test)


def test_it_grows_by_one_after_twenty_good_calls_and_never_above_what_is_set() -> None:
    async def test() -> None:
        pace = Pace(4, None, World())
        pace.pushed_back(await call(pace))
        for _ in range(GOOD_CALLS - 1):
            pace.went_well()
        assert pace.limit == 2
        pace.went_well()
        assert pace.limit == 3
        for _ in range(GOOD_CALLS * 5):
            pace.went_well()
        assert pace.limit == 4

    run(test)


def test_nobody_who_waits_is_forgotten_when_others_give_up() -> None:
    async def test() -> None:
        pace = Pace(2, None, World())
        done = []

        async def work(number: int) -> None:
            async with pace.slot():
                await asyncio.sleep(0.001)
                done.append(number)

        tasks = [asyncio.create_task(work(number)) for number in range(30)]
        await asyncio.sleep(0.003)
        for task in tasks[::3]:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        assert {number for number in range(30) if number % 3} <= set(done)

    run(test)


def test_those_who_wait_come_in_their_order() -> None:
    async def test() -> None:
        pace = Pace(1, None, World())
        order: list[int] = []

        async def work(number: int) -> None:
            async with pace.slot():
                await asyncio.sleep(0)
                order.append(number)

        await asyncio.gather(*(work(number) for number in range(10)))
        assert order == list(range(10))

    run(test)


def test_a_place_given_to_one_who_gives_up_at_that_moment_goes_on_to_the_next() -> None:
    async def test() -> None:
        pace = Pace(1, None, World())
        async with pace.slot():
            quitter = asyncio.create_task(call(pace))
            await asyncio.sleep(0)
        quitter.cancel()
        assert await call(pace) == 2

    run(test)
