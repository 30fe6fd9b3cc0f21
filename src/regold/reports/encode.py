"""One encoder for each kind of output, so that no answer can act in it; what the outputs say is written elsewhere."""

from __future__ import annotations

import html as _html
import re
from unicodedata import category
from urllib.parse import quote

_COMMAND_AT_START = re.compile(r"(?m)^(\s*)::")
_ACTING = re.compile(r"([\\`*_\[\]<>#|~&$@^])|(?<=\bwww)(\.)|(:)(?=//)|(?<=\bmailto)(:)|(?<=\bxmpp)(:)")
_BLOCK_START = re.compile(r"^([-+=:]|\d+[.)])")
_IN_ADDRESSES = "/:?#@!$&*+,;=%-._~"
_BACKTICKS = re.compile("`+")


def visible(text: str) -> str:
    r"""Give the text with every character that acts or hides shown as an escape (`\x1b`, `\u202e`, …).

    These are control characters (but newline and tab), bidi and zero-width formatting, surrogates, private and
    unassigned ones; spaces of other widths stay. The result can be encoded in UTF-8.
    """
    if text.isprintable():
        return text
    return "".join(char if _shows(char) else _escape(char) for char in text)


def terminal(text: str) -> str:
    """Give the text for a terminal or a log: visible characters, and no workflow command of GitHub's."""
    return github_log(text)


def one_line(text: str) -> str:
    """Give the text for a terminal on one line, every run of white space as one space."""
    return terminal(" ".join(text.split()))


def github_log(text: str) -> str:
    """Give the text for a job log of GitHub Actions: no `::command::` at a line's start, no `##[` anywhere.

    These are the two forms that the runner obeys (actions/runner, ActionCommand.cs: the first behind any white
    space, the second anywhere); a lone carriage return, which it takes for a line end, is shown as an escape.
    """
    return _COMMAND_AT_START.sub(r"\1:\\:", visible(text)).replace("##[", "#\\#[")


def github_message(text: str) -> str:
    """Give the text as the message of a workflow command (`::error::message`)."""
    return visible(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def github_property(text: str) -> str:
    """Give the text as the value of a property of a workflow command (`::error file=value::`)."""
    return github_message(text).replace(":", "%3A").replace(",", "%2C")


def markdown(text: str) -> str:
    """Give the text as plain words inside a line or a table cell of GitHub's Markdown, on one line.

    Nothing in it becomes markup, a link, or the mention of a person.
    """
    escaped = _ACTING.sub(r"\\\g<0>", visible(" ".join(text.split())))
    escaped = _BLOCK_START.sub(lambda start: f"{start[0][:-1]}\\{start[0][-1]}", escaped)
    return escaped.replace("\\@", "@<!-- -->")


def link(name: str, url: str) -> str:
    """Give a link of GitHub's Markdown; no sign in the address can end it."""
    address = quote(url, safe=_IN_ADDRESSES, errors="replace")
    return f"[{markdown(name)}]({address})"


def fence(text: str, language: str = "") -> str:
    """Give the text as a code block of Markdown that no run of backticks in it can close."""
    longest = max((len(run) for run in _BACKTICKS.findall(text)), default=0)
    marks = "`" * max(3, longest + 1)
    return f"{marks}{language}\n{visible(text)}\n{marks}"


def html(text: str) -> str:
    """Give the text as content or as a quoted attribute of HTML."""
    return _html.escape(visible(text))


def xml(text: str) -> str:
    """Give the text as content or as a quoted attribute of XML 1.0, which has no way to carry control characters."""
    return html(text)


def _shows(char: str) -> bool:
    return char.isprintable() or char in "\n\t" or category(char) == "Zs"


def _escape(char: str) -> str:
    code = ord(char)
    if code < 0x100:
        return {"\r": "\\r"}.get(char, f"\\x{code:02x}")
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
