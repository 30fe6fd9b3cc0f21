"""Asks any server of the OpenAI chat completions API, whole or streamed; any other API is not its business."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from regold.model import Answer, FaultKind, Question
from regold.targets.address import parse_address
from regold.targets.completion import Completion, completion_of, error_in
from regold.targets.faults import AGAIN, CallError
from regold.targets.messages import Request, Response
from regold.targets.payload import bad_body, json_of, text_of
from regold.targets.reading import Part, Reading, shape_of, suggestions
from regold.targets.settings import OpenAISettings
from regold.targets.stream import Event, EventStream
from regold.targets.wire import Wire
from regold.targets.world import World

if TYPE_CHECKING:
    import ssl

_END = "[DONE]"
_STREAM = "text/event-stream"


class OpenAITarget:
    """A Target on chat completions (https://platform.openai.com/docs/api-reference/chat)."""

    def __init__(self, settings: OpenAISettings, *, world: World, tls: ssl.SSLContext | None = None) -> None:
        """Prepare the calls; nothing is sent yet.

        Raises:
            ConfigError: a URL or header that cannot be used.
        """
        self._settings = settings
        self._address = parse_address(settings.url, suffix="/chat/completions")
        self._wire = Wire(
            self._address,
            settings.wire,
            headers=settings.headers,
            accept=_STREAM if settings.stream else "application/json",
            world=world,
            tls=tls,
        )

    async def ask(self, question: Question) -> Answer:
        """Give the answer, or raise EndpointError with the fault."""
        __tracebackhide__ = True
        return await self._wire.call(self._request(question), self._read)

    async def check(self, query: str) -> Reading:
        """Ask once, without retry, and give what was read; raises EndpointError when nothing comes back."""
        __tracebackhide__ = True
        question = Question(case="check", turn=0, query=query, session="regold-check")
        response = await self._wire.once(self._request(question))
        fault, answer, completion = self._wire.status_fault(response), None, Completion()
        try:
            if fault is None:
                completion = _completion(response)
                answer = _answer(completion, response)
        except CallError as error:
            fault = error
        reading = _reading(response, completion, answer, fault)
        return replace(reading, notes=(*reading.notes, *response.build_notes(self._settings.build)))

    async def close(self) -> None:
        """Let go of connections."""
        await self._wire.close()

    def _read(self, response: Response) -> Answer:
        answer = _answer(_completion(response), response)
        return replace(answer, build=response.build(self._settings.build)) if self._settings.build else answer

    def _request(self, question: Question) -> Request:
        __tracebackhide__ = True
        body = {
            **self._settings.options,
            "model": self._settings.model,
            "messages": list(self._messages(question)),
            "stream": self._settings.stream,
        }
        query = f"?{self._address.query}" if self._address.query else ""
        streamed = self._settings.stream
        return Request(
            method="POST",
            target=self._address.path + query,
            body=json.dumps(body).encode(),
            watch=_watch if streamed else None,
            cut_is=FaultKind.TRUNCATED if streamed else FaultKind.RESET,
        )

    def _messages(self, question: Question) -> Iterator[dict[str, str]]:
        if self._settings.system is not None:
            yield {"role": "system", "content": self._settings.system}
        for exchange in question.earlier:
            yield {"role": "user", "content": exchange.query}
            yield {"role": "assistant", "content": exchange.answer}
        yield {"role": "user", "content": question.query}


def _watch() -> Callable[[bytes], bool]:
    """Give a function that knows the end of a stream: some servers leave the connection open behind it."""
    stream = EventStream()

    def is_over(piece: bytes) -> bool:
        try:
            return any(event.data == _END for event in stream.feed(piece))
        except UnicodeDecodeError:
            return True

    return is_over


def _completion(response: Response) -> Completion:
    if response.content_type == _STREAM:
        return completion_of(list(_chunks(response)))
    return completion_of([json_of(response)])


def _answer(completion: Completion, response: Response) -> Answer:
    if completion.text is None:
        raise CallError(FaultKind.NO_ANSWER, completion.why_nothing, status=response.status)
    return Answer(text=completion.text, body=text_of(response))


def _chunks(response: Response) -> Iterator[object]:
    """Give the JSON values of a streamed completion; raises CallError truncated when its end is missing."""
    for event in _events(response):
        if event.data.strip() == _END:
            return
        try:
            value: object = json.loads(event.data)
        except (ValueError, RecursionError):
            raise bad_body(response, "a stream with an event that is not JSON") from None
        if event.type == "error" or error_in(value) is not None:
            raise CallError(
                FaultKind.ENDPOINT,
                f"the endpoint reports an error in its stream: {error_in(value) or 'no reason given'}",
            )
        yield value
    raise CallError(FaultKind.TRUNCATED, f"the stream ended without its {_END}", tries=AGAIN, status=response.status)


def _events(response: Response) -> list[Event]:
    stream = EventStream()
    try:
        return stream.feed(response.body) + _whole(stream)
    except UnicodeDecodeError:
        raise bad_body(response, "not UTF-8") from None


def _whole(stream: EventStream) -> list[Event]:
    """Give the last event that no blank line ended, where it is whole all the same: many servers end so."""
    try:
        return [event for event in stream.rest() if event.data.strip() == _END or json.loads(event.data)]
    except (ValueError, RecursionError):
        return []


def _reading(response: Response, completion: Completion, answer: Answer | None, fault: CallError | None) -> Reading:
    shape, near = _shape(response)
    part = Part(
        setting="answer",
        path=completion.path,
        found=None if answer is None else f"a text of {len(answer.text)} characters",
        problem=None if answer else "finds nothing in the response",
        suggestions=() if answer else near,
    )
    return Reading(
        status=response.status,
        latency=response.latency,
        content_type=response.content_type,
        answer=answer and replace(answer, latency=response.latency, status=response.status),
        fault=fault.fault if fault else None,
        parts=(part,),
        shape=shape,
        notes=completion.notes,
    )


def _shape(response: Response) -> tuple[tuple[str, ...], tuple[str, ...]]:
    try:
        value = json_of(response)
    except CallError:
        return (), ()
    return shape_of(value), suggestions(value, "answer")
