"""Every row of the fault table that concerns a call, against an endpoint that really misbehaves so."""

from __future__ import annotations

import asyncio
import gzip
import ssl
import time
import tracemalloc

import pytest

from regold.model import EndpointError, FaultKind
from regold.targets import WireSettings, World
from regold.targets.http import HttpTarget
from regold.targets.settings import MEBIBYTE
from tests.targets.asking import Waits, ask_http, http_settings, question
from tests.targets.misbehaving import (
    CERTIFICATE,
    GOOD_BODY,
    Behaviour,
    closes,
    closes_kept,
    drips,
    endpoint,
    falls_silent,
    floods,
    free_port,
    gzip_bomb,
    hangs,
    head,
    resets,
    run,
    says,
    sends,
    waits,
)

SHORT = WireSettings(timeout=0.3)


def ask_url(url: str, tls: ssl.SSLContext | None = None) -> tuple[EndpointError | None, list[float]]:
    """Ask one question of an address and give the error and the waits between tries."""
    slept = Waits()

    async def test() -> EndpointError | None:
        target = HttpTarget(http_settings(url), world=slept.world, tls=tls)
        try:
            await target.ask(question())
        except EndpointError as error:
            return error
        finally:
            await target.close()
        return None

    return asyncio.run(test()), slept.asked


def test_a_refused_connection_is_refused_and_tried_three_times() -> None:
    error, slept = ask_url(f"http://127.0.0.1:{free_port()}/chat")
    assert error is not None
    assert error.fault.kind is FaultKind.REFUSED
    assert "is the endpoint up?" in error.fault.message
    assert "(3 tries)" in error.fault.message
    assert len(slept) == 2


def test_a_name_that_does_not_exist_is_a_dns_fault_that_names_the_host() -> None:
    error, _ = ask_url("http://no-such-host.invalid/chat")
    assert error is not None
    assert error.fault.kind is FaultKind.DNS
    assert "no-such-host.invalid" in error.fault.message
    assert "`url`" in error.fault.message


def test_a_certificate_that_nobody_vouches_for_is_a_tls_fault_and_not_tried_again() -> None:
    async def test() -> None:
        slept = Waits()
        async with endpoint(says(), tls=True) as server:
            target = HttpTarget(http_settings(server.url), world=slept.world)
            with pytest.raises(EndpointError, match=r"self-signed|self signed") as caught:
                await target.ask(question())
            await target.close()
            assert caught.value.fault.kind is FaultKind.TLS
            assert server.requests == []
            assert slept.asked == []

    run(test)


def test_a_certificate_that_is_trusted_gives_an_answer() -> None:
    async def test() -> None:
        async with endpoint(says(), tls=True) as server:
            trusting = ssl.create_default_context(cafile=str(CERTIFICATE))
            target = HttpTarget(http_settings(server.url), world=Waits().world, tls=trusting)
            answer = await target.ask(question())
            again = await target.ask(question())
            await target.close()
            assert answer.text == again.text == "Within 30 days."
            assert server.connections == 1

    run(test)


def test_a_plain_endpoint_asked_over_tls_is_a_tls_fault() -> None:
    async def test() -> None:
        async with endpoint(says()) as server:
            target = HttpTarget(http_settings(server.url.replace("http:", "https:")), world=Waits().world)
            with pytest.raises(EndpointError) as caught:
                await target.ask(question())
            await target.close()
            assert caught.value.fault.kind is FaultKind.TLS

    run(test)


CUT = head(Content_Length="500") + GOOD_BODY
CUT_CHUNK = head(Transfer_Encoding="chunked") + b"26\r\n" + GOOD_BODY[:20]


@pytest.mark.parametrize(
    "behaviour",
    [
        pytest.param(closes, id="closed"),
        pytest.param(resets(), id="RST"),
        pytest.param(sends(b"HTTP/1.1 200 O", then_closes=True), id="closed in the head"),
        pytest.param(resets(CUT), id="RST in the body"),
        pytest.param(sends(CUT, then_closes=True), id="short body"),
        pytest.param(sends(CUT_CHUNK, then_closes=True), id="short chunk"),
        pytest.param(resets(head() + GOOD_BODY), id="RST in a body without length"),
    ],
)
def test_a_connection_that_breaks_is_a_reset_and_tried_again(behaviour: Behaviour) -> None:
    broken = ask_http(behaviour)
    assert broken.fault.kind is FaultKind.RESET
    assert len(broken.endpoint.requests) == 3
    mended = ask_http(behaviour, says())
    assert mended.text == "Within 30 days."
    assert mended.answer is not None
    assert mended.answer.tries == 2


def test_silence_is_a_timeout_and_tried_once_more() -> None:
    begun = time.monotonic()
    told = ask_http(hangs, wire=SHORT, chance=0.0)
    assert told.fault.kind is FaultKind.TIMEOUT
    assert "did not answer within 0.3 s" in told.fault.message
    assert len(told.endpoint.requests) == 2
    assert time.monotonic() - begun < 2


@pytest.mark.parametrize(
    "behaviour",
    [
        pytest.param(drips(b"HTTP/1.1 200 OK\r\nX-Slow: " + b"a" * 1000), id="head"),
        pytest.param(drips(b" ", before=head(Content_Length="1000")), id="body"),
        pytest.param(drips(b"1\r\n \r\n", before=head(Transfer_Encoding="chunked")), id="chunks"),
        pytest.param(falls_silent(head(Content_Length="1000")), id="a head and then silence"),
    ],
)
def test_a_slow_drip_ends_at_the_deadline_and_is_not_tried_again(behaviour: Behaviour) -> None:
    begun = time.monotonic()
    told = ask_http(behaviour, wire=SHORT)
    assert told.fault.kind is FaultKind.DEADLINE
    assert "had not finished after 0.3 s" in told.fault.message
    assert len(told.endpoint.requests) == 1
    assert time.monotonic() - begun < 1


SPACES = gzip.compress(b" " * MEBIBYTE)
CHUNK = b"10000\r\n" + b" " * 65536 + b"\r\n"


@pytest.mark.parametrize(
    ("behaviour", "setting"),
    [
        pytest.param(floods(CHUNK, before=head(Transfer_Encoding="chunked")), "max_bytes", id="endless chunks"),
        pytest.param(floods(b" " * 65536, before=head()), "max_bytes", id="endless body without length"),
        pytest.param(floods(b"X-More: of the same\r\n", before=b"HTTP/1.1 200 OK\r\n"), "max_bytes", id="endless head"),
        pytest.param(floods(b"HTTP/1.1 102 Wait\r\n\r\n"), "max_bytes", id="endless informational responses"),
        pytest.param(says(b" " * 9 * MEBIBYTE), "max_bytes", id="long body"),
        pytest.param(says(gzip_bomb(64 * MEBIBYTE), Content_Encoding="gzip"), "max_decoded", id="gzip bomb"),
        pytest.param(
            says(gzip.compress(b" " * MEBIBYTE) * 100, Content_Encoding="gzip"),
            "max_decoded",
            id="gzip bomb in members",
        ),
    ],
)
def test_a_response_without_end_is_too_large_and_memory_stays_bounded(behaviour: Behaviour, setting: str) -> None:
    tracemalloc.start()
    try:
        told = ask_http(behaviour, wire=WireSettings(timeout=10))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert told.fault.kind is FaultKind.TOO_LARGE
    assert f"`{setting}`" in told.fault.message
    assert len(told.endpoint.requests) == 1
    assert peak < 48 * MEBIBYTE


@pytest.mark.parametrize("encoding", ["br", "zstd", "deflate", "gzip, gzip", "compress"])
def test_an_encoding_that_was_not_asked_for_is_refused_unread(encoding: str) -> None:
    told = ask_http(says(b"\x8b" * 2000, Content_Encoding=encoding))
    assert told.fault.kind is FaultKind.ENCODING
    assert repr(encoding) in told.fault.message
    assert told.endpoint.requests[0].headers["accept-encoding"] == "gzip"
    assert len(told.endpoint.requests) == 1


def test_gzip_is_read() -> None:
    assert ask_http(says(gzip.compress(GOOD_BODY), Content_Encoding="gzip")).text == "Within 30 days."


@pytest.mark.parametrize(
    ("behaviour", "what"),
    [
        pytest.param(says(b'{"reply": {"text": "With'), "not JSON", id="truncated JSON"),
        pytest.param(says("<html>Sign in</html>", Content_Type="text/html; charset=utf-8"), "not JSON", id="HTML"),
        pytest.param(sends(head(204)), "empty", id="204"),
        pytest.param(says(b""), "empty", id="empty"),
        pytest.param(says(b'{"reply": {"text": "caf\xe9"}}'), "not UTF-8", id="not UTF-8"),
        pytest.param(says(b'{"reply": ' + b"9" * 5000 + b"}"), "not usable as JSON", id="5,000 digits"),
        pytest.param(says(b"[" * 200_000), "nested too deeply", id="200,000 levels"),
        pytest.param(says(b'{"reply": NaN}'), "not usable as JSON", id="NaN"),
        pytest.param(says(gzip.compress(GOOD_BODY)[:-9], Content_Encoding="gzip"), "ends too early", id="cut gzip"),
        pytest.param(says(GOOD_BODY, Content_Encoding="gzip"), "gzip of the response is damaged", id="no gzip"),
        pytest.param(sends(b"SSH-2.0-OpenSSH_9.6\r\n\r\n"), "does not answer in HTTP", id="not HTTP"),
    ],
)
def test_a_body_that_cannot_be_read_is_a_bad_body_and_never_an_answer(behaviour: Behaviour, what: str) -> None:
    told = ask_http(behaviour)
    assert told.fault.kind is FaultKind.BAD_BODY
    assert what in told.fault.message
    assert len(told.endpoint.requests) == 1


def test_a_bad_body_is_shown_with_its_type_and_its_first_200_visible_characters() -> None:
    page = "<html>\x1b[31m\u202e" + "sign in " * 200
    message = ask_http(says(page, Content_Type="text/html; charset=utf-8")).fault.message
    assert "status 200, text/html" in message
    assert "<html>" in message
    assert "\x1b" not in message
    assert "\u202e" not in message
    assert message.isprintable()
    assert len(message) < 400


@pytest.mark.parametrize("body", ['{"answer": {"body": "Yes."}, "id": 7}', '{"reply": {"text": null}}', "[]", '"Yes"'])
def test_an_answer_path_that_finds_nothing_is_no_answer_and_names_the_path(body: str) -> None:
    told = ask_http(says(body))
    assert told.fault.kind is FaultKind.NO_ANSWER
    assert "reply.text" in told.fault.message
    assert "Yes" not in told.fault.message
    assert len(told.endpoint.requests) == 1


def test_a_200_with_an_error_object_is_an_endpoint_error_even_beside_an_answer() -> None:
    told = ask_http(says('{"error": {"message": "model overloaded"}, "reply": {"text": "x"}}'), error="error.message")
    assert told.fault.kind is FaultKind.ENDPOINT
    assert "model overloaded" in told.fault.message


def test_an_empty_answer_is_an_answer() -> None:
    assert ask_http(says('{"reply": {"text": ""}}')).text == ""


def test_control_and_bidi_characters_pass_through_and_halves_of_surrogate_pairs_are_replaced() -> None:
    assert ask_http(says(r'{"reply": {"text": "a\u0000\u001b\u202eb"}}')).text == "a\x00\x1b\u202eb"
    assert ask_http(says(r'{"reply": {"text": "a\ud800b \ud83d\ude00"}}')).text == "a\ufffdb \U0001f600"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_never_followed_and_names_where_it_leads(status: int) -> None:
    told = ask_http(says(b"", status, Location="https://ann:pw@login.example.com/sso?token=t0ps3cret#x"))
    assert told.fault.kind is FaultKind.REDIRECT
    assert "https://login.example.com/sso" in told.fault.message
    assert "pw" not in told.fault.message
    assert "t0ps3cret" not in told.fault.message
    assert len(told.endpoint.requests) == 1


@pytest.mark.parametrize("status", [408, 425, 429, 500, 502, 503, 504])
def test_a_status_of_passing_trouble_is_tried_again(status: int) -> None:
    burst = ask_http(says(b"", status), says(b"", status), says())
    assert burst.text == "Within 30 days."
    assert burst.answer is not None
    assert burst.answer.tries == 3
    storm = ask_http(says(b"", status))
    assert storm.fault.kind is FaultKind.STATUS
    assert f"status {status}" in storm.fault.message
    assert len(storm.endpoint.requests) == 3


@pytest.mark.parametrize(
    ("status", "advice"),
    [
        (400, "`body`"),
        (401, "credentials in [tool.regold.target.headers]"),
        (403, "credentials"),
        (404, "`url`"),
        (422, "`body`"),
    ],
)
def test_a_status_that_stays_is_not_tried_again_and_says_what_to_check(status: int, advice: str) -> None:
    told = ask_http(says('{"detail": "field required"}', status))
    assert told.fault.kind is FaultKind.STATUS
    assert advice in told.fault.message
    assert "field required" in told.fault.message
    assert len(told.endpoint.requests) == 1


def test_a_kept_connection_that_the_endpoint_let_go_of_costs_no_try() -> None:
    async def test() -> None:
        async with endpoint(closes_kept(), waits(0.01, closes), says()) as server:
            target = HttpTarget(http_settings(server.url, WireSettings(timeout=2, tries=1)), world=World())
            assert (await target.ask(question())).tries == 1
            await target.close()
        async with endpoint(says(), closes, says()) as server:
            target = HttpTarget(http_settings(server.url, WireSettings(timeout=2, tries=1)), world=World())
            first, second = await target.ask(question()), await target.ask(question())
            await target.close()
            assert (first.tries, second.tries) == (1, 1)
            assert server.connections == 2
            assert len(server.requests) == 3

    run(test)


def test_an_answer_followed_by_bytes_that_nobody_asked_for_does_not_spoil_the_next() -> None:
    stray = head(Content_Length="2") + b"{}"
    good = head(Content_Length=str(len(GOOD_BODY))) + GOOD_BODY

    async def test() -> None:
        async with endpoint(sends(good + stray), says()) as server:
            target = HttpTarget(http_settings(server.url), world=World())
            assert [(await target.ask(question())).text for _ in range(2)] == ["Within 30 days."] * 2
            await target.close()
            assert server.connections == 2

    run(test)


def test_an_answer_that_needs_the_connection_closed_is_whole() -> None:
    told = ask_http(sends(b"HTTP/1.0 200 OK\r\n\r\n" + GOOD_BODY, then_closes=True))
    assert told.text == "Within 30 days."
