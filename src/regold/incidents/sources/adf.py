"""Reads the Atlassian Document Format, in which Jira gives descriptions, as lines of text with their headings.

Structure: https://developer.atlassian.com/cloud/jira/platform/apis/document/structure/
"""

from __future__ import annotations

from regold.incidents.sources.form import Form, form_of, read_form

_DEEPEST = 40
_LINES = frozenset(
    {"paragraph", "heading", "codeBlock", "listItem", "taskItem", "decisionItem", "tableRow", "blockquote"}
)
_FIELD_LEVEL = 3


def read_description(description: object) -> Form:
    """Give the form in a description: ADF, or Markdown where it is a text. Headings within other blocks are none."""
    if isinstance(description, str):
        return read_form(description)
    if not isinstance(description, dict):
        return Form()
    lines: list[str] = []
    headings: list[tuple[int, int, str]] = []
    for block in _content(description):
        start = len(lines)
        text = _text(block, 0).strip("\n")
        lines += text.split("\n") if text else []
        if _is_field(block):
            headings.append((start, len(lines), text))
        lines.append("")
    return form_of(lines, headings)


def _is_field(block: dict[str, object]) -> bool:
    attributes = block.get("attrs")
    return block.get("type") == "heading" and isinstance(attributes, dict) and attributes.get("level") == _FIELD_LEVEL


def _content(node: dict[str, object]) -> list[dict[str, object]]:
    content = node.get("content")
    return [one for one in content if isinstance(one, dict)] if isinstance(content, list) else []


def _text(node: dict[str, object], depth: int) -> str:
    kind, text = node.get("type"), node.get("text")
    if kind == "text" and isinstance(text, str):
        return text
    if kind == "hardBreak":
        return "\n"
    if kind in {"mention", "emoji", "status", "date", "inlineCard"}:
        return _attribute(node)
    if depth == _DEEPEST:
        return ""
    inner = "".join(_text(child, depth + 1) for child in _content(node))
    if kind == "listItem":
        inner = f"- {inner}"
    return inner.rstrip("\n") + "\n" if kind in _LINES else inner


def _attribute(node: dict[str, object]) -> str:
    attributes = node.get("attrs")
    values = (attributes.get(name) for name in ("text", "url", "shortName")) if isinstance(attributes, dict) else ()
    return next((value for value in values if isinstance(value, str)), "")
