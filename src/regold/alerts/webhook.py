"""Posts messages to a webhook, and calls a heartbeat address; no address, and nothing that it says, is ever shown."""

from __future__ import annotations

import asyncio
import json
import os
import ssl
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from hmac import digest

from regold.alerts.delivery import Refusal
from regold.alerts.message import Message, message_json
from regold.alerts.wording import title
from regold.secret import Secret

TIMEOUT = 10.0
"""Seconds for one call as a whole, from the name to the first line of the answer, however slowly it comes."""

PREFIX = "whsec_"
_PASSING = {408, 425, 429}


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhook:
    """Posts each message as JSON, signed when there is a secret. `clock` gives the time that is signed."""

    url: Secret
    clock: Callable[[], datetime]
    secret: Secret | None = None
    timeout: float = TIMEOUT
    name: str = field(default="webhook", init=False)

    def send(self, message: Message) -> Refusal | None:
        """Post the message; taken is what is answered with a status of 200 to 299."""
        __tracebackhide__ = True
        body = json.dumps(message_json(message, title(message))).encode("ascii")
        headers = {"Content-Type": "application/json", "webhook-id": message.id}
        at = str(int(self.clock().timestamp()))
        headers["webhook-timestamp"] = at
        if self.secret:
            headers["webhook-signature"] = signature(self.secret, message.id, at, body)
        return call("POST", self.url, headers=headers, body=body, timeout=self.timeout)


def ping(url: Secret, *, timeout: float = TIMEOUT) -> Refusal | None:
    """Call a heartbeat address with GET."""
    __tracebackhide__ = True
    return call("GET", url, timeout=timeout)


def signature(secret: Secret, message: str, at: str, body: bytes) -> str:
    """Give the signature of a message by Standard Webhooks 1.0 (https://www.standardwebhooks.com).

    That is HMAC-SHA256 over id, time and body; `whsec_` and Base64 stand for the bytes of the key, any other text for
    itself.
    """
    __tracebackhide__ = True
    signed = f"{message}.{at}.".encode() + body
    return f"v1,{b64encode(digest(_key(secret), signed, sha256)).decode('ascii')}"


def call(
    method: str, url: Secret, *, headers: Mapping[str, str] | None = None, body: bytes | None = None, timeout: float
) -> Refusal | None:
    """Make one call that ends within `timeout` seconds; redirects are not followed, and no body is read."""
    __tracebackhide__ = True
    return asyncio.run(_call(method, url, headers or {}, body, timeout))


async def _call(
    method: str, url: Secret, headers: Mapping[str, str], body: bytes | None, seconds: float
) -> Refusal | None:
    __tracebackhide__ = True
    import aiohttp  # noqa: PLC0415 - costs as much as all of a small run

    limits = aiohttp.ClientTimeout(total=seconds)
    connector = aiohttp.TCPConnector(ssl=_trusted_authorities())
    try:
        async with (
            aiohttp.ClientSession(timeout=limits, connector=connector, headers={"User-Agent": "regold"}) as session,
            session.request(method, url.reveal(), headers=headers, data=body, allow_redirects=False) as response,
        ):
            return _refusal(response.status)
    except TimeoutError:
        return Refusal(reason=f"no answer within {seconds:g} s", passing=True)
    except aiohttp.ClientSSLError:
        return Refusal(reason="no secure connection: its certificate is not trusted")
    except aiohttp.ClientConnectorDNSError:
        return Refusal(reason="its host name is not known")
    except aiohttp.ClientOSError as error:
        return Refusal(reason=f"no connection: {_said(error)}", passing=True)
    except aiohttp.ClientError as error:
        # its text may hold the address
        return Refusal(reason=f"it gives no answer in HTTP ({type(error).__name__})", passing=True)


def _refusal(status: int) -> Refusal | None:
    if 200 <= status < 300:
        return None
    if 300 <= status < 400:
        return Refusal(reason=f"it redirects (status {status}), which is never followed: set its final address")
    return Refusal(reason=f"it answered with status {status}", passing=status >= 500 or status in _PASSING)


def _said(error: OSError) -> str:
    return os.strerror(error.errno) if error.errno else "it was closed"


def _key(secret: Secret) -> bytes:
    __tracebackhide__ = True
    text = secret.reveal()
    if text.startswith(PREFIX):
        try:
            return b64decode(text.removeprefix(PREFIX), validate=True)
        except NotBase64:
            pass
    return text.encode()


def _trusted_authorities() -> ssl.SSLContext:
    """Trust the system's authorities, or those of SSL_CERT_FILE, and Mozilla's, for machines that have none."""
    import certifi  # noqa: PLC0415 - only a call needs it

    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context
