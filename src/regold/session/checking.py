"""Asks the target one question and gives what would be read from its response, before anything is spent."""

from __future__ import annotations

import asyncio
from time import monotonic
from typing import TYPE_CHECKING

from regold import targets
from regold.model import EndpointError, Question, Target
from regold.session.opening import target_maker
from regold.targets import HttpSettings, OpenAISettings, Reading

if TYPE_CHECKING:
    from regold.config import Config


def check_target(config: Config, query: str) -> Reading:
    """Ask once, never again, and give what was read; a status of 0 says that there was no HTTP response.

    Raises:
        ConfigError: a setting that cannot be used.
    """
    make = target_maker(config)
    asked = (
        targets.check(config.target, query)
        if isinstance(config.target, HttpSettings | OpenAISettings)
        else _ask(make(), query)
    )
    began = monotonic()
    try:
        return asyncio.run(asked)
    except EndpointError as error:
        return Reading(status=0, latency=monotonic() - began, content_type="", answer=None, fault=error.fault)


async def _ask(target: Target, query: str) -> Reading:
    question = Question(case="regold#check", turn=0, query=query, session="regold-check")
    try:
        answer = await targets.ask(target, question, monotonic)
    finally:
        await target.close()
    return Reading(status=0, latency=answer.latency, content_type="", answer=answer, fault=None)
