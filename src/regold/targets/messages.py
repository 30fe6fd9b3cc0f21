"""A request as it is sent and a response as it came, as plain values; no reading of what they say."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from regold.errors import ConfigError
from regold.model import FaultKind
from regold.targets.address import Address
from regold.targets.settings import Secret

_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_VALUE = re.compile(r"[\t\x20-\x7e\x80-\xff]*")
_OURS = {"accept-encoding", "content-length", "transfer-encoding", "connection", "te", "upgrade", "expect"}

Headers = tuple[tuple[bytes, bytes], ...]


class SealedHeaders:
    """Request headers whose values no repr shows."""

    __slots__ = ("_lines",)

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        __tracebackhide__ = True
        self._lines = "".join(f"{name}: {value}\r\n" for name, value in pairs).encode("latin-1")

    def reveal(self) -> bytes:
        """Give the lines as they go over the wire, to be sent at once and kept in no variable."""
        return self._lines


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One call: what differs from the target's other calls.

    `target` is path and query; `watch` makes, for each try, a function that takes each piece of the body and
    says whether the response is over though the connection stays open; `cut_is` is what a body that ends too
    early is called.
    """

    method: str
    target: str = field(repr=False)
    body: bytes = field(default=b"", repr=False)
    watch: Callable[[], Callable[[bytes], bool]] | None = None
    cut_is: FaultKind = FaultKind.RESET


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """What came back: body as bytes after gzip, latency in seconds from the first to the last byte of the try."""

    status: int
    headers: Headers = field(repr=False)
    body: bytes = field(repr=False)
    latency: float = 0.0

    @property
    def ok(self) -> bool:
        """Whether the status is a good one."""
        return 200 <= self.status < 300

    @property
    def content_type(self) -> str:
        """The type without its parameters, in small letters; empty where none was sent."""
        return self.header(b"content-type").partition(";")[0].strip().lower()

    def header(self, name: bytes) -> str:
        """Give all values of a header joined by commas; the name in small letters."""
        return header(self.headers, name)

    def build(self, name: str | None) -> str | None:
        """Give the first 80 visible characters of the header that names the endpoint's build; None for none."""
        told = self.header(name.lower().encode("latin-1", "replace")) if name else ""
        return "".join(filter(str.isprintable, told))[:80].strip() or None

    def build_notes(self, name: str | None) -> tuple[str, ...]:
        """Give a remark when the header that should name the build is not there."""
        missing = name is not None and self.build(name) is None
        return (f"no header {name}: which build answered is not known",) if missing else ()


def header(headers: Headers, name: bytes) -> str:
    """Give all values of a header joined by commas; names are in small letters."""
    return ", ".join(value.decode("latin-1") for key, value in headers if key == name)


def seal(address: Address, headers: Mapping[str, Secret], *, accept: str, sends_json: bool) -> SealedHeaders:
    """Put a target's own headers beside ours; the user's win, except for those the transport lives by.

    Raises:
        ConfigError: a name or value that HTTP does not allow, or a header that is not the user's to set.
    """
    __tracebackhide__ = True
    ours = {"host": address.authority, "accept": accept, "accept-encoding": "gzip", "user-agent": "regold"}
    if sends_json:
        ours["content-type"] = "application/json"
    for name, value in headers.items():
        _check_header(name, value)
    theirs = {name.lower() for name in headers}
    still_ours = ((name, value) for name, value in ours.items() if name not in theirs)
    return SealedHeaders((*still_ours, *((name, value.reveal()) for name, value in headers.items())))


def _check_header(name: str, value: Secret) -> None:
    __tracebackhide__ = True
    place = f"[tool.regold.target.headers] {name[:60]!r}"
    if not _NAME.fullmatch(name):
        raise ConfigError(f"{place}: not a header name; use letters, digits and hyphens")
    if name.lower() in _OURS:
        raise ConfigError(f"{place}: is set by Regold itself; remove it")
    if not _VALUE.fullmatch(value.reveal()):
        raise ConfigError(
            f"{place}: its value holds a line break or another character that a header cannot hold; "
            "check the variable it comes from"
        )
