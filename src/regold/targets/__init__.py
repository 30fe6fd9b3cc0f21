"""The door to live endpoints: settings in, a Target out."""

from __future__ import annotations

from regold.secret import Secret
from regold.targets.breaker import Breaker
from regold.targets.conversation import ask
from regold.targets.opening import check, open_target
from regold.targets.prefetch import Prefetch
from regold.targets.reading import Part, Reading
from regold.targets.settings import (
    CallableSettings,
    HttpSettings,
    OpenAISettings,
    ReplaySettings,
    TargetSettings,
    WireSettings,
)
from regold.targets.world import World

__all__ = [
    "Breaker",
    "CallableSettings",
    "HttpSettings",
    "OpenAISettings",
    "Part",
    "Prefetch",
    "Reading",
    "ReplaySettings",
    "Secret",
    "TargetSettings",
    "WireSettings",
    "World",
    "ask",
    "check",
    "open_target",
]
