"""The target on chat completions, whole and streamed."""

from __future__ import annotations

import asyncio
import json
import time

import pytest

from regold.model import Exchange, FaultKind
from regold.targets import Reading, check
from tests.targets.asking import KEY, ask_openai, openai_settings, question
from tests.targets.misbehaving import Behaviour, endpoint, falls_silent, head, resets, says, sends


def completion(content: object = "Within 30 days.", finish: str = "stop", **message: object) -> str:
    said = {"role": "assistant", "content": content, **message}
    return json.dumps({"id": "c1", "choices": [{"index": 0, "message": said, "finish_reason": finish}]})


def chunk(finish: str | None = None, **delta: object) -> str:
    return json.dumps({"id": "c1", "choices": [{"index": 0, "delta": delta, "finish_reason": finish}]})


WORDS = [chunk(role="assistant", content=""), chunk(content="Within "), chunk(content="30 days."), chunk("stop")]


def streams(*data: str, end: str = "data: [DONE]\n\n") -> bytes:
    return ("".join(f"data: {text}\n\n" for text in data) + end).encode()


def sse(body: bytes) -> Behaviour:
    return says(body, Content_Type="text/event-stream; charset=utf-8")


def test_the_conversation_goes_out_as_messages_with_the_system_text_first() -> None:
    asked = question("And a gift?", earlier=(Exchange(query="How long?", answer="30 days."),))
    told = ask_openai(says(completion()), asked=asked, system="Be brief.", options={"temperature": 0, "model": "no"})
    request = told.endpoint.requests[0]
    assert request.line == "POST /v1/chat/completions HTTP/1.1"
    assert request.json == {
        "temperature": 0,
        "model": "m",
        "stream": False,
        "messages": [
            {"role": "system", "content": "Be brief."},
            {"role": "user", "content": "How long?"},
            {"role": "assistant", "content": "30 days."},
            {"role": "user", "content": "And a gift?"},
        ],
    }


def test_a_whole_completion_is_read_without_confidence_or_sources() -> None:
    answer = ask_openai(says(completion())).answer
    assert answer is not None
    assert answer.text == "Within 30 days."
    assert (answer.confidence, answer.sources, answer.handoff) == (None, None, None)


@pytest.mark.parametrize("stream", [False, True])
def test_the_build_of_the_endpoint_is_read_from_its_header(stream: bool) -> None:
    kind = "text/event-stream" if stream else "application/json"
    said = says(streams(*WORDS) if stream else completion(), X_Build="b7", Content_Type=kind)
    answer = ask_openai(said, stream=stream, build="X-Build").answer
    assert answer is not None
    assert answer.build == "b7"


def test_a_streamed_completion_is_put_together() -> None:
    told = ask_openai(sse(streams(*WORDS, json.dumps({"choices": [], "usage": {"total_tokens": 3}}))), stream=True)
    assert told.text == "Within 30 days."
    assert told.endpoint.requests[0].json["stream"] is True
    assert told.endpoint.requests[0].headers["accept"] == "text/event-stream"


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_a_stream_may_end_its_lines_in_any_way_and_hold_comments(line_end: str) -> None:
    body = b": hello\n\n" + streams(*WORDS).replace(b"data: ", b"id: 3\ndata:")
    assert ask_openai(sse(body.replace(b"\n", line_end.encode())), stream=True).text == "Within 30 days."


def test_a_stream_that_stays_open_behind_its_end_is_not_waited_for() -> None:
    begun = time.monotonic()
    start = head(Content_Type="text/event-stream", Transfer_Encoding="chunked")
    body = streams(*WORDS)
    told = ask_openai(falls_silent(start + b"%x\r\n%b\r\n" % (len(body), body)), stream=True)
    assert told.text == "Within 30 days."
    assert time.monotonic() - begun < 1


STREAM_HEAD = head(Content_Type="text/event-stream")
CHUNKED_HEAD = head(Content_Type="text/event-stream", Transfer_Encoding="chunked")


@pytest.mark.parametrize(
    "behaviour",
    [
        pytest.param(sse(streams(*WORDS, end="")), id="clean end"),
        pytest.param(sse(streams(*WORDS, end="data: [DO")), id="cut in its end"),
        pytest.param(sse(streams(*WORDS, end="data: \u20ac")[:-1]), id="cut in a character"),
        pytest.param(sends(STREAM_HEAD + streams(*WORDS[:2], end=""), then_closes=True), id="closed"),
        pytest.param(sends(CHUNKED_HEAD + b"fff\r\n" + streams(*WORDS, end=""), then_closes=True), id="cut in a chunk"),
        pytest.param(resets(STREAM_HEAD + streams(*WORDS, end="")), id="RST"),
    ],
)
def test_a_stream_without_its_end_is_truncated_and_tried_again(behaviour: Behaviour) -> None:
    cut = ask_openai(behaviour, stream=True)
    assert cut.fault.kind is FaultKind.TRUNCATED
    assert len(cut.endpoint.requests) == 3
    assert ask_openai(behaviour, sse(streams(*WORDS)), stream=True).text == "Within 30 days."


def test_an_end_without_a_blank_line_behind_it_counts() -> None:
    assert ask_openai(sse(streams(*WORDS, end="data: [DONE]")), stream=True).text == "Within 30 days."


@pytest.mark.parametrize(
    "body",
    [
        streams(WORDS[0], '{"error": {"message": "overloaded", "type": "server_error"}}'),
        streams(WORDS[0], end='event: error\ndata: {"error": "overloaded"}\n\n'),
        streams(WORDS[0], end='event: error\ndata: {"oops": "overloaded"}\n\n'),
        streams(WORDS[0], end='data: {"error": "overloaded"}'),
    ],
)
def test_an_error_inside_a_stream_is_an_endpoint_error(body: bytes) -> None:
    told = ask_openai(sse(body), stream=True)
    assert told.fault.kind is FaultKind.ENDPOINT
    assert "error in its stream" in told.fault.message


@pytest.mark.parametrize("body", [streams("{nope"), streams("[" * 200_000), b"data: \xff\n\n"])
def test_a_stream_that_cannot_be_read_is_a_bad_body(body: bytes) -> None:
    assert ask_openai(sse(body), stream=True).fault.kind is FaultKind.BAD_BODY


def test_a_server_that_does_not_stream_though_asked_is_read_all_the_same() -> None:
    assert ask_openai(says(completion()), stream=True).text == "Within 30 days."


def test_an_error_object_with_a_good_status_is_an_endpoint_error() -> None:
    told = ask_openai(says('{"error": {"message": "no such model: m"}}'))
    assert told.fault.kind is FaultKind.ENDPOINT
    assert "no such model: m" in told.fault.message


CALL = {"id": "t1", "type": "function", "function": {"name": "look_up_order", "arguments": "{}"}}


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (completion(None, "tool_calls", tool_calls=[CALL]), "called a tool (look_up_order)"),
        (completion("", "tool_calls", tool_calls=[CALL]), "called a tool (look_up_order)"),
        (completion(None, "function_call", function_call={"name": "f"}), "called a tool (f)"),
        (completion(None, "content_filter"), "finish_reason: content_filter"),
        (completion(7), "no content at choices[0].message.content"),
        ('{"choices": []}', "top level holds choices"),
        ('{"choices": "x", "id": 3}', "top level holds choices, id"),
        ('{"reply": {"text": "Yes."}}', "does `url` lead to a chat completions API?"),
        ("[]", "a list of 0"),
    ],
)
def test_a_completion_without_content_is_no_answer_with_its_reason(body: str, why: str) -> None:
    told = ask_openai(says(body))
    assert told.fault.kind is FaultKind.NO_ANSWER
    assert why in told.fault.message
    assert len(told.endpoint.requests) == 1


def test_a_streamed_tool_call_is_no_answer() -> None:
    body = streams(chunk(role="assistant", content=None, tool_calls=[CALL]), chunk("tool_calls"))
    assert "look_up_order" in ask_openai(sse(body), stream=True).fault.message


def test_an_empty_completion_is_an_answer() -> None:
    assert ask_openai(says(completion(""))).text == ""
    assert ask_openai(sse(streams(chunk(role="assistant"), chunk("stop"))), stream=True).text == ""


def test_a_refusal_in_place_of_content_is_the_answer() -> None:
    assert ask_openai(says(completion(None, refusal="I cannot help with that."))).text == "I cannot help with that."


def test_content_in_parts_is_joined() -> None:
    parts = [{"type": "text", "text": "Within "}, {"type": "image"}, {"type": "text", "text": "30 days."}]
    assert ask_openai(says(completion(parts))).text == "Within 30 days."


def test_only_the_first_of_several_choices_is_read() -> None:
    second = json.dumps({"choices": [{"index": 1, "delta": {"content": "NO"}}]})
    assert ask_openai(sse(streams(WORDS[0], second, *WORDS[1:])), stream=True).text == "Within 30 days."


def read_once(behaviour: Behaviour, *, stream: bool = False) -> Reading:
    async def test() -> Reading:
        async with endpoint(behaviour) as server:
            return await check(openai_settings(server.url, stream=stream, headers={"Authorization": KEY}), "How long?")

    return asyncio.run(test())


def test_a_check_shows_where_the_answer_was_read_and_what_is_odd_about_it() -> None:
    reading = read_once(says(completion(finish="length")))
    assert reading.answer is not None
    assert reading.parts[0].path == "choices[0].message.content"
    assert reading.parts[0].found == "a text of 15 characters"
    assert reading.notes == ("the answer was cut at the server's token limit (finish_reason: length)",)
    streamed = read_once(sse(streams(*WORDS)), stream=True)
    assert streamed.parts[0].path == "choices[0].delta.content"


def test_a_check_of_another_api_suggests_where_its_text_is() -> None:
    reading = read_once(says('{"reply": {"text": "Yes."}}'))
    assert reading.fault is not None
    assert reading.parts[0].suggestions == ("reply.text",)
    assert reading.shape == ("reply: an object",)
