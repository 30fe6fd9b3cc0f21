"""Reads sentences of a knowledge base as frames, so that all that is done to a hand-written fact is done to them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from benchmarks.judge.data import ROOT
from benchmarks.model.frames import Frame, Slot

ARTICLES = ROOT.parent / "shared" / "knowledge" / "banking_articles.jsonl"
WORDS = range(7, 27)
"""How many words a sentence has that is taken."""
MOST_NAMES = 12

_LEAD = re.compile(r"^\s*(?:[-*•]|\d+[.)])\s+")
_MARKS = re.compile(r"\*\*|__")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")
_NAME = re.compile(r"\b(?:[A-Z][a-z]+ ){1,3}(?:Card|Account|Savings|Checking|Loan)\b")
_VALUES = (
    ("money", re.compile(r"\$(\d+(?:\.\d\d)?)(?![\d,.]*\d)")),
    ("percent", re.compile(r"(?<![\d.])(\d+(?:\.\d+)?)%")),
    ("business_days", re.compile(r"(?<![\d-])\b(\d+) business days\b")),
    ("days", re.compile(r"(?<![\d-])\b(\d+) days\b")),
    ("months", re.compile(r"\b(\d+) months\b")),
    ("hours", re.compile(r"\b(\d+) hours\b")),
)
_CHOICES = {
    "money": "5 10 12 15 20 25 30 35 50 75 100 150 200 250 500",
    "percent": "0.5 1 1.5 2 2.5 3 4 5 6 8 10 15 20 25",
    "business_days": "1 2 3 5 7 10",
    "days": "7 10 14 15 21 30 45 60 90 120",
    "months": "1 3 6 9 12 18 24",
    "hours": "2 12 24 36 48 72",
}
_TURNED = (
    (" cannot ", " can "),
    (" can ", " cannot "),
    (" is not ", " is "),
    (" are not ", " are "),
    (" does not require ", " requires "),
    (" do not need ", " need "),
    (" must not ", " must "),
    (" must ", " need not "),
    (" will not ", " will "),
    (" will ", " will not "),
    (" may not ", " may "),
    (" requires ", " does not require "),
    (" need to ", " do not need to "),
    (" before ", " after "),
    (" after ", " before "),
    (" at least ", " at most "),
    (" up to ", " at least "),
    (" is ", " is not "),
    (" are ", " are not "),
    (" includes ", " excludes "),
)
_LEADS = ("Please note: {}", "It is like this: {}", "What I can tell you is this. {}", "Here is how it is: {}", "{}")


def read(file: Path = ARTICLES) -> list[Frame]:
    """Read a frame for each sentence that has a value or a name or can be denied; none where the file is not there."""
    if not file.is_file():
        return []
    articles = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    names = sorted({name for one in articles for name in _NAME.findall(one["content"])})
    return [frame for one in articles for frame in _frames(one, names)]


def sentences(content: str) -> Iterator[str]:
    """Give the plain sentences of a Markdown text: no headings, tables, code or fragments."""
    for line in content.splitlines():
        if line.startswith(("#", "|", "`")) or "`" in line or "{" in line:
            continue
        for text in _SENTENCE.split(_MARKS.sub("", _LEAD.sub("", line)).strip()):
            if text[:1].isupper() and len(text.split()) in WORDS and "_" not in text and not text.endswith((":", "?")):
                yield text if text.endswith(".") else f"{text}."


def _frames(article: dict[str, str], names: list[str]) -> Iterator[Frame]:
    title = re.sub(r"^Internal: ", "", article["title"])
    for sentence in sentences(article["content"]):
        slots: dict[str, Slot] = {}
        template = _named(_valued(sentence, slots), slots, names)
        turned = next((template.replace(old, new, 1) for old, new in _TURNED if old in template), None)
        if turned or slots:
            said = tuple(lead.format(template) for lead in _LEADS)
            lines = {
                "ask": (title,),
                "say": (template, *said),
                "deny": (turned,) if turned else (),
                "short": (),
                "half": (),
            }
            yield Frame(name=article["id"], lines=lines, slots=slots, named=0)


def _valued(text: str, slots: dict[str, Slot]) -> str:
    for kind, pattern in _VALUES:
        found = pattern.search(text)
        if found:
            own = found.group(1)
            others = [one for one in _CHOICES[kind].split() if float(one) != float(own)]
            slots[kind] = Slot(kind=kind, choices=(*[own] * len(others), *others))
            text = pattern.sub(f"{{{kind}}}", text, count=1)
    return text


def _named(text: str, slots: dict[str, Slot], names: list[str]) -> str:
    found = _NAME.search(text)
    if not found:
        return text
    at = names.index(found.group()) if found.group() in names else 0
    others = [names[(at + step) % len(names)] for step in range(1, MOST_NAMES)]
    slots["name"] = Slot(kind="", alternatives=tuple((name,) for name in (found.group(), *others)))
    return text.replace(found.group(), "{name}")
