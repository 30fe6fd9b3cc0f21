"""Turns what goes wrong with a call into faults whose text says what happened and what to do."""

from __future__ import annotations

import socket
import ssl

from regold.model import EndpointError, Fault, FaultKind
from regold.targets.address import shown_url

AGAIN = 1_000
"""Tries for a fault that may pass: as many as the settings allow."""
ONCE_MORE = 2
"""Tries for a timeout: each costs the whole time, so one retry is all it gets."""
NEVER = 1
"""Tries for a fault that would only come again."""

SNIPPET = 200
"""Characters of a body that a message shows."""

RETRIED_STATUSES = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Statuses of trouble that may pass; of all others the same call would only get the same again."""

_ADVICE = {
    401: "check the credentials in [tool.regold.target.headers]",
    403: "check the credentials in [tool.regold.target.headers]",
    404: "check `url` in [tool.regold.target]",
    405: "check `method` in [tool.regold.target]",
}

_FINAL_DNS = {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)}


class CallError(EndpointError):
    """An endpoint error of one try.

    `tries` is how often such a call may be tried in all; `wait` the seconds the endpoint asks for before the next;
    `status` its status code, where it gave one.
    """

    def __init__(
        self, kind: FaultKind, message: str, *, tries: int = NEVER, wait: float = 0.0, status: int | None = None
    ) -> None:
        super().__init__(Fault(kind=kind, message=message))
        self.tries = tries
        self.wait = wait
        self.status = status


def connect_fault(error: OSError, host: str) -> CallError:
    """Give the fault of a connection that could not be made; `host` is shown."""
    if isinstance(error, socket.gaierror):
        final = error.errno in _FINAL_DNS
        return CallError(
            FaultKind.DNS,
            f"the name {host} cannot be resolved ({error.strerror}); check `url` in [tool.regold.target]",
            tries=NEVER if final else AGAIN,
        )
    if isinstance(error, ssl.SSLError):
        return _tls_fault(error, host)
    if isinstance(error, ConnectionResetError | ConnectionAbortedError | BrokenPipeError):
        return CallError(FaultKind.RESET, f"{host} closed the connection while it was being made", tries=AGAIN)
    return CallError(FaultKind.REFUSED, f"{host} refuses connections ({error}); is the endpoint up?", tries=AGAIN)


def _tls_fault(error: ssl.SSLError, host: str) -> CallError:
    reason = getattr(error, "verify_message", "") or error.reason or str(error)
    reason = str(reason).replace("_", " ").lower()
    return CallError(
        FaultKind.TLS,
        f"no secure connection to {host}: {reason}; check the certificate, or set SSL_CERT_FILE to your own authority",
    )


def status_fault(status: int, body: str, *, shown: str, wait: float) -> CallError:
    """Give the fault of a status that is not a good one, with what to check."""
    begins = f"; it says: {snippet(body)}" if body.strip() else ""
    return CallError(
        FaultKind.STATUS,
        f"{shown} answered with status {status}: {_advice(status)}{begins}",
        tries=AGAIN if status in RETRIED_STATUSES else NEVER,
        wait=wait,
        status=status,
    )


def redirect_fault(status: int, location: str, *, shown: str) -> CallError:
    """Give the fault of a redirect; of where it points to, only scheme, host and path are named."""
    to = f"{shown_url(location)!r}" if location else "nowhere"
    return CallError(
        FaultKind.REDIRECT,
        f"{shown} redirects to {to} (status {status}); redirects are never followed, since headers could go astray: "
        "set `url` in [tool.regold.target] to the final address",
        status=status,
    )


def _advice(status: int) -> str:
    if status in {429, 503}:
        return "it is asked too much or is down; lower `concurrency` or set `rate` in [tool.regold.target]"
    if status >= 500:
        return "the endpoint failed; look into its own log"
    return _ADVICE.get(status, "check `url`, `method` and `body` in [tool.regold.target]")


def snippet(text: str) -> str:
    """Give the first 200 characters of a body in one line, with invisible characters shown as escapes."""
    flat = " ".join(text[: SNIPPET * 4].split())
    return _visible(flat)[:SNIPPET]


def _visible(text: str) -> str:
    return "".join(letter if letter.isprintable() else f"\\u{{{ord(letter):x}}}" for letter in text)
