"""Says the same in other words, by rule: what a proof tries beside the words that were recorded."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from regold.text.facts import Kind, facts
from regold.text.normalise import normalise

_ENGLISH = re.compile(
    r"\b(?:the|you|your|is|are|to|for|of|and|in|can|we|our|do|does|how|what|my|not|it|within|has|have|with|on|at|be"
    r"|every|all|no|yes)\b",
    re.IGNORECASE,
)
_CONTRACTED = (
    ("cannot", "can't"),
    ("can not", "can't"),
    ("do not", "don't"),
    ("does not", "doesn't"),
    ("is not", "isn't"),
    ("are not", "aren't"),
    ("will not", "won't"),
)
_SPELLED_OUT = (("can't", "cannot"), ("don't", "do not"), ("doesn't", "does not"), ("won't", "will not"))
_TO_TWENTY = tuple[str, ...](
    re.findall(
        r"\w+",
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
        " seventeen eighteen nineteen",
    )
)
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_NUMBER = re.compile(r"(?<![\w.,-])(\d{1,2})(?= [a-z])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reworded:
    """A text that says what another says; `how` tells in which other way."""

    how: str
    text: str


def reworded(answer: str) -> tuple[Reworded, ...]:
    """Give an answer in other words, each way in which it then reads differently; two or three are usual.

    The same answer always gives the same rewordings. Of a text that is not English only the case is changed.
    """
    return tuple(_distinct(_answers(answer), answer))


def other_queries(query: str) -> tuple[str, ...]:
    """Give a question as other customers would type it; none reads as the question itself does."""
    bare = query.strip().rstrip("?!. ")
    typed = [_typed(bare)]
    if _is_english(query):
        typed += [f"Hi, {_inside(query)}", f"quick question: {_contracted(_typed(bare))}"]
    kept = dict.fromkeys(one for one in typed if one and one != query.strip())
    return tuple(kept)


def _answers(answer: str) -> Iterator[Reworded]:
    yield Reworded(how="in words for numbers", text=_in_words(answer))
    yield Reworded(how="with other contractions", text=_contracted(answer))
    if _is_english(answer):
        yield Reworded(how="with a greeting", text=f"Thanks for asking! {answer}")
        yield Reworded(how="with an offer to help", text=f"{answer} Is there anything else I can help you with?")
    else:
        yield Reworded(how="in small letters", text=answer.lower())


def _distinct(found: Iterator[Reworded], answer: str) -> Iterator[Reworded]:
    seen = {answer}
    for one in found:
        if one.text not in seen:
            seen.add(one.text)
            yield one


def _in_words(text: str) -> str:
    """Write the numbers of durations in words, where one word is enough: up to twenty, and the tens."""
    spans = {fact.span.start for fact in facts(text) if fact.kind is Kind.DURATION}
    return _NUMBER.sub(lambda found: _named(found[1]) if found.start() in spans else found[0], text)


def _named(digits: str) -> str:
    number = int(digits)
    if number < len(_TO_TWENTY):
        return _TO_TWENTY[number]
    return digits if number % 10 else _TENS[number // 10]


def _contracted(text: str) -> str:
    for full, short in (*_CONTRACTED, *_SPELLED_OUT):
        changed = re.sub(rf"\b{full}\b", short, text)
        if changed != text:
            return changed
    return text


def _typed(query: str) -> str:
    return " ".join(query.lower().split())


def _inside(query: str) -> str:
    """Give a question as it stands behind a comma; a name or `I` keeps its capital letter."""
    first, rest = query.strip()[:1], query.strip()[1:]
    word = query.split(maxsplit=1)[0] if query.split() else ""
    return query.strip() if word in {"I", "I'm", "I've"} or not word.istitle() else first.lower() + rest


def _is_english(text: str) -> bool:
    words = normalise(text).split()
    return len(_ENGLISH.findall(text)) >= max(1, len(words) // 12)
