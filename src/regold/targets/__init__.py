"""The door to live endpoints: settings in, a Target out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from regold.secret import Secret
from regold.targets.breaker import Breaker
from regold.targets.callable import CallableTarget
from regold.targets.conversation import ask
from regold.targets.http import HttpTarget
from regold.targets.openai import OpenAITarget
from regold.targets.prefetch import Prefetch
from regold.targets.reading import Part, Reading
from regold.targets.replay import ReplayTarget
from regold.targets.settings import (
    CallableSettings,
    HttpSettings,
    OpenAISettings,
    ReplaySettings,
    TargetSettings,
    WireSettings,
)
from regold.targets.world import World

if TYPE_CHECKING:
    from regold.model import Answer, Target

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


def open_target(
    settings: TargetSettings,
    *,
    bot: Callable[..., object] | None = None,
    recorded: Mapping[str, Answer] | None = None,
    world: World = World(),  # noqa: B008 - frozen, and holds no state
) -> Target:
    """Make the target that the settings describe; nothing is sent yet.

    `bot` is the function that CallableSettings names, `recorded` the answers by case key of the run that
    ReplaySettings names.

    Raises:
        ConfigError: a setting that cannot be used, by name.
    """
    match settings:
        case HttpSettings():
            return HttpTarget(settings, world=world)
        case OpenAISettings():
            return OpenAITarget(settings, world=world)
        case ReplaySettings():
            return ReplayTarget(settings, recorded or {})
        case CallableSettings() if bot is not None:
            return CallableTarget(settings, bot, world=world)
        case CallableSettings():
            raise TypeError("a callable target is opened with its bot")


async def check(settings: HttpSettings | OpenAISettings, query: str, *, world: World = World()) -> Reading:  # noqa: B008
    """Ask one question once and give what was read, setting by setting; never tries again.

    Raises:
        ConfigError: a setting that cannot be used.
        EndpointError: nothing that could be shown came back.
    """
    target = (
        HttpTarget(settings, world=world) if isinstance(settings, HttpSettings) else OpenAITarget(settings, world=world)
    )
    try:
        return await target.check(query)
    finally:
        await target.close()
