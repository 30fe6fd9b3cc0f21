from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from regold.model import Fault, FaultKind
from regold.targets import Breaker

GOOD = None
REFUSED = Fault(kind=FaultKind.REFUSED, message="127.0.0.1:9 refuses connections; is the endpoint up?")
TIMEOUT = Fault(kind=FaultKind.TIMEOUT, message="no answer within 30 s")

calls = st.lists(st.sampled_from([GOOD, REFUSED, TIMEOUT]), max_size=80)


def after(*ended: Fault | None) -> Fault | None:
    breaker = Breaker()
    for fault in ended:
        breaker.call_ended(fault)
    return breaker.fault


def opens(ended: list[Fault | None]) -> bool:
    """The rule as it is told to the user, written the slow way."""
    last = ended[-20:]
    return (len(ended) >= 10 and None not in ended[-10:]) or (len(last) == 20 and 20 - last.count(None) > 10)


def test_it_is_closed_at_first() -> None:
    assert after() is None


def test_ten_errors_in_a_row_open_it() -> None:
    assert after(*[REFUSED] * 9) is None
    assert after(*[REFUSED] * 10) is not None


def test_one_answer_begins_the_row_anew() -> None:
    assert after(*[REFUSED] * 9, GOOD, *[REFUSED] * 9) is None


def test_more_than_half_of_the_last_twenty_open_it() -> None:
    half = [REFUSED, GOOD] * 10
    assert after(*half) is None
    assert after(*half[:-1], REFUSED) is not None


def test_before_twenty_calls_a_share_says_nothing() -> None:
    assert after(*[GOOD, REFUSED, REFUSED] * 6) is None


def test_once_open_it_stays_open() -> None:
    assert after(*[REFUSED] * 10, *[GOOD] * 1000) == after(*[REFUSED] * 10)


def test_it_tells_how_many_and_what_went_wrong_and_what_to_do() -> None:
    fault = after(GOOD, *[TIMEOUT] * 3, *[REFUSED] * 7)

    assert fault is not None
    assert fault.kind is FaultKind.BREAKER
    assert fault.message == (
        "10 endpoint errors in a row (10 of 11 calls in all), so the rest is not asked; most often refused "
        "(7 of the last 10 errors): 127.0.0.1:9 refuses connections; is the endpoint up?; "
        "mend that, see with `regold target check` that it works, and run again"
    )


def test_it_tells_the_share_of_the_last_calls() -> None:
    fault = after(*[GOOD] * 30, *[TIMEOUT, TIMEOUT, GOOD] * 6)

    assert fault is not None
    assert fault.message.startswith("11 endpoint errors in the last 20 calls (11 of 46 calls in all)")
    assert "timeout (11 of the last 11 errors): no answer within 30 s" in fault.message


def test_what_a_recording_does_not_hold_says_nothing_about_the_endpoint() -> None:
    missing = Fault(kind=FaultKind.NOT_RECORDED, message="the recorded run holds no answer to c1")

    assert after(*[missing] * 100) is None
    assert after(*[REFUSED, missing] * 10) is not None


@given(calls)
def test_it_opens_exactly_when_the_rule_says_so(ended: list[Fault | None]) -> None:
    first = next((number for number in range(len(ended) + 1) if opens(ended[:number])), None)
    breaker = Breaker()
    opened = None
    for number, fault in enumerate(ended, start=1):
        breaker.call_ended(fault)
        opened = opened or (number if breaker.fault else None)

    assert opened == first


@given(calls)
def test_its_message_is_one_line_that_never_changes(ended: list[Fault | None]) -> None:
    breaker = Breaker()
    messages = set()
    for fault in ended:
        breaker.call_ended(fault)
        if breaker.fault:
            messages.add(breaker.fault.message)

    assert len(messages) <= 1
    assert all("\n" not in message for message in messages)
