"""Encoders against the parsers of their outputs: no text acts, and none is lost."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from unicodedata import category
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from regold.reports import encode

acting = st.sampled_from(
    [
        "::error::x", "\n ::add-mask::30", "##[group]", "\r::x::", "\r\n", "\x1b[31m", "\u202e", "\u200b", "\ud800",
        "`", "\n```\n", "\n`````\n", "~~~", "**", "__", "[x](y)", "![x](y)", "<b>", "</del>", "&amp;", "&", "|", "\\",
        "#", "# ", "- ",
        "1. ", "> ", "===", "---", "https://x.example", "www.x.example", "mailto:a@b.example", "@name", "$x$", "'", '"',
        "]]>", "\x00", "\ufffe", "\uffff", "\x85", "\u2028", " ", "\n", "\n\n", "\t", "a", "30", "%0A", "%", ":", ",",
    ]
)  # fmt: skip
texts = st.lists(acting | st.text(max_size=4), max_size=6).map("".join)

github = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def shown_words(markdown: str) -> str:
    """Give the words that a page of Markdown shows, and fail when there is anything in it but words."""
    block, inline, *end = github.parse(markdown)
    assert (block.type, inline.type, [token.type for token in end]) == ("paragraph_open", "inline", ["paragraph_close"])
    children = inline.children or []
    assert {token.type for token in children} <= {"text", "text_special", "html_inline"}
    assert {token.content for token in children if token.type == "html_inline"} <= {"<!-- -->"}
    return "".join(token.content for token in children if token.type != "html_inline")


def actions(line: str) -> bool:
    """Tell whether GitHub's runner would obey a line (actions/runner, ActionCommand.cs)."""
    return line.lstrip().startswith("::") or "##[" in line


class Words(HTMLParser):
    """Collects the text of a page and the tags in it."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.tags: list[str] = []

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - the name is HTMLParser's
        self.tags.append(tag)

    def handle_comment(self, data: str) -> None:  # noqa: ARG002 - the name is HTMLParser's
        self.tags.append("comment")


@given(texts)
def test_nothing_visible_acts_or_hides(text: str) -> None:
    shown = encode.visible(text)
    assert all(char in "\n\t" or category(char) not in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"} for char in shown)
    assert isinstance(shown.encode(), bytes)


@given(st.text(st.characters(exclude_categories=["C", "Zl", "Zp"])))
def test_ordinary_text_of_any_language_is_shown_as_it_is(text: str) -> None:
    assert encode.visible(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x1b[31mb", r"a\x1b[31mb"),
        ("a\u202eb", r"a\u202eb"),
        ("a\u200bb\ufeff", r"a\u200bb\ufeff"),
        ("a\ud800b", r"a\ud800b"),
        ("a\rb\r\nc", "a\\rb\\r\nc"),
        ("\U000e0001", r"\U000e0001"),
        ("30\u00a0days", "30\u00a0days"),
    ],
)
def test_what_hides_is_shown_as_an_escape(text: str, shown: str) -> None:
    assert encode.visible(text) == shown


@given(texts)
def test_a_job_log_obeys_no_answer(text: str) -> None:
    shown = encode.github_log(text)
    assert not any(actions(line) for line in re.split(r"\r\n|\r|\n", shown))


def test_a_workflow_command_stays_readable_in_a_log() -> None:
    assert encode.github_log("  ::error::x\n##[group]y") == "  :\\:error::x\n#\\#[group]y"


@given(texts, texts)
def test_the_runner_reads_an_annotation_as_it_was_meant(title: str, message: str) -> None:
    line = f"::error title={encode.github_property(title)}::{encode.github_message(message)}"
    assert "\n" not in line
    assert "\r" not in line
    info, _, data = line.removeprefix("::").partition("::")
    ((name, value),) = [pair.split("=", 1) for pair in info.removeprefix("error ").split(",")]
    assert name == "title"
    assert unescaped(value, {"%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ",", "%25": "%"}) == encode.visible(title)
    assert unescaped(data, {"%0D": "\r", "%0A": "\n", "%25": "%"}) == encode.visible(message)


def unescaped(text: str, marks: dict[str, str]) -> str:
    for mark, char in marks.items():
        text = text.replace(mark, char)
    return text


@given(texts)
def test_markdown_shows_the_words_and_nothing_else(text: str) -> None:
    wanted = encode.visible(" ".join(text.split()))
    if wanted:
        assert shown_words(encode.markdown(text)) == wanted


@given(texts)
def test_a_table_cell_stays_one_cell(text: str) -> None:
    tokens = github.parse(f"| a | b |\n|---|---|\n| {encode.markdown(text)} | end |")
    assert [token.type for token in tokens].count("td_open") == 2
    assert [token.content for token in tokens if token.type == "inline"][-1] == "end"


@given(texts)
def test_a_list_item_stays_one_item(text: str) -> None:
    tokens = github.parse(f"- {encode.markdown(text)}\n- end")
    assert [token.type for token in tokens].count("list_item_open") == 2


def test_nobody_is_mentioned_and_nothing_linked() -> None:
    assert encode.markdown("ask @octocat, see https://x.example") == "ask @<!-- -->octocat, see https\\://x.example"


@given(texts)
def test_a_fence_is_closed_by_nothing_in_it(text: str) -> None:
    (token,) = github.parse(encode.fence(text, "diff"))
    assert (token.type, token.info) == ("fence", "diff")
    assert token.content == encode.visible(text) + "\n"


@given(texts)
def test_html_shows_the_words_and_nothing_else(text: str) -> None:
    words = Words()
    words.feed(f"<p title='{encode.html(text)}'>{encode.html(text)}</p>")
    words.close()
    assert words.tags == ["p"]
    assert words.text == encode.visible(text)


@given(texts)
def test_xml_is_read_by_a_parser_of_xml(text: str) -> None:
    encoded = encode.xml(text)
    element = ET.fromstring(f'<failure message="{encoded}">{encoded}</failure>'.encode())
    assert (element.text or "") == encode.visible(text)


@given(st.text(), st.from_regex(r"https?://[^\s/]+(?:/\S*)?", fullmatch=True))
def test_no_address_ends_its_link(name: str, url: str) -> None:
    inside = encode.link(name, url).rpartition("](")[2]
    assert inside.endswith(")")
    assert not set(inside[:-1]) & set("()<>[]\\\"'` \n")
