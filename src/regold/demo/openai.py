"""The OpenAI-compatible shapes of the demo endpoint's replies; no model is behind them, and no HTTP is done here."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from regold.demo.bot import Reply

MODEL = "regold-demo"
ANSWER_ID = "chatcmpl-demo"


def models() -> Mapping[str, object]:
    """Give the list of models."""
    return {"object": "list", "data": [{"id": MODEL, "object": "model", "created": 0, "owned_by": "regold"}]}


def conversation(body: Mapping[str, object]) -> tuple[str, ...]:
    """Give the customer's messages of a request, oldest first; raises ValueError when there is none."""
    messages = body.get("messages")
    texts = tuple(_content(message) for message in messages if _is_user(message)) if isinstance(messages, list) else ()
    if not texts or not texts[-1].strip():
        raise ValueError("'messages' holds no message of a user")
    return texts


def completion(reply: Reply) -> Mapping[str, object]:
    """Give a whole reply; what the bot knows beside the text stands under `support`."""
    message = {"role": "assistant", "content": reply.text}
    choice = {"index": 0, "message": message, "finish_reason": "stop"}
    words = len(reply.text.split())
    usage = {"prompt_tokens": 0, "completion_tokens": words, "total_tokens": words}
    return {**_head("chat.completion"), "choices": [choice], "usage": usage, "support": _support(reply)}


def chunks(reply: Reply) -> list[str]:
    """Give a reply as the data of server-sent events, the terminator included."""
    words = reply.text.split(" ")
    pieces = [{"role": "assistant", "content": ""}]
    pieces += [{"content": word if place == 0 else f" {word}"} for place, word in enumerate(words)]
    events = [_chunk(piece, None) for piece in pieces]
    return [*events, json.dumps({**_chunk_body({}, "stop"), "support": _support(reply)}), "[DONE]"]


def _chunk(delta: Mapping[str, str], finish: str | None) -> str:
    return json.dumps(_chunk_body(delta, finish))


def _chunk_body(delta: Mapping[str, str], finish: str | None) -> dict[str, object]:
    return {**_head("chat.completion.chunk"), "choices": [{"index": 0, "delta": delta, "finish_reason": finish}]}


def _head(kind: str) -> dict[str, object]:
    return {"id": ANSWER_ID, "object": kind, "created": 0, "model": MODEL}


def _support(reply: Reply) -> Mapping[str, object]:
    sources = [source.id for source in reply.sources]
    return {"confidence": reply.confidence, "sources": sources, "handoff": reply.handoff}


def _is_user(message: object) -> bool:
    return isinstance(message, dict) and message.get("role") == "user"


def _content(message: Mapping[str, object]) -> str:
    """Give the text of a message, which may be a plain text or a list of parts."""
    content = message.get("content")
    if isinstance(content, list):
        return " ".join(str(part.get("text", "")) for part in content if isinstance(part, dict))
    return content if isinstance(content, str) else ""
