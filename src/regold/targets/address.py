"""Where an endpoint is: a URL taken apart once, and the form of it that may be shown."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import SplitResult, quote, urlsplit

from regold.errors import ConfigError

_PORTS = {"http": 80, "https": 443}
_KEPT_IN_PATH = "/%:@!$&'()*+,;=~-._"
_KEPT_IN_QUERY = _KEPT_IN_PATH + "?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A parsed URL. `query` may hold keys and is never shown; `str` gives scheme, host, port and path."""

    secure: bool
    host: str
    port: int
    path: str
    query: str = field(repr=False)

    @property
    def authority(self) -> str:
        """The value of the Host header: the port is left out where it is the scheme's own."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self._scheme] else f"{host}:{self.port}"

    @property
    def _scheme(self) -> str:
        return "https" if self.secure else "http"

    def __str__(self) -> str:
        return f"{self._scheme}://{self.authority}{self.path}"


def parse_address(url: str, *, suffix: str = "") -> Address:
    """Take a URL apart, with `suffix` put behind its path.

    Raises:
        ConfigError: the URL is not absolute http or https, or holds a name and password.
    """
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError as error:
        raise ConfigError(f"[tool.regold.target] url: cannot be read as a URL ({error}); check its spelling") from None
    if parts.scheme not in _PORTS or not parts.hostname:
        raise ConfigError(
            f"[tool.regold.target] url: `{shown_url(url)}` is not an absolute http or https address; "
            "write it like https://bot.example.com/chat"
        )
    if parts.username is not None:
        raise ConfigError(
            "[tool.regold.target] url: holds a name or password; "
            'put it into headers instead, such as headers = { Authorization = "Basic ${BOT_LOGIN}" }'
        )
    path = parts.path.rstrip("/") + suffix if suffix else parts.path or "/"
    return Address(
        secure=parts.scheme == "https",
        host=_ascii_host(parts.hostname),
        port=port or _PORTS[parts.scheme],
        path=quote(path, safe=_KEPT_IN_PATH),
        query=quote(parts.query, safe=_KEPT_IN_QUERY),
    )


def shown_url(url: str) -> str:
    """Give a URL without its userinfo, query and fragment, cut at 200 characters; an unreadable one as `a URL`."""
    try:
        parts = urlsplit(url.strip())
        host = parts.netloc.rpartition("@")[2]
        return SplitResult(parts.scheme, host, parts.path, "", "").geturl()[:200]
    except ValueError:
        return "a URL"


def _ascii_host(host: str) -> str:
    if ":" in host:
        return host
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        raise ConfigError("[tool.regold.target] url: the host name is not a valid one; check its spelling") from None
