"""The settings of every kind of target, as frozen values: checked by the reader of the configuration, not here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, ClassVar, Literal

from annotated_types import Ge, Gt, Le, Len

from regold.secret import Secret as Secret  # noqa: PLC0414 - the rooms beside this file take it from here

Seconds = Annotated[float, Gt(0), Le(3600)]
"""A duration in seconds: more than 0, at most an hour."""

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class WireSettings:
    """How carefully an endpoint is called over the network.

    timeout: seconds for one try as a whole, from connecting to the last byte, however slowly they drip; above 0
        to 3600, default 30. A call with its retries and waits ends within tries x timeout.
    connect_timeout: seconds for the name, the connection and TLS together; above 0 to 3600, default 5. It counts
        within `timeout`.
    tries: how often a call is tried when the transport fails; 1 to 10, default 3. 1 means no retry.
    concurrency: calls under way at once; 1 to 256, default 8. Fewer while the endpoint answers 429 or 503.
    rate: calls begun per second, retries included; above 0 to 10000, default None: as fast as the answers come.
    max_bytes: bytes read for one response, headers included, as they come over the wire; 1024 to 256 MiB,
        default 2 MiB.
    max_decoded: bytes of one response after gzip; 1024 to 1 GiB, default 8 MiB.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    timeout: Seconds = 30.0
    connect_timeout: Seconds = 5.0
    tries: Annotated[int, Ge(1), Le(10)] = 3
    concurrency: Annotated[int, Ge(1), Le(256)] = 8
    rate: Annotated[float, Gt(0), Le(10_000)] | None = None
    max_bytes: Annotated[int, Ge(1024), Le(256 * MEBIBYTE)] = 2 * MEBIBYTE
    max_decoded: Annotated[int, Ge(1024), Le(1024 * MEBIBYTE)] = 8 * MEBIBYTE


def _default_body() -> object:
    return {"message": "{query}", "session": "{session}"}


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpSettings:
    """An endpoint that takes a question as JSON or query parameters and answers JSON.

    `{query}` and `{session}` stand for the question and the conversation in every string of `body` and `params`.
    Paths are JMESPath expressions into the response (https://jmespath.org/specification.html).

    url: where to call, http or https, at least 1 character. Cut to scheme, host and path in every message.
    method: POST or GET, default POST. GET sends no body.
    headers: header values by name, default none. Values are secret.
    params: query parameters by name, default none, templates as in `body`. Values are secret.
    body: the JSON sent with POST, any JSON value, default {"message": "{query}", "session": "{session}"}.
    answer: path of the answer's text, at least 1 character.
    confidence: path of a number from 0 to 1, default None: not read.
    sources: path of a text or a list of texts that name the articles used, default None: not read.
    handoff: path of true or false, whether the endpoint gave up to a human, default None: not read.
    error: path of what a response of good status holds when the endpoint failed all the same, default None: not read.
    build: name of the response header that tells which build of the endpoint answered, default None: not read.
    wire: how carefully it is called.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    url: Annotated[str, Len(1)] = field(repr=False)
    method: Literal["POST", "GET"] = "POST"
    headers: Mapping[str, Secret] = field(default_factory=dict)
    params: Mapping[str, Secret] = field(default_factory=dict)
    body: object = field(default_factory=_default_body, repr=False)
    answer: Annotated[str, Len(1)]
    confidence: Annotated[str, Len(1)] | None = None
    sources: Annotated[str, Len(1)] | None = None
    handoff: Annotated[str, Len(1)] | None = None
    error: Annotated[str, Len(1)] | None = None
    build: Annotated[str, Len(1)] | None = None
    wire: WireSettings = WireSettings()


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenAISettings:
    """Any server of the OpenAI chat completions API.

    url: the base address, such as http://127.0.0.1:8000/v1; `/chat/completions` is put behind it.
    model: the name of the model, at least 1 character.
    headers: header values by name, default none; mostly Authorization. Values are secret.
    stream: whether the answer is read as server-sent events, default False.
    system: text of a system message put first, default None: no such message.
    options: further keys of the request, such as temperature or seed, default none; `model`, `messages` and
        `stream` come from the settings above whatever is written here.
    build: name of the response header that tells which build of the endpoint answered, default None: not read.
    wire: how carefully it is called.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    url: Annotated[str, Len(1)] = field(repr=False)
    model: Annotated[str, Len(1)]
    headers: Mapping[str, Secret] = field(default_factory=dict)
    stream: bool = False
    system: str | None = None
    options: Mapping[str, object] = field(default_factory=dict)
    build: Annotated[str, Len(1)] | None = None
    wire: WireSettings = WireSettings()


@dataclass(frozen=True, slots=True, kw_only=True)
class CallableSettings:
    """A bot in this process: a function found by its dotted path.

    path: package.module:name, at least 1 character.
    wire: of these, `timeout`, `concurrency` and `rate` hold; there is no network to retry over.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    path: Annotated[str, Len(1)]
    wire: WireSettings = WireSettings()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplaySettings:
    """The answers of an earlier run instead of a live endpoint.

    run: the id of the recorded run, its beginning, or `latest`; at least 1 character.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    run: Annotated[str, Len(1)]


TargetSettings = HttpSettings | OpenAISettings | CallableSettings | ReplaySettings
"""The settings of any target of ours."""
