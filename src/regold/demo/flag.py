"""The flag that limits the demo endpoint on a topic: read from its file for every reply. Nobody is told here."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from regold.demo.bot import NOT_SURE, Reply

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

FLAG = "ai-support-containment"
ESCALATED = "A colleague takes over questions about this. I am handing you over."
PENDING = "A colleague looks at my answer before it is sent to you."


class Flag:
    """A flag in a file as flagd reads it; a file that is not there limits nothing, one that is broken is as before."""

    def __init__(self, file: Path | None, clock: Callable[[], float] = time.time) -> None:
        self._file = file
        self._clock = clock
        self._rules: Mapping[str, Any] = {}

    def limited(self, reply: Reply, session: str) -> Reply:
        """Give a reply as the flag lets it out: by the topics of its sources; one of a person's stays."""
        if self._file is None or reply.handoff:
            return reply
        topics = {source.id.rpartition("/")[2].removesuffix(".md") for source in reply.sources}
        for topic in sorted(topics):
            reply = _under(self._variant(topic, session), reply)
        return reply

    def _variant(self, topic: str, session: str) -> Mapping[str, Any]:
        flag = self._read()
        known = {"topic": topic, "targetingKey": session, "$flagd.timestamp": int(self._clock())}
        name = _value(flag.get("targeting") or None, known) or flag.get("defaultVariant")
        variant = flag.get("variants", {}).get(name, {}) if flag.get("state") == "ENABLED" else {}
        return variant if isinstance(variant, dict) else {}

    def _read(self) -> Mapping[str, Any]:
        assert self._file is not None  # noqa: S101 - nothing is limited without it
        try:
            self._rules = json.loads(self._file.read_text(encoding="utf-8"))["flags"][FLAG]
        except FileNotFoundError:
            self._rules = {}
        except (OSError, ValueError, KeyError, TypeError):
            pass
        return self._rules


def _under(variant: Mapping[str, Any], reply: Reply) -> Reply:
    match variant.get("action"):
        case "escalate":
            return Reply(text=ESCALATED, confidence=reply.confidence, handoff=True)
        case "require_approval":
            return Reply(text=PENDING, confidence=reply.confidence, handoff=True)
        case "raise_threshold" if reply.confidence < float(variant.get("min_confidence", 1.0)):
            return replace(reply, text=NOT_SURE, sources=(), handoff=True)
    return reply


def _value(rule: Any, known: Mapping[str, Any]) -> Any:  # noqa: ANN401 - a rule and its value are any JSON
    """Work out a rule in JsonLogic (https://jsonlogic.com), of which no more is known than the flag needs."""
    if not isinstance(rule, dict):
        return rule
    ((name, given),) = rule.items()
    if name == "var":
        return known.get(given)
    if name == "if":
        return _chosen(given, known)
    values = [_value(one, known) for one in given]
    match name:
        case "and":
            return all(values)
        case "==":
            return values[0] == values[1]
        case "<":
            return values[0] < values[1]
        case "starts_with":
            return str(values[0]).startswith(values[1])
    raise ValueError(f"{name!r} is no rule that the demo knows")


def _chosen(given: list[Any], known: Mapping[str, Any]) -> Any:  # noqa: ANN401
    for condition, value in zip(given[::2], given[1::2], strict=False):
        if _value(condition, known):
            return _value(value, known)
    return _value(given[-1], known) if len(given) % 2 else None
