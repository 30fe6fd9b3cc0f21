"""Says when answers changed, to whoever is to know: what is worth telling, and the ways to tell it; it asks nothing."""

from __future__ import annotations

from regold.alerts.alerting import Report, alert, preview
from regold.alerts.channels import beat, open_channels
from regold.alerts.delivery import Attempt, Channel, Refusal
from regold.alerts.memory import Memory
from regold.alerts.message import Message, Worry, message_json
from regold.alerts.noticing import Noticing
from regold.alerts.settings import AlertSettings, Quiet
from regold.alerts.state import Concern, Standing, State, Trouble
from regold.alerts.telling import Rules, Seen
from regold.alerts.wording import endpoint_trouble, lines, title

__all__ = [
    "AlertSettings",
    "Attempt",
    "Channel",
    "Concern",
    "Memory",
    "Message",
    "Noticing",
    "Quiet",
    "Refusal",
    "Report",
    "Rules",
    "Seen",
    "Standing",
    "State",
    "Trouble",
    "Worry",
    "alert",
    "beat",
    "endpoint_trouble",
    "lines",
    "message_json",
    "open_channels",
    "preview",
    "title",
]
