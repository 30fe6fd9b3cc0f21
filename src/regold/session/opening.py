"""Makes the target and the judge that a configuration asks for; the one place where dotted paths become objects."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from inspect import signature
from typing import TYPE_CHECKING, cast

from regold import history, targets
from regold.config import CustomTargetSettings
from regold.dotted import resolve
from regold.errors import ConfigError
from regold.judge import Judge
from regold.model import Answer, Check, Embedder, Entailment, Target

if TYPE_CHECKING:
    from regold.config import Config


def target_maker(config: Config) -> Callable[[], Target]:
    """Give what makes the target, to be called on the loop it lives on.

    Raises:
        ConfigError: no target is set, or the bot, class or recorded run it names cannot be found.
    """
    settings = config.target
    if settings is None:
        raise ConfigError(
            "[tool.regold.target]: no endpoint to ask; set `type` and `url`, or run `regold init` for a starter"
        )
    if isinstance(settings, CustomTargetSettings):
        make = cast("Callable[..., Target]", _found(settings.path, "target.type", config))
        options = dict(settings.options)
        _check_options(make, options)
        return lambda: make(**options)
    if isinstance(settings, targets.ReplaySettings):
        recorded = recorded_answers(config, settings.run)
        return lambda: targets.open_target(settings, recorded=recorded)
    if isinstance(settings, targets.CallableSettings):
        bot = cast("Callable[..., object]", _found(settings.path, "target.path", config))
        return lambda: targets.open_target(settings, bot=bot)
    return lambda: targets.open_target(settings)


def recorded_answers(config: Config, run: str) -> Mapping[str, Answer]:
    """Give the answers of a recorded run by case key; raises HistoryError when there is no such run."""
    recorded = history.read(history.find(config.history, run))
    return {outcome.case.key: outcome.answer for outcome in recorded.outcomes if outcome.answer}


def open_judge(config: Config) -> Judge:
    """Give the judge with the models and the checks of the configuration; none of ours is loaded yet."""
    checks = {path: cast("Check", _found(path, "checks", config)) for path in config.checks}
    embedder, entailment = open_embedder(config), None
    if config.entailment:
        entailment = cast("Callable[[], Entailment]", _found(config.entailment, "judge.entailment", config))()
    arbiter = None
    if config.arbiter:
        from regold.session.arbiter import second_opinion  # noqa: PLC0415 - most judges ask nobody

        arbiter = second_opinion(config.arbiter)
    return Judge(
        config.judge,
        cache=config.cache,
        embedder=embedder,
        entailment=entailment,
        checks=checks,
        arbiter=arbiter,
    )


def open_embedder(config: Config) -> Embedder | None:
    """Give the embedding model that the project brings along; None where it is one of ours, or none."""
    if not config.embedder:
        return None
    return cast("Callable[[], Embedder]", _found(config.embedder, "judge.embedding", config))()


def _check_options(make: Callable[..., Target], options: Mapping[str, object]) -> None:
    try:
        signature(make).bind(**options)
    except TypeError as error:
        name, keys = getattr(make, "__name__", make), ", ".join(options) or "no keys"
        raise ConfigError(f"[tool.regold.target]: {name} cannot be made of {keys}: {error}") from None


def _found(path: str, setting: str, config: Config) -> object:
    """Find what a dotted path names, among the modules of the project too: a script does not look there by itself."""
    if str(config.root) not in sys.path:
        sys.path.append(str(config.root))
    return resolve(path, setting)
