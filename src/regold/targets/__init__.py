"""The door to live endpoints: settings in, a Target out."""

from regold.targets.settings import (
    CallableSettings,
    HttpSettings,
    OpenAISettings,
    ReplaySettings,
    Secret,
    TargetSettings,
    WireSettings,
)

__all__ = [
    "CallableSettings",
    "HttpSettings",
    "OpenAISettings",
    "ReplaySettings",
    "Secret",
    "TargetSettings",
    "WireSettings",
]
