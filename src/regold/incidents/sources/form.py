"""Reads the fields of an issue form out of a Markdown body that anybody may have written. It believes nothing else.

A form is rendered as one heading of level 3 for each field, with the text below it. A text may hold such a heading too:
then the first one counts, and a person must look at the record.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from markdown_it import MarkdownIt

from regold.incidents.record import Article, Correct, DetectionMethod, ErrorType, Mistaken
from regold.incidents.sources.spoken import spoken
from regold.model import Severity

if TYPE_CHECKING:
    from markdown_it.token import Token

E = TypeVar("E", bound=StrEnum)

HEADINGS: Mapping[str, tuple[str, ...]] = {
    "earlier": ("what was said before", "earlier in the conversation", "conversation"),
    "query": ("what did the customer ask", "customer question", "question"),
    "answer": ("what did the ai answer", "ai answer", "wrong answer"),
    "wrong_claims": ("what is wrong in it", "wrong claims"),
    "correct": ("what is the correct answer", "correct answer"),
    "document": ("where is that written", "source document"),
    "quote": ("what does it say there", "quote"),
    "topic": ("topic",),
    "severity": ("severity",),
    "error_type": ("kind of mistake", "error type"),
    "detection": ("who noticed", "detection"),
}
"""The fields by what their heading may be, in lower case and without signs at its end."""

_FIELDS = {heading: name for name, headings in HEADINGS.items() for heading in headings}
_NOTHING = frozenset({"_no response_", "no response", "none", "n/a", "-"})
_BULLET = re.compile(r"^[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?")
_FENCED = re.compile(r"(?P<marks>`{3,}|~{3,})[^\n]*\n(?P<inner>.*)\n(?P=marks)[`~]*", re.DOTALL)
_CODE = re.compile(r"[\s-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What a form says; `review` holds why a person must look at it, `rest` the text before the first field."""

    what_was_wrong: Mistaken = Mistaken()
    correct: Correct = Correct()
    topic: str | None = None
    severity: Severity | None = None
    error_type: ErrorType | None = None
    detection: DetectionMethod | None = None
    rest: str | None = None
    review: tuple[str, ...] = ()


def read_form(body: str) -> Form:
    """Give what the fields of a form say; a body without any field is all `rest`."""
    lines = body.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return form_of(lines, list(_headings(lines)))


def form_of(lines: Sequence[str], headings: Sequence[tuple[int, int, str]]) -> Form:
    """Give the form whose headings stand at these lines: where each begins and ends (exclusive), and its words."""
    known = [(start, end, name) for start, end, words in headings if (name := _FIELDS.get(_plain(words)))]
    texts: dict[str, str] = {}
    repeated: dict[str, None] = {}
    ends = [*(start for start, _, _ in known), len(lines)][1:]
    for (_, end, name), stop in zip(known, ends, strict=True):
        if name in texts:
            repeated[name] = None
        else:
            texts[name] = _value("\n".join(lines[end:stop]))
    review = tuple(f"the field {name} stands in it more than once; the first one was taken" for name in repeated)
    form = _form({name: text for name, text in texts.items() if text}, review)
    before = "\n".join(lines[: known[0][0] if known else len(lines)]).strip()
    return replace(form, rest=before or None)


def _form(texts: Mapping[str, str], review: tuple[str, ...]) -> Form:
    return Form(
        what_was_wrong=Mistaken(
            earlier=spoken(texts.get("earlier", "")),
            query=texts.get("query"),
            answer=texts.get("answer"),
            wrong_claims=tuple(_items(texts.get("wrong_claims", ""))),
        ),
        correct=Correct(
            answer=texts.get("correct"),
            source=Article(document=_line(texts.get("document")), quote=texts.get("quote")),
        ),
        topic=_line(texts.get("topic")),
        severity=_of(Severity, texts.get("severity")),
        error_type=_of(ErrorType, texts.get("error_type")),
        detection=_of(DetectionMethod, texts.get("detection")),
        review=review,
    )


def _of(kind: type[E], text: str | None) -> E | None:
    word = _CODE.sub("_", (text or "").strip().lower())
    return next((one for one in kind if one == word), None)


def _headings(lines: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    tokens = _parser().parse("\n".join(lines))
    for at, token in enumerate(tokens):
        if token.type == "heading_open" and token.tag == "h3" and token.level == 0 and token.map:
            yield token.map[0], token.map[1], _words(tokens, at)


def _words(tokens: Sequence[Token], at: int) -> str:
    return tokens[at + 1].content if at + 1 < len(tokens) else ""


def _parser() -> MarkdownIt:
    """Give a parser of blocks alone: what stands within a line is of no concern, and costs nothing."""
    parser = MarkdownIt("commonmark")
    parser.core.ruler.enableOnly(["normalize", "block"])
    return parser


def _plain(words: str) -> str:
    return " ".join(words.split()).lower().rstrip("?:.! ")


def _value(text: str) -> str:
    text = text.strip()
    fenced = _FENCED.fullmatch(text)
    text = fenced["inner"].strip("\n") if fenced else text
    return "" if text.strip().lower() in _NOTHING else text


def _items(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        item = _BULLET.sub("", line).strip()
        if item:
            yield item


def _line(text: str | None) -> str | None:
    line = " ".join((text or "").split())
    return line[:200] or None
