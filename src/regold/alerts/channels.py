"""Opens the channels that the settings name, and calls the heartbeat; what they say is made elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from regold.alerts.delivery import Channel, Refusal, tried
from regold.alerts.services import open_services
from regold.alerts.settings import AlertSettings
from regold.alerts.webhook import Webhook, ping
from regold.errors import ConfigError


def open_channels(settings: AlertSettings, clock: Callable[[], datetime]) -> list[Channel]:
    """Open every channel of the settings; nothing is sent.

    Raises ConfigError when there is none, or one that cannot be used.
    """
    channels: list[Channel] = []
    if settings.webhook:
        channels.append(Webhook(url=settings.webhook, secret=settings.secret, clock=clock))
    channels.extend(open_services(settings.notify))
    if not channels:
        raise ConfigError("[tool.regold.alert]: there is nobody to tell; set `webhook`, or `notify` for other services")
    return channels


def beat(settings: AlertSettings, sleep: Callable[[float], object]) -> Refusal | None:
    """Call the heartbeat address; None when it answered, and when there is none."""
    url = settings.heartbeat
    return tried(lambda: ping(url), sleep) if url else None
