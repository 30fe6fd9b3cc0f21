"""A webhook that takes messages, one that refuses them in every way, and what may be said about either."""

from __future__ import annotations

import json
import time
from base64 import b64encode
from datetime import UTC, datetime
from hashlib import sha256
from hmac import digest

import pytest

from regold.alerts import Message, Refusal
from regold.alerts.webhook import Webhook, ping, signature
from regold.secret import Secret
from tests.alerts.receiving import receiver
from tests.alerts.samples import CHANGED, Story
from tests.targets.misbehaving import Behaviour, drips, falls_silent, free_port, head, resets, says, sends, waits

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
KEY = "T0p-secret"


def a_message() -> Message:
    message = Story(confirm_runs=1).check(CHANGED)
    assert message is not None
    return message


def a_webhook(url: str, *, secret: str | None = None, timeout: float = 5.0) -> Webhook:
    signed = Secret(secret) if secret else None
    return Webhook(url=Secret(url), clock=lambda: NOON, secret=signed, timeout=timeout)


def test_a_message_is_posted_as_json_and_taken_with_any_status_of_success() -> None:
    with receiver(says("", status=204), says("thanks")) as here:
        webhook = a_webhook(here.url)
        assert webhook.send(a_message()) is None
        assert webhook.send(a_message()) is None
    first, second = here.requests
    assert first.line == "POST /chat HTTP/1.1"
    assert first.headers["content-type"] == "application/json"
    assert first.json["topics"][0]["topic"] == "returns"
    assert first.body == second.body
    assert first.headers["webhook-id"] == second.headers["webhook-id"] == first.json["id"] == "alert-run-1"
    assert "webhook-signature" not in first.headers


def test_a_message_is_signed_when_there_is_a_secret() -> None:
    with receiver(says("")) as here:
        a_webhook(here.url, secret=f"whsec_{b64encode(b'key of 24 bytes or more.').decode()}").send(a_message())
    (heard,) = here.requests
    at = heard.headers["webhook-timestamp"]
    assert at == str(int(NOON.timestamp()))
    signed = f"alert-run-1.{at}.".encode() + heard.body
    expected = b64encode(digest(b"key of 24 bytes or more.", signed, sha256)).decode()
    assert heard.headers["webhook-signature"] == f"v1,{expected}"


def test_the_signature_is_that_of_the_standard() -> None:
    """The example in the specification of Standard Webhooks."""
    secret = Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    body = b'{"test": 2432232314}'
    told = signature(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", body)
    assert told == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_a_secret_that_is_no_base64_is_the_key_itself() -> None:
    told = signature(Secret("whsec_a plain pass phrase"), "m", "1", b"{}")
    expected = b64encode(digest(b"whsec_a plain pass phrase", b"m.1.{}", sha256)).decode()
    assert told == f"v1,{expected}"


@pytest.mark.parametrize(
    ("behaviour", "reason", "passing"),
    [
        (says("", status=500), "it answered with status 500", True),
        (says("", status=429), "it answered with status 429", True),
        (says("", status=401), "it answered with status 401", False),
        (says("", status=404), "it answered with status 404", False),
        (resets(), "no connection", True),
        (sends(b"HTTP/1.1 200 OK\r\nContent-", then_closes=True), "it gives no answer in HTTP", True),
        (sends(b"220 mail.example.com ESMTP\r\n", then_closes=True), "it gives no answer in HTTP", True),
    ],
    ids=["500", "429", "401", "404", "reset", "cut", "not http"],
)
def test_a_receiver_that_fails_has_not_taken_the_message(behaviour: Behaviour, reason: str, passing: bool) -> None:
    with receiver(behaviour) as here:
        refusal = a_webhook(here.url).send(a_message())
    assert refusal is not None
    assert refusal.reason.startswith(reason)
    assert refusal.passing is passing


@pytest.mark.parametrize(
    "behaviour",
    [falls_silent(b""), waits(5, says("")), drips(b"HTTP/1.1 200 OK\r\n" + b"X-Slow: 1\r\n" * 5000)],
    ids=["silent", "slow", "dripping"],
)
def test_a_receiver_that_hangs_is_given_up(behaviour: Behaviour) -> None:
    with receiver(behaviour) as here:
        began = time.monotonic()
        refusal = a_webhook(here.url, timeout=0.3).send(a_message())
        took = time.monotonic() - began
    assert refusal == Refusal(reason="no answer within 0.3 s", passing=True)
    assert took < 3


def test_a_redirect_is_not_followed() -> None:
    with receiver(says("")) as other, receiver(sends(head(302, location=other.url) + b"")) as here:
        refusal = a_webhook(here.url).send(a_message())
    assert refusal is not None
    assert "redirects (status 302), which is never followed" in refusal.reason
    assert not refusal.passing
    assert other.requests == []


def test_a_certificate_that_is_not_trusted_is_never_passed_over() -> None:
    with receiver(says(""), tls=True) as here:
        refusal = a_webhook(here.url).send(a_message())
    assert refusal == Refusal(reason="no secure connection: its certificate is not trusted")
    assert here.requests == []


@pytest.mark.parametrize("where", ["http://127.0.0.1:{port}/{key}", "http://{key}.invalid/{key}?key={key}"])
def test_nothing_of_an_address_is_ever_said(where: str) -> None:
    url = where.format(port=free_port(), key=KEY)
    webhook = a_webhook(url, secret=KEY)
    refusal = webhook.send(a_message())
    assert refusal is not None
    assert refusal.reason.startswith(("no connection", "its host name is not known"))
    assert KEY.lower() not in repr((refusal, webhook)).lower()


def test_what_a_receiver_answers_is_not_said_either() -> None:
    with receiver(says(f"unknown key {KEY}", status=403)) as here:
        refusal = a_webhook(here.url).send(a_message())
    assert refusal == Refusal(reason="it answered with status 403")


def test_a_heartbeat_is_called_without_a_body() -> None:
    with receiver(says(""), says("", status=503)) as here:
        assert ping(Secret(here.url)) is None
        assert ping(Secret(here.url)) == Refusal(reason="it answered with status 503", passing=True)
    assert [(heard.line, heard.body) for heard in here.requests] == [("GET /chat HTTP/1.1", b"")] * 2


def test_the_body_is_json_in_ascii() -> None:
    with receiver(says("")) as here:
        a_webhook(here.url).send(a_message())
    assert json.loads(here.requests[0].body.decode("ascii"))["type"] == "regold.alert"
