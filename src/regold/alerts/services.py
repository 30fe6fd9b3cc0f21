"""Tells the services that apprise knows: chats, mail, pagers; what they are is apprise's business."""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass, field
from importlib import import_module
from types import ModuleType
from typing import Any

from regold.alerts.delivery import Refusal
from regold.alerts.message import Message, News
from regold.alerts.wording import lines, title
from regold.errors import ConfigError
from regold.secret import Secret

TIMEOUT = 30.0
"""Seconds for one message at one service, which apprise itself does not bound as a whole."""

INSTALL = 'pip install "pytest-regold[notify]"'


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """One service, opened by `open_services`; `number` counts from 1 in the order of the settings."""

    number: int
    apprise: Any = field(repr=False)
    timeout: float = TIMEOUT

    @property
    def name(self) -> str:
        """What it is called in history: its address, which may hold a key, is not kept."""
        return f"notify {self.number}"

    def send(self, message: Message) -> Refusal | None:
        """Send the message as text; taken is what apprise says was delivered."""
        __tracebackhide__ = True
        said: list[bool] = []
        sending = threading.Thread(target=lambda: said.append(self._notify(message)), daemon=True)
        sending.start()
        sending.join(self.timeout)
        if sending.is_alive():
            return Refusal(reason=f"no answer within {self.timeout:g} s")
        return None if said == [True] else Refusal(reason="apprise could not deliver it", passing=True)

    def _notify(self, message: Message) -> bool:
        return bool(
            self.apprise.notify(
                title=title(message), body="\n".join(lines(message)), notify_type=_kind(message), body_format="text"
            )
        )


def open_services(urls: tuple[Secret, ...]) -> list[Service]:
    """Open the services at these addresses.

    Raises ConfigError when apprise is not installed, or does not know one of them.
    """
    if not urls:
        return []
    library = _apprise()
    services = []
    for number, url in enumerate(urls, 1):
        service = library.Apprise()
        if not service.add(url.reveal()):
            raise ConfigError(f"[tool.regold.alert] notify: the address number {number} is none that apprise knows")
        services.append(Service(number=number, apprise=service))
    return services


def _apprise() -> ModuleType:
    try:
        apprise = import_module("apprise")  # an extra
    except ImportError:
        raise ConfigError(f"[tool.regold.alert] notify: needs apprise, which is not installed; {INSTALL}") from None
    log = logging.getLogger("apprise")  # it writes addresses, keys and all
    log.addHandler(logging.NullHandler())
    log.propagate = False
    return apprise


def _kind(message: Message) -> str:
    news = {case.news for case in message.cases} | ({message.endpoint.news} if message.endpoint else set())
    news |= {one.news for one in message.incidents}
    return "failure" if news & {News.FAILING, News.STILL_FAILING} else "success"
