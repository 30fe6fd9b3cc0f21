"""Asks an endpoint that takes JSON or query parameters and answers JSON; the layout of both comes from settings."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import quote_plus

from regold.errors import ConfigError
from regold.model import Answer, Question
from regold.targets.address import parse_address
from regold.targets.faults import CallError
from regold.targets.messages import Request, Response
from regold.targets.paths import Paths
from regold.targets.payload import json_of, text_of
from regold.targets.reading import Reading, shape_of
from regold.targets.settings import HttpSettings
from regold.targets.template import asks, fill
from regold.targets.wire import Wire
from regold.targets.world import World

if TYPE_CHECKING:
    import ssl
    from collections.abc import Mapping


class HttpTarget:
    """A Target over HTTP with templates for the question and paths for the answer."""

    def __init__(self, settings: HttpSettings, *, world: World, tls: ssl.SSLContext | None = None) -> None:
        """Prepare the calls; nothing is sent yet.

        Raises:
            ConfigError: a URL, header, template or path that cannot be used.
        """
        _check_templates(settings)
        self._settings = settings
        self._address = parse_address(settings.url)
        self._paths = Paths(settings)
        self._posts = settings.method == "POST"
        self._wire = Wire(
            self._address,
            settings.wire,
            headers=settings.headers,
            secrets=tuple(value for value in settings.params.values() if "{" not in value.reveal()),
            sends_json=self._posts,
            world=world,
            tls=tls,
        )

    async def ask(self, question: Question) -> Answer:
        """Give the answer, or raise EndpointError with the fault."""
        __tracebackhide__ = True
        return await self._wire.call(self._request(question.query, question.session), self._read)

    async def check(self, query: str) -> Reading:
        """Ask once, without retry, and give what each path finds; raises EndpointError when nothing comes back."""
        __tracebackhide__ = True
        response = await self._wire.once(self._request(query, "regold-check"))
        try:
            value = json_of(response)
        except CallError as error:
            return self._reading(response, fault=self._wire.status_fault(response) or error)
        fault, answer = self._wire.status_fault(response), None
        try:
            answer = self._paths.answer(value, text_of(response)) if fault is None else None
        except CallError as error:
            fault = error
        return self._reading(response, fault=fault, answer=answer, value=value, paths=self._paths)

    async def close(self) -> None:
        """Let go of connections."""
        await self._wire.close()

    def _read(self, response: Response) -> Answer:
        answer = self._paths.answer(json_of(response), text_of(response))
        return replace(answer, build=response.build(self._settings.build)) if self._settings.build else answer

    def _reading(
        self,
        response: Response,
        *,
        fault: CallError | None,
        answer: Answer | None = None,
        value: object = None,
        paths: Paths | None = None,
    ) -> Reading:
        return Reading(
            status=response.status,
            latency=response.latency,
            content_type=response.content_type,
            answer=answer and replace(answer, latency=response.latency, status=response.status),
            fault=fault.fault if fault else None,
            parts=paths.parts(value) if paths else (),
            shape=shape_of(value) if paths else (),
            notes=response.build_notes(self._settings.build),
        )

    def _request(self, query: str, session: str) -> Request:
        __tracebackhide__ = True
        values = {"query": query, "session": session}
        body = json.dumps(fill(self._settings.body, values)).encode() if self._posts else b""
        return Request(method=self._settings.method, target=self._target(values), body=body)

    def _target(self, values: Mapping[str, str]) -> str:
        __tracebackhide__ = True
        pairs = [
            f"{quote_plus(name)}={quote_plus(str(fill(value.reveal(), values)), errors='replace')}"
            for name, value in self._settings.params.items()
        ]
        query = "&".join([*([self._address.query] if self._address.query else []), *pairs])
        return f"{self._address.path}?{query}" if query else self._address.path


def _check_templates(settings: HttpSettings) -> None:
    __tracebackhide__ = True
    in_params = any(asks(value.reveal()) for value in settings.params.values())
    if in_params or (settings.method == "POST" and asks(settings.body)):
        return
    place = "`body` or `params`" if settings.method == "POST" else "`params` (GET sends no body)"
    raise ConfigError(f"[tool.regold.target]: the question is sent nowhere; write {{query}} in {place}")
