"""Makes a target out of its settings, and loads only the code of that kind of target; asks nothing but for a check."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from regold.targets.settings import CallableSettings, HttpSettings, OpenAISettings, ReplaySettings, TargetSettings
from regold.targets.world import World

if TYPE_CHECKING:
    from regold.model import Answer, Target
    from regold.targets.http import HttpTarget
    from regold.targets.openai import OpenAITarget
    from regold.targets.reading import Reading


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
        case HttpSettings() | OpenAISettings():
            return _remote(settings, world)
        case ReplaySettings():
            from regold.targets.replay import ReplayTarget

            return ReplayTarget(settings, recorded or {})
        case CallableSettings() if bot is not None:
            from regold.targets.callable import CallableTarget

            return CallableTarget(settings, bot, world=world)
        case CallableSettings():
            raise TypeError("a callable target is opened with its bot")


async def check(settings: HttpSettings | OpenAISettings, query: str, *, world: World = World()) -> Reading:  # noqa: B008
    """Ask one question once and give what was read, setting by setting; never tries again.

    Raises:
        ConfigError: a setting that cannot be used.
        EndpointError: nothing that could be shown came back.
    """
    target = _remote(settings, world)
    try:
        return await target.check(query)
    finally:
        await target.close()


def _remote(settings: HttpSettings | OpenAISettings, world: World) -> HttpTarget | OpenAITarget:
    if isinstance(settings, HttpSettings):
        from regold.targets.http import HttpTarget

        return HttpTarget(settings, world=world)
    from regold.targets.openai import OpenAITarget

    return OpenAITarget(settings, world=world)
