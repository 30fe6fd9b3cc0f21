"""One HTTP/1.1 connection: sends a request, unpacks the response as it comes, within caps. Never waits by itself."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

import h11

from regold.model import FaultKind
from regold.targets.body import Unpacker, too_large, unpacker
from regold.targets.faults import AGAIN, CallError
from regold.targets.messages import Headers, Request, Response, SealedHeaders, header

if TYPE_CHECKING:
    from regold.targets.settings import WireSettings

_MAX_HEAD = 64 * 1024
_ANY_REQUEST = h11.Request(method="POST", target="/", headers=[("Host", "any")])
_TOO_LONG = 431


class Connection(asyncio.Protocol):
    """Speaks HTTP/1.1 by h11 (https://h11.readthedocs.io), one exchange at a time.

    `received` counts the bytes of the exchange under way, headers included; `lost` is done when the connection
    is; `idle_since` is the owner's note.
    """

    def __init__(self, settings: WireSettings, shown: str) -> None:
        self._settings = settings
        self._shown = shown
        self._h11 = h11.Connection(h11.CLIENT, max_incomplete_event_size=_MAX_HEAD)
        self._transport: asyncio.Transport | None = None
        self._coming: _Coming | None = None
        self.lost: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.received = 0
        self.idle_since = 0.0

    @property
    def reusable(self) -> bool:
        """Whether another exchange may follow on this connection."""
        transport = self._transport
        return transport is not None and not transport.is_closing() and self._h11.our_state is h11.IDLE

    async def exchange(self, request: Request, headers: SealedHeaders) -> Response:
        """Send a request and give its response; raises CallError for whatever the endpoint does wrong."""
        __tracebackhide__ = True
        assert self._transport is not None  # noqa: S101 - a connection is given out only once it is made
        self.received = 0
        coming = self._coming = _Coming(request, self._settings.max_decoded)
        self._transport.write(self._written(request, headers))
        return await coming.response

    def abort(self) -> None:
        """Drop the connection at once; whoever waits on it gets nothing more."""
        if self._transport is not None:
            self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take the transport that asyncio made."""
        assert isinstance(transport, asyncio.Transport)  # noqa: S101 - what create_connection promises
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Take what came; anything that comes unasked ends the connection."""
        self.received += len(data)
        if self._coming is None:
            self.abort()
        elif self.received > self._settings.max_bytes:
            self._fail(too_large("max_bytes"))
        else:
            self._feed(data)

    def eof_received(self) -> None:
        """Take the end of what comes: it may be the regular end of a body without a length."""
        if self._coming is not None:
            self._feed(b"")

    def connection_lost(self, exc: Exception | None) -> None:
        """Take note that the connection is gone."""
        if not self.lost.done():
            self.lost.set_result(None)
        self._fail(self._cut(exc))

    def _written(self, request: Request, headers: SealedHeaders) -> bytes:
        """Give a request as it goes over the wire.

        The headers were looked at when they were sealed; h11 would look at them anew for each call, which takes half
        of its time. So it only keeps the state, for which any request will do.
        """
        __tracebackhide__ = True
        self._h11.send(_ANY_REQUEST)
        self._h11.send(h11.EndOfMessage())
        first = f"{request.method} {request.target} HTTP/1.1\r\n".encode("ascii")
        length = b"Content-Length: %d\r\n" % len(request.body) if request.body else b""
        return b"".join((first, headers.reveal(), length, b"\r\n", request.body))

    def _feed(self, data: bytes) -> None:
        try:
            self._h11.receive_data(data)
            while self._coming is not None and self._take(self._coming, self._h11.next_event()):
                pass
        except h11.RemoteProtocolError as error:
            self._fail(self._unreadable(error, ended=not data))
        except CallError as error:
            self._fail(error)

    def _take(self, coming: _Coming, event: object) -> bool:
        """Take one event; True while there may be more."""
        match event:
            case h11.InformationalResponse():
                return True
            case h11.Response(status_code=status, headers=headers):
                coming.begin(status, tuple(headers))
                return True
            case h11.Data(data=data):
                if coming.add(bytes(data)):
                    self._finish(coming, at_end=isinstance(self._h11.next_event(), h11.EndOfMessage))
                return True
            case h11.EndOfMessage():
                coming.end()
                self._finish(coming, at_end=True)
                return False
            case h11.ConnectionClosed():
                raise self._cut(None)
            case _:
                return False

    def _finish(self, coming: _Coming, *, at_end: bool) -> None:
        self._coming = None
        coming.finish()
        state = (self._h11.our_state, self._h11.their_state, self._h11.trailing_data)
        if at_end and state == (h11.DONE, h11.DONE, (b"", False)):
            self._h11.start_next_cycle()
        else:
            self.abort()

    def _fail(self, error: CallError) -> None:
        coming, self._coming = self._coming, None
        if coming is not None:
            coming.fail(error)
            self.abort()

    def _unreadable(self, error: h11.RemoteProtocolError, *, ended: bool) -> CallError:
        if ended:
            return self._cut(None)
        if error.error_status_hint == _TOO_LONG:
            return too_large("max_bytes")
        return CallError(FaultKind.BAD_BODY, f"{self._shown} does not answer in HTTP ({error}); check `url`")

    def _cut(self, error: Exception | None) -> CallError:
        coming = self._coming
        if coming is None or not coming.begun:
            when, kind = "without an answer", FaultKind.RESET
        else:
            when, kind = "in the middle of its answer", coming.cut_is
        fault = CallError(kind, f"{self._shown} closed the connection {when}", tries=AGAIN)
        fault.__cause__ = error
        return fault


class _Coming:
    """The response under way: collects and unpacks until it is over or has failed."""

    def __init__(self, request: Request, max_decoded: int) -> None:
        self.response: asyncio.Future[Response] = asyncio.get_running_loop().create_future()
        self.cut_is = request.cut_is
        self._is_over: Callable[[bytes], bool] | None = request.watch() if request.watch else None
        self._max_decoded = max_decoded
        self._status = 0
        self._headers: Headers = ()
        self._unpacker: Unpacker | None = None
        self._body = bytearray()

    @property
    def begun(self) -> bool:
        return self._unpacker is not None

    def begin(self, status: int, headers: Headers) -> None:
        self._status, self._headers = status, headers
        ok = 200 <= status < 300
        self._unpacker = unpacker(header(headers, b"content-encoding"), max_decoded=self._max_decoded, ok=ok)

    def add(self, piece: bytes) -> bool:
        assert self._unpacker is not None  # noqa: S101 - h11 gives the head before the body
        unpacked = self._unpacker.add(piece)
        self._body += unpacked
        return self._is_over is not None and self._is_over(unpacked)

    def end(self) -> None:
        if self._unpacker is not None:
            self._unpacker.end()

    def finish(self) -> None:
        if not self.response.done():
            self.response.set_result(Response(status=self._status, headers=self._headers, body=bytes(self._body)))

    def fail(self, error: CallError) -> None:
        if not self.response.done():
            self.response.set_exception(error)
