"""Reads what was said before in a conversation, out of lines such as `Customer: ...` or out of a list of messages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from regold.incidents.record import Exchange

_SPEAKER = re.compile(
    r"^[ \t>*_-]*(?:(?P<customer>customer|user|client|human)|(?:ai|assistant|bot|agent|support))[*_ \t]*:[*_ \t]*",
    re.IGNORECASE,
)


def spoken(text: str) -> tuple[Exchange, ...]:
    """Give the turns of a text in which each line says who speaks; a line that does not goes on with the last one."""
    return paired(_messages(text))


def paired(messages: Iterable[tuple[bool, str]]) -> tuple[Exchange, ...]:
    """Give the turns of messages in their order, each with whether the customer wrote it.

    What a customer wrote in several messages before an answer is one question, and so with answers. What was said
    before the customer first spoke belongs to no question and is left out.
    """
    turns: list[tuple[str, str | None]] = []
    for by_customer, said in messages:
        text = said.strip()
        if text and by_customer:
            _asked(turns, text)
        elif text and turns:
            query, answer = turns[-1]
            turns[-1] = (query, text if answer is None else f"{answer}\n{text}")
    return tuple(Exchange(query=query, answer=answer) for query, answer in turns)


def _asked(turns: list[tuple[str, str | None]], text: str) -> None:
    if turns and turns[-1][1] is None:
        turns[-1] = (f"{turns[-1][0]}\n{text}", None)
    else:
        turns.append((text, None))


def _messages(text: str) -> Iterator[tuple[bool, str]]:
    by_customer, said = True, list[str]()
    for line in text.split("\n"):
        speaker = _SPEAKER.match(line)
        if speaker:
            yield by_customer, "\n".join(said)
            by_customer, said = speaker["customer"] is not None, [line[speaker.end() :]]
        else:
            said.append(line)
    yield by_customer, "\n".join(said)
