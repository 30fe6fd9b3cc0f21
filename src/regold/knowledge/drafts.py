"""Drafts cases from the facts of an article, for somebody to review: nothing that is drafted is run by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from regold.knowledge.coverage import Coverage, Unchecked
from regold.knowledge.statements import statements
from regold.strict_yaml.quoting import quoted, visible
from regold.text.facts import Kind

MOST = 50
"""Cases drafted from one article."""

_LABEL = re.compile(r"([^:.;?!]{3,80}): \S")
_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_ASKS = {
    Kind.MONEY: "How much",
    Kind.PERCENT: "How many percent",
    Kind.DURATION: "How long",
    Kind.DATE: "When",
    Kind.TIME: "When",
    Kind.WEEKDAY: "On which days",
    Kind.COUNT: "How many",
    Kind.QUANTITY: "How much",
    Kind.PHONE: "Which number",
}
_HEAD = """\
# Drafted from {article}; not run while it stands in a folder called drafts.
# Review each case: ask as a customer would, answer as the bot should, then move it to a suite.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One case that could be: an id, a query to reword and the golden that the article bears out."""

    id: str
    query: str
    golden: str


def drafts(found: Coverage) -> tuple[Draft, ...]:
    """Give a draft for each clause with a fact that no case checks, at most 50."""
    clauses: dict[str, Unchecked] = {}
    for one in found.unchecked:
        clauses.setdefault(one.clause, one)
    names: set[str] = set()
    made = []
    for one in list(clauses.values())[:MOST]:
        name = slug(f"{one.place.rpartition(' > ')[2]} {_label(one.clause) or one.said}")[:60].strip("-") or "fact"
        unique = next(each for each in (name, *(f"{name}-{n}" for n in range(2, MOST + 2))) if each not in names)
        names.add(unique)
        made.append(Draft(id=unique, query=_query(one, found.title), golden=_golden(one, found.title)))
    return tuple(made)


def suite_text(found: Coverage, made: Sequence[Draft]) -> str:
    """Give the drafts as a golden suite."""
    return "".join(_lines(found, made))


def slug(text: str) -> str:
    """Give a text as small letters, digits and hyphens."""
    return _NOT_SLUG.sub("-", text.lower()).strip("-")


def _lines(found: Coverage, made: Sequence[Draft]) -> Iterator[str]:
    yield _HEAD.format(article=" ".join(visible(found.article).split()))
    yield f"suite: draft-{slug(found.article)[-60:].strip('-') or 'article'}\n"
    yield f"sources: [{_quoted(found.article[:200])}]\ncases:\n"
    for one in made:
        yield f"  - id: {_quoted(one.id)}\n    query: {_quoted(one.query)}\n    golden: {_quoted(one.golden)}\n"


def _quoted(text: str) -> str:
    return quoted(" ".join(visible(text).split()))


def _query(one: Unchecked, title: str) -> str:
    """Ask for what a label under its heading names, else for what stands in the place of the fact."""
    about = f" ({title})" if title else ""
    label = _label(one.clause)
    blank = _labelled(one, label) if label else one.clause.replace(one.said, "…").strip(" .;")
    return f"{_ask(one)}: {blank}{about}?"


def _golden(one: Unchecked, title: str) -> str:
    return ", ".join(filter(None, (title, _labelled(one, one.clause)))) if _label(one.clause) else one.clause


def _labelled(one: Unchecked, text: str) -> str:
    """Give a cell of a table, or its name, behind the heading it stands under."""
    return ", ".join(filter(None, (one.place.rpartition(" > ")[2], text)))


def _ask(one: Unchecked) -> str:
    kinds = [
        value.fact.kind for statement in statements(one.clause) for value in statement.values if value.said == one.said
    ]
    return _ASKS.get(kinds[0], "What") if kinds else "What"


def _label(clause: str) -> str:
    found = _LABEL.match(clause)
    return found[1].strip() if found else ""
