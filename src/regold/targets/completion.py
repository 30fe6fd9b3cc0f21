"""Reads a chat completion, whole or in chunks, into text or the reason for its absence."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from regold.model import FaultKind
from regold.targets.faults import CallError, snippet
from regold.targets.payload import names_in, well_formed


@dataclass(frozen=True, slots=True, kw_only=True)
class Completion:
    """The text of a completion, None when there is none and `why_nothing` says why; `path` is where it was read."""

    text: str | None = None
    why_nothing: str = ""
    path: str = "choices[0].message.content"
    notes: tuple[str, ...] = ()


def completion_of(values: Sequence[object]) -> Completion:
    """Read the first choice of a whole completion (one value) or of a streamed one (its chunks in order).

    A refusal that the model gives in place of content is its answer.

    Raises:
        CallError: endpoint, when a value holds an error.
    """
    for value in values:
        if (error := error_in(value)) is not None:
            raise CallError(FaultKind.ENDPOINT, f"the endpoint reports an error: {error}")
    choices = [choice for value in values for choice in _first_choices(value)]
    messages = [message for choice in choices if (message := _message(choice)) is not None]
    if not messages:
        return Completion(why_nothing=_without_choices(values))
    streamed = any("delta" in choice for choice in choices)
    finish = next((str(choice["finish_reason"]) for choice in reversed(choices) if choice.get("finish_reason")), "")
    text = _joined(messages, "content")
    if text is None:
        text = _joined(messages, "refusal")
    if text is None and streamed and finish == "stop":
        text = ""
    if not text and _tool_names(messages):
        text = None
    return Completion(
        text=None if text is None else well_formed(text),
        why_nothing=_without_content(messages, finish),
        path="choices[0].delta.content" if streamed else "choices[0].message.content",
        notes=("the answer was cut at the server's token limit (finish_reason: length)",) if finish == "length" else (),
    )


def error_in(value: object) -> str | None:
    """Give what the error of a completion says, None when it holds none."""
    error = value.get("error") if isinstance(value, dict) else None
    if not error:
        return None
    says = error.get("message") if isinstance(error, dict) else error
    return snippet(says if isinstance(says, str) else json.dumps(says))


def _first_choices(value: object) -> Iterator[dict[str, object]]:
    choices = value.get("choices") if isinstance(value, dict) else None
    for choice in choices if isinstance(choices, list) else ():
        if isinstance(choice, dict) and choice.get("index", 0) == 0:
            yield choice


def _message(choice: dict[str, object]) -> dict[str, object] | None:
    for name in ("message", "delta"):
        message = choice.get(name)
        if isinstance(message, dict):
            return message
    return None


def _joined(messages: Sequence[dict[str, object]], name: str) -> str | None:
    """Join the texts under a key; None when none of the messages has one."""
    texts = [text for message in messages if (text := _text(message.get(name))) is not None]
    return "".join(texts) if texts else None


def _text(content: object) -> str | None:
    if isinstance(content, str):
        return content
    if isinstance(content, list):
        parts = [part.get("text") for part in content if isinstance(part, dict) and part.get("type") == "text"]
        return "".join(part for part in parts if isinstance(part, str)) if parts else None
    return None


def _tool_names(messages: Sequence[dict[str, object]]) -> list[str]:
    functions = [message.get("function_call") for message in messages]
    for message in messages:
        calls = message.get("tool_calls")
        functions += [
            call.get("function") for call in (calls if isinstance(calls, list) else ()) if isinstance(call, dict)
        ]
    return [str(function.get("name")) for function in functions if isinstance(function, dict) and function.get("name")]


def _without_choices(values: Sequence[object]) -> str:
    return (
        "the response holds no choices[0].message: its top level holds "
        f"{names_in(values[0] if values else None)}; does `url` lead to a chat completions API?"
    )


def _without_content(messages: Sequence[dict[str, object]], finish: str) -> str:
    names = _tool_names(messages)
    if names:
        return f"the model called a tool ({snippet(', '.join(names))}) instead of answering; ask a model without tools"
    why = f" (finish_reason: {snippet(finish)})" if finish else ""
    return f"the response holds no content at choices[0].message.content{why}"
