"""Unpacks the body of one response as it comes in, within its caps; knows nothing of what the body says."""

from __future__ import annotations

import zlib
from typing import Protocol

from regold.model import FaultKind
from regold.targets.faults import CallError

_GZIP = 16 + zlib.MAX_WBITS
_PLAIN = {"", "identity"}
_ZIPPED = {"gzip", "x-gzip"}


class Unpacker(Protocol):
    """Takes the pieces of a body as they come over the wire and gives what they hold."""

    def add(self, piece: bytes) -> bytes:
        """Give what this piece adds to the body; raises CallError when it is damaged or over its cap."""
        ...

    def end(self) -> None:
        """Say that nothing more comes; raises CallError when something is missing."""
        ...


def unpacker(encoding: str, *, max_decoded: int, ok: bool) -> Unpacker:
    """Give what unpacks a body of this Content-Encoding, of at most `max_decoded` bytes.

    Raises CallError of kind encoding for one that was not asked for; when the status is not a good one (`ok`),
    the status is the news and such a body is left unread.
    """
    name = encoding.strip().lower()
    if name in _PLAIN:
        return _Plain(max_decoded)
    if name in _ZIPPED:
        return _Gunzip(max_decoded)
    if not ok:
        return _Plain(0, keep=False)
    raise CallError(
        FaultKind.ENCODING,
        f"the response is packed as {name[:40]!r}, only gzip was asked for; turn that compression off at the endpoint",
    )


class _Plain:
    def __init__(self, max_decoded: int, *, keep: bool = True) -> None:
        self._left = max_decoded
        self._keep = keep

    def add(self, piece: bytes) -> bytes:
        if not self._keep:
            return b""
        self._left -= len(piece)
        if self._left < 0:
            raise too_large("max_decoded")
        return piece

    def end(self) -> None:
        pass


class _Gunzip:
    """Gunzips any number of members one after another (RFC 1952, 2.2), never more than the cap."""

    def __init__(self, max_decoded: int) -> None:
        self._left = max_decoded
        self._zip = zlib.decompressobj(_GZIP)
        self._begun = False

    def add(self, piece: bytes) -> bytes:
        unpacked = bytearray()
        while piece:
            if self._zip.eof:
                self._zip = zlib.decompressobj(_GZIP)
            self._begun = True
            try:
                unpacked += self._zip.decompress(piece, self._left + 1 - len(unpacked))
            except zlib.error:
                raise CallError(FaultKind.BAD_BODY, "the gzip of the response is damaged") from None
            if len(unpacked) > self._left:
                raise too_large("max_decoded")
            piece = self._zip.unused_data
        self._left -= len(unpacked)
        return bytes(unpacked)

    def end(self) -> None:
        if self._begun and not self._zip.eof:
            raise CallError(FaultKind.BAD_BODY, "the gzip of the response ends too early")


def too_large(setting: str) -> CallError:
    """Give the fault of a response over one of its caps."""
    words = {"max_bytes": "on the wire", "max_decoded": "unpacked"}
    return CallError(
        FaultKind.TOO_LARGE,
        f"the response is larger than allowed {words[setting]} "
        f"(`{setting}` in [tool.regold.target]); an answer should be far smaller",
    )
