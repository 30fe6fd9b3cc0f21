"""Takes our own secrets out of what an endpoint sends back: some repeat the request in their errors."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from urllib.parse import quote

from regold.targets.messages import Response
from regold.targets.settings import Secret

_SHORTEST = 8
"""Characters below which a value is a word like `json`, not a key: taking it out would spoil answers."""


class Scrubber:
    """Replaces secrets, and the words they are made of, by `***`, also as they are written in JSON and URLs."""

    def __init__(self, secrets: Iterable[Secret]) -> None:
        __tracebackhide__ = True
        self._found = _Hidden({form for secret in secrets for form in _forms(secret)})

    def cleaned(self, response: Response) -> Response:
        """Give the response without our secrets in its body and headers."""
        __tracebackhide__ = True
        if not any(map(self._found.is_in, (response.body, *(value for _, value in response.headers)))):
            return response
        return replace(
            response,
            body=self._found.out_of(response.body),
            headers=tuple((name, self._found.out_of(value)) for name, value in response.headers),
        )


class _Hidden:
    """Byte strings that no repr shows, the longest first."""

    __slots__ = ("_strings",)

    def __init__(self, strings: Iterable[bytes]) -> None:
        self._strings = tuple(sorted(strings, key=len, reverse=True))

    def is_in(self, text: bytes) -> bool:
        __tracebackhide__ = True
        return any(string in text for string in self._strings)

    def out_of(self, text: bytes) -> bytes:
        __tracebackhide__ = True
        for string in self._strings:
            if string in text:
                text = text.replace(string, b"***")
        return text


def _forms(secret: Secret) -> set[bytes]:
    __tracebackhide__ = True
    words = {word for word in (secret.reveal(), *secret.reveal().split()) if len(word) >= _SHORTEST}
    written = {form for word in words for form in (word, quote(word, safe=""), json.dumps(word)[1:-1])}
    return {form.encode("utf-8", "surrogatepass") for form in written}
