"""The target over HTTP: what it sends, what it reads, and the settings it refuses."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regold.errors import ConfigError
from regold.model import EndpointError, FaultKind
from regold.targets import HttpSettings, Reading, Secret, World, check
from regold.targets.http import HttpTarget
from tests.targets.asking import ask_http, http_settings, question
from tests.targets.misbehaving import Behaviour, closes, endpoint, run, says, sends

FULL: dict[str, Any] = {
    "confidence": "reply.confidence",
    "sources": "reply.sources[].id",
    "handoff": "reply.handoff",
    "error": "error.message",
}


def reply(**parts: Any) -> str:
    return json.dumps({"reply": {"text": "Within 30 days.", **parts}})


def test_the_question_and_its_session_go_into_every_string_of_the_body() -> None:
    body = {"ask": [{"q": "Customer: {query}!"}, "{session}", 3, None, True], "keep": "{other} {}"}
    told = ask_http(says(), body=body)
    assert told.endpoint.requests[0].json == {
        "ask": [{"q": "Customer: How long?!"}, "s-1", 3, None, True],
        "keep": "{other} {}",
    }
    assert told.endpoint.requests[0].line == "POST /chat HTTP/1.1"
    assert told.endpoint.requests[0].headers["content-type"] == "application/json"


def test_a_get_sends_its_parameters_and_no_body() -> None:
    told = ask_http(says(), method="GET", params={"q": Secret("{query} & {session}"), "key": Secret("a b")})
    request = told.endpoint.requests[0]
    assert request.line == "GET /chat?q=How+long%3F+%26+s-1&key=a+b HTTP/1.1"
    assert request.body == b""
    assert "content-type" not in request.headers


def test_parameters_follow_those_of_the_url() -> None:
    async def test() -> None:
        async with endpoint(says()) as server:
            target = HttpTarget(
                http_settings(server.url + "?v=2", params={"x": Secret("ü")}),
                world=World(),
            )
            await target.ask(question())
            await target.close()
            assert server.requests[0].line == "POST /chat?v=2&x=%C3%BC HTTP/1.1"

    run(test)


def test_headers_of_the_settings_are_sent_and_win_over_ours() -> None:
    headers = {"Authorization": Secret("Bearer abc"), "user-agent": Secret("shop-check/2")}
    sent = ask_http(says(), headers=headers).endpoint.requests[0].headers
    assert sent["authorization"] == "Bearer abc"
    assert sent["user-agent"] == "shop-check/2"
    assert sent["accept"] == "application/json"


@pytest.mark.parametrize(
    ("sent", "told"),
    [("2026.11.23-a", "2026.11.23-a"), ("a\x80b", "ab"), ("x" * 200, "x" * 80), (" ", None)],
)
def test_the_build_of_the_endpoint_is_read_from_the_header_that_the_settings_name(sent: str, told: str | None) -> None:
    answer = ask_http(says(X_Build=sent), build="x-Build").answer
    assert answer is not None
    assert answer.build == told


def test_no_build_is_read_unless_the_settings_name_its_header() -> None:
    answer = ask_http(says(X_Build="a")).answer
    assert answer is not None
    assert answer.build is None


def test_a_check_says_when_the_header_of_the_build_is_not_there() -> None:
    async def test() -> None:
        async with endpoint(says(), says(X_Build="a")) as server:
            found = [await check(http_settings(server.url, build="X-Build"), "How long?") for _ in range(2)]
            assert [reading.notes for reading in found] == [
                ("no header X-Build: which build answered is not known",),
                (),
            ]

    run(test)


def test_a_response_is_read_by_its_paths() -> None:
    body = reply(confidence=0.93, sources=[{"id": "kb/returns.md"}, {"id": 7}], handoff=False)
    answer = ask_http(says(body), **FULL).answer
    assert answer is not None
    assert (answer.confidence, answer.sources, answer.handoff) == (0.93, ("kb/returns.md", "7"), False)
    assert (answer.status, answer.tries, answer.replayed) == (200, 1, False)
    assert answer.body == body
    assert 0 < answer.latency < 2


def test_parts_that_a_response_lacks_are_none() -> None:
    answer = ask_http(says(reply(confidence=None)), **FULL).answer
    assert answer is not None
    assert (answer.confidence, answer.sources, answer.handoff) == (None, None, None)


@pytest.mark.parametrize(("found", "read"), [(1, 1.0), (0, 0.0), ("0.5", 0.5), ("1", 1.0)])
def test_a_confidence_may_be_a_number_or_a_decimal_in_text(found: object, read: float) -> None:
    answer = ask_http(says(reply(confidence=found)), **FULL).answer
    assert answer is not None
    assert answer.confidence == read


WRONG_CONFIDENCES: list[Any] = [1.01, -0.1, "high", "1e-3", "\u0660", True, [], 10**400]
WRONG_SOURCES: list[Any] = [True, 1.5, {}, ["a"]]
WRONG_HANDOFFS: list[Any] = ["yes", 1, [], ""]
WRONG_ANSWERS: list[Any] = [3, ["Yes."], {"a": 1}, False]


@pytest.mark.parametrize(
    ("setting", "parts"),
    [
        *[("confidence", {"confidence": value}) for value in WRONG_CONFIDENCES],
        *[("sources", {"sources": [{"id": value}]}) for value in WRONG_SOURCES],
        *[("handoff", {"handoff": value}) for value in WRONG_HANDOFFS],
        *[("answer", {"text": value}) for value in WRONG_ANSWERS],
    ],
)
def test_a_part_of_the_wrong_kind_is_a_bad_body_that_names_its_setting(setting: str, parts: dict[str, object]) -> None:
    told = ask_http(says(reply(**parts)), **FULL)
    assert told.fault.kind is FaultKind.BAD_BODY
    assert f"`{setting} = " in told.fault.message


@pytest.mark.parametrize("error", ["", None, False, [], {}])
def test_an_error_path_that_finds_nothing_of_substance_is_no_error(error: object) -> None:
    body = json.dumps({"reply": {"text": "Within 30 days."}, "error": error})
    assert ask_http(says(body), error="error").text == "Within 30 days."


def test_no_answer_says_where_text_is_but_not_what_it_says() -> None:
    body = json.dumps({"output": {"message": "Dear Ms Example, ..."}, "id": "x", "n": 1})
    message = ask_http(says(body)).fault.message
    assert "`answer = 'reply.text'` finds nothing in the response, whose top level holds output, id, n" in message
    assert "text is at output.message" in message
    assert "Example" not in message


def test_a_byte_order_mark_before_the_json_is_passed_over() -> None:
    assert ask_http(says(b"\xef\xbb\xbf" + reply().encode())).text == "Within 30 days."


@pytest.mark.parametrize(
    ("wrong", "says_so"),
    [
        ({"answer": "reply..text"}, "answer: 'reply..text' is not a JMESPath expression"),
        ({"sources": "reply[?"}, "sources: 'reply[?' is not a JMESPath expression"),
        ({"url": "bot.example.com/chat"}, "not an absolute http or https address"),
        ({"url": "ftp://bot.example.com"}, "not an absolute http or https address"),
        ({"url": "http://ann:pw@bot.example.com"}, "holds a name or password"),
        ({"url": "http://bot.example.com:99999/"}, "cannot be read as a URL"),
        ({"url": "http://a..b/"}, "not a valid one"),
        ({"body": {"message": "{question}"}}, "the question is sent nowhere; write {query} in `body`"),
        ({"method": "GET"}, "GET sends no body"),
        ({"headers": {"X Key": Secret("a")}}, "'X Key': not a header name"),
        ({"headers": {"X-Key": Secret("a\nb")}}, "a line break"),
        ({"headers": {"X-Key": Secret("„a”")}}, "a line break or another character"),
        ({"headers": {"Accept-Encoding": Secret("br")}}, "is set by Regold itself"),
    ],
)
def test_a_setting_that_cannot_be_used_is_refused_before_any_call(wrong: dict[str, object], says_so: str) -> None:
    values: dict[str, Any] = {"url": "http://127.0.0.1:1/", "answer": "reply.text", **wrong}
    with pytest.raises(ConfigError) as caught:
        HttpTarget(HttpSettings(**values), world=World())
    assert str(caught.value).startswith("[tool.regold.target")
    assert says_so in str(caught.value)
    assert "pw" not in str(caught.value)


@settings(max_examples=25, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"])), st.sampled_from(["POST", "GET"]))
def test_any_question_arrives_as_it_is(query: str, method: str) -> None:
    async def test() -> str:
        async with endpoint(says()) as server:
            params = {"q": Secret("{query}")} if method == "GET" else {}
            target = HttpTarget(http_settings(server.url, method=method, params=params), world=World())
            await target.ask(question(query))
            await target.close()
            return _arrived(server.requests[0].line) if params else str(server.requests[0].json["message"])

    assert asyncio.run(test()) == query


def _arrived(line: str) -> str:
    from urllib.parse import parse_qs, urlsplit

    return parse_qs(urlsplit(line.split()[1]).query, keep_blank_values=True)["q"][0]


def read_once(*behaviours: Behaviour, **more: Any) -> Reading:
    async def test() -> Reading:
        async with endpoint(*behaviours) as server:
            reading = await check(http_settings(server.url, **more), "How long?")
            assert len(server.requests) == 1
            return reading

    return asyncio.run(test())


def test_a_check_shows_what_each_path_finds() -> None:
    reading = read_once(says(reply(confidence=0.5, sources=[], handoff=True)), **FULL)
    assert (reading.status, reading.content_type, reading.fault) == (200, "application/json", None)
    assert reading.answer is not None
    assert reading.answer.text == "Within 30 days."
    assert {part.setting: part.found for part in reading.parts} == {
        "error": None,
        "answer": "a text of 15 characters",
        "confidence": "a number",
        "sources": "a list of 0",
        "handoff": "true or false",
    }
    assert [part.problem for part in reading.parts] == [None] * 5
    assert reading.shape == ("reply: an object",)


def test_a_check_suggests_paths_where_one_finds_nothing() -> None:
    body = json.dumps(
        {"data": {"id": "4f", "out-put": "You can return it within 30 days.", "confidence": 0.4, "refs": ["kb/a.md"]}}
    )
    reading = read_once(says(body), **FULL)
    assert reading.answer is None
    assert reading.fault is not None
    assert reading.fault.kind is FaultKind.NO_ANSWER
    near = {part.setting: part.suggestions for part in reading.parts}
    assert near["answer"][0] == 'data."out-put"'
    assert near["confidence"] == ("data.confidence",)
    assert near["sources"] == ("data.refs",)
    assert near["handoff"] == near["error"] == ()


def test_every_suggested_path_finds_what_it_promises() -> None:
    body = json.dumps({'we"ird\\': {"a b": [{"text": "Yes."}]}})
    reading = read_once(says(body))
    path = next(part for part in reading.parts if part.setting == "answer").suggestions[0]
    assert ask_http(says(body), answer=path).text == "Yes."


def test_a_check_tells_a_wrong_kind_a_bad_status_and_a_bad_body_from_one_another() -> None:
    wrong = read_once(says(reply(handoff="no")), **FULL)
    assert wrong.fault is not None
    assert "`handoff = " in wrong.fault.message
    assert next(part for part in wrong.parts if part.setting == "handoff").problem == wrong.fault.message
    status = read_once(says(reply(), status=503))
    assert status.fault is not None
    assert (status.fault.kind, status.status) == (FaultKind.STATUS, 503)
    page = read_once(says("<html>", Content_Type="text/html"))
    assert page.fault is not None
    assert (page.fault.kind, page.parts) == (FaultKind.BAD_BODY, ())


def test_a_check_never_tries_again() -> None:
    with pytest.raises(EndpointError) as caught:
        read_once(closes)
    assert caught.value.fault.kind is FaultKind.RESET
    assert read_once(sends(b"HTTP/1.1 429 Later\r\nContent-Length: 0\r\n\r\n")).status == 429
