"""Exported articles are read whatever their export calls its parts; what is none is refused with its place."""

from __future__ import annotations

import json

import pytest

from regold.errors import KnowledgeError
from regold.knowledge import exports
from regold.knowledge.article import Format

TWO = [{"id": "a", "title": "A", "text": "one"}, {"id": "b", "text": "<p>two</p>"}]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("kb.json", json.dumps(TWO)),
        ("kb.json", json.dumps({"exported": "today", "articles": TWO})),
        ("kb.json", json.dumps({"a": {"title": "A", "text": "one"}, "b": "<p>two</p>"})),
        ("kb.jsonl", "\n".join(map(json.dumps, TWO)) + "\n\n"),
        ("kb.csv", "id,title,text\na,A,one\nb,,<p>two</p>\n"),
    ],
    ids=["list", "one list in a table", "table by id", "lines", "csv"],
)
def test_every_form_of_an_export_gives_the_same_articles(path: str, text: str) -> None:
    first, second = exports.pages(path, text, {})
    assert (first.id, first.title, first.text, first.format) == ("a", "A", "one", Format.MARKDOWN)
    assert (second.id, second.title, second.text, second.format) == ("b", "", "<p>two</p>", Format.HTML)


def test_the_usual_names_are_known_and_others_can_be_told() -> None:
    (known,) = exports.pages("kb.json", json.dumps([{"slug": "a", "name": "A", "content": "one"}]), {})
    (told,) = exports.pages("kb.json", json.dumps([{"nr": 7, "id": "x", "was": "one"}]), {"id": "nr", "text": "was"})
    assert (known.id, known.title, known.text) == ("a", "A", "one")
    assert (told.id, told.text) == ("7", "one")


def test_an_empty_text_is_an_article_without_words() -> None:
    (found,) = exports.pages("kb.json", json.dumps([{"id": "a", "text": ""}]), {})
    assert found.text == ""


@pytest.mark.parametrize(
    ("path", "text", "said"),
    [
        ("kb.json", "[", "kb.json: cannot be read"),
        ("kb.json", "[" * 100_000, "kb.json: cannot be read"),
        ("kb.jsonl", '{"id": "a"', "kb.jsonl: cannot be read"),
        ("kb.json", '["a"]', "record 1 is no table"),
        ("kb.json", '[{"text": "one"}]', "record 1 has no id; it holds text"),
        ("kb.json", '[{"id": "a", "words": "one"}]', 'fields = { text = "…" }'),
        ("kb.json", '[{"id": "a", "text": "1"}, {"id": "a", "text": "2"}]', "record 2: the id 'a' is given twice"),
    ],
)
def test_what_is_no_export_is_refused_with_its_place(path: str, text: str, said: str) -> None:
    with pytest.raises(KnowledgeError) as caught:
        exports.pages(path, text, {})
    assert said in str(caught.value)
