"""Reads exported articles: JSON, JSON lines or CSV, a record for each article with its id, title and text."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from regold.errors import KnowledgeError
from regold.knowledge.article import Format, Page

NAMES: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "article_id", "articleId", "slug", "key", "url", "path"),
    "title": ("title", "name", "subject", "question", "headline"),
    "text": ("text", "content", "body", "markdown", "html", "answer", "description"),
}
"""What exports usually call the parts of an article, the likeliest first."""

_HTML = re.compile(r"\s*<|.*<(?:p|div|br|h[1-6]|ul|ol|li|table|span)\b[^<>]{0,200}>", re.IGNORECASE | re.DOTALL)
_LOOKED_AT = 5_000


def pages(path: str, text: str, fields: Mapping[str, str]) -> tuple[Page, ...]:
    """Give the articles of an exported file; `path` tells its kind and names it in errors.

    Raises:
        KnowledgeError: it cannot be read, a record lacks an id or a text, or two have the same id.
    """
    found: dict[str, Page] = {}
    for number, record in enumerate(_records(path, text), start=1):
        page = _page(path, number, record, fields)
        if page.id in found:
            raise KnowledgeError(
                f"{path}: record {number}: the id {page.id!r} is given twice; export each article once"
            )
        found[page.id] = page
    return tuple(found.values())


def _records(path: str, text: str) -> Iterable[object]:
    try:
        if path.endswith(".csv"):
            return list(csv.DictReader(io.StringIO(text), strict=True))
        if path.endswith((".jsonl", ".ndjson")):
            return [json.loads(line) for line in text.split("\n") if line.strip()]
        return list(_listed(json.loads(text)))
    except (ValueError, RecursionError, csv.Error) as error:
        raise KnowledgeError(f"{path}: cannot be read as exported articles ({error}); export it again") from None


def _listed(data: object) -> Iterator[object]:
    """Give the records of a JSON file: a list, the one list in a table, or a table from id to record."""
    if isinstance(data, list):
        yield from data
    elif isinstance(data, dict):
        lists = [value for value in data.values() if isinstance(value, list)]
        if len(lists) == 1:
            yield from lists[0]
        else:
            for key, value in data.items():
                yield {"id": key, **value} if isinstance(value, dict) else {"id": key, "text": value}


def _page(path: str, number: int, record: object, fields: Mapping[str, str]) -> Page:
    if not isinstance(record, dict):
        raise KnowledgeError(f"{path}: record {number} is no table; an article has an id and a text")
    name, text, title = (_part(record, part, fields) for part in ("id", "text", "title"))
    missing = [part for part, value in (("id", name), ("text", text)) if value is None]
    if missing:
        keys = ", ".join(map(str, list(record)[:8])) or "nothing"
        raise KnowledgeError(
            f"{path}: record {number} has no {missing[0]}; it holds {keys}: say which it is in "
            f'[tool.regold.knowledge] fields = {{ {missing[0]} = "…" }}'
        )
    form = Format.HTML if _HTML.match((text or "")[:_LOOKED_AT]) else Format.MARKDOWN
    return Page(id=name or "", text=text or "", format=form, title=title or "")


def _part(record: Mapping[Any, Any], part: str, fields: Mapping[str, str]) -> str | None:
    names = (fields[part],) if part in fields else NAMES[part]
    for name in names:
        value = record.get(name)
        if isinstance(value, str | int) and not isinstance(value, bool) and str(value).strip():
            return str(value)
    return "" if part == "text" and any(isinstance(record.get(name), str) for name in names) else None
