"""Keys stay out of every text that anybody may see."""

from __future__ import annotations

import asyncio
import json
import logging
import pickle
import traceback

import pytest

from regold.errors import ConfigError
from regold.model import EndpointError
from regold.targets import HttpSettings, OpenAISettings, Secret, WireSettings, World, open_target
from regold.targets.http import HttpTarget
from tests.targets.asking import Waits, ask_http, http_settings, question
from tests.targets.misbehaving import Behaviour, closes, drips, endpoint, hangs, says, sends

KEY = "sk-not-for-any-eyes-4711"
HEADERS = {"Authorization": Secret(f"Bearer {KEY}"), "X-Api-Key": Secret(KEY)}


def test_a_secret_shows_stars_wherever_it_is_printed() -> None:
    secret = Secret(KEY)
    assert [repr(secret), str(secret), f"{secret}", f"{secret!r:>3}", "%s" % secret] == ["***"] * 5  # noqa: UP031
    assert secret.reveal() == KEY
    assert secret == Secret(KEY)
    assert secret != KEY
    assert pickle.loads(pickle.dumps(secret)) == secret


def test_settings_show_neither_keys_nor_the_url() -> None:
    shown = repr(HttpSettings(url=f"http://x/?key={KEY}", answer="a", headers=HEADERS, params={"k": Secret(KEY)}))
    shown += repr(OpenAISettings(url=f"http://x/?key={KEY}", model="m", headers=HEADERS))
    assert KEY not in shown
    assert "Authorization" in shown


def with_variables(error: BaseException) -> str:
    """Give the traceback with every variable of every function of ours, as `pytest -l` would at its worst."""
    assert error.__traceback__ is not None
    ours = error.with_traceback(error.__traceback__.tb_next)
    return "".join(traceback.TracebackException.from_exception(ours, capture_locals=True).format())


@pytest.mark.parametrize(
    "behaviour",
    [
        pytest.param(closes, id="closed"),
        pytest.param(hangs, id="timeout"),
        pytest.param(drips(b" ", before=b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n"), id="deadline"),
        pytest.param(says(b"<html>"), id="bad body"),
        pytest.param(says(b"{}"), id="no answer"),
        pytest.param(says(json.dumps({"detail": f"bad key Bearer {KEY}"}), 401), id="a key repeated"),
        pytest.param(says(f'["{KEY}"'), id="a key repeated in a bad body"),
        pytest.param(says(b"", 302, Location=f"http://h/{KEY}?k={KEY}"), id="redirect"),
        pytest.param(sends(b"nonsense\r\n\r\n"), id="not HTTP"),
    ],
)
def test_no_key_is_in_an_error_nor_in_the_variables_of_any_function_it_came_through(
    behaviour: Behaviour, caplog: pytest.LogCaptureFixture
) -> None:
    async def test() -> str:
        async with endpoint(behaviour) as server:
            wire = WireSettings(timeout=0.2)
            settings = http_settings(server.url + f"?key={KEY}", wire, headers=HEADERS, params={"k": Secret(KEY)})
            target = HttpTarget(settings, world=Waits().world)
            try:
                await target.ask(question())
            except EndpointError as error:
                return with_variables(error)
            finally:
                await target.close()
        raise AssertionError("an answer came")

    caplog.set_level(logging.DEBUG)
    shown = asyncio.run(test())
    assert "in ask" in shown
    assert "self = " in shown
    assert KEY not in shown
    assert KEY not in caplog.text


def test_an_answer_that_repeats_our_key_is_shown_without_it() -> None:
    answer = ask_http(says(json.dumps({"reply": {"text": f"You sent {KEY}."}})), headers=HEADERS).answer
    assert answer is not None
    assert answer.text == "You sent ***."
    assert KEY not in answer.body


def test_a_key_is_found_as_json_and_as_a_url_write_it() -> None:
    odd = 'p/q"\u00e9-secret'
    body = json.dumps({"reply": {"text": "x"}, "echo": odd})
    answer = ask_http(says(body), headers={"X-Key": Secret(odd)}).answer
    assert answer is not None
    assert "secret" not in answer.body


def test_short_values_are_no_keys_and_leave_answers_as_they_are() -> None:
    assert ask_http(says(), headers={"X-Flag": Secret("days")}).text == "Within 30 days."


def test_a_header_that_cannot_be_sent_is_refused_without_its_value() -> None:
    with pytest.raises(ConfigError) as caught:
        open_target(HttpSettings(url="http://x", answer="a", headers={"X-Key": Secret(KEY + "\n")}), world=World())
    assert KEY not in "".join(traceback.format_exception(caught.value))


def test_a_key_in_the_query_of_the_url_is_kept_out_of_what_comes_back() -> None:
    async def test() -> str:
        async with endpoint(says(json.dumps({"reply": {"text": f"GET ?key={KEY}"}}))) as server:
            target = HttpTarget(http_settings(server.url + f"?key={KEY}"), world=World())
            answer = await target.ask(question())
            await target.close()
            return answer.text

    assert asyncio.run(test()) == "GET ?key=***"


def test_a_parameter_around_the_question_is_no_key() -> None:
    told = ask_http(says('{"reply": {"text": "Customer: 30 days."}}'), params={"q": Secret("Customer: {query}")})
    assert told.text == "Customer: 30 days."


def test_a_key_among_the_parameters_is_kept_out_of_what_comes_back() -> None:
    params = {"q": Secret("{query}"), "key": Secret(KEY)}
    told = ask_http(says(json.dumps({"reply": {"text": f"key={KEY}"}})), method="GET", params=params)
    assert told.text == "key=***"
