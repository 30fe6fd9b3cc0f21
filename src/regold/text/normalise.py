"""One form for texts that differ only in dress: case, white space, typography, Markdown. It never touches the words."""

from __future__ import annotations

import re
import unicodedata

_TYPOGRAPHY = {
    **dict.fromkeys(map(ord, "‘’‚‛ʼ`´′"), "'"),
    **dict.fromkeys(map(ord, "“”„‟«»″"), '"'),
    **dict.fromkeys(map(ord, "‐‑‒–—―−"), "-"),
    **dict.fromkeys(map(ord, "\u00a0\u2007\u2009\u202f"), " "),
    **dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"), None),
    ord("…"): "...",
}
_LINE_START = re.compile(r"(?m)^[ \t]{0,12}(?:#{1,6}[ \t]{1,12}|>[ \t]{0,12}|[-*+•·][ \t]{1,12})")
_FENCE = re.compile(r"(?m)^[ \t]{0,12}`{3,12}[\w-]{0,30}[ \t]{0,12}$")
_LINK = re.compile(r"!?\[([^\[\]\n]{1,500})\]\(<?([^\s()<>]{1,2000})>?\)")
_STARS = re.compile(r"(?<!\\)\*{1,3}(?=\S)|(?<=[^\s\\])\*{1,3}")
_UNDERSCORES = re.compile(r"(?<![\w\\])_{1,3}(?=[^\s_])|(?<=[^\s_])_{1,3}(?!\w)")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!>~|-])")
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^\s<>]{1,2000})>")


def normalise(text: str) -> str:
    """Give the text in one dress: NFC, folded case, plain quotes and dashes, no Markdown marks, single spaces.

    A link becomes its words with the address in brackets behind them. Struck-out text keeps its marks, since
    without them it would say what it takes back. Applying it twice gives the same as applying it once more.
    """
    plain = text if text.isascii() else unicodedata.normalize("NFC", text)
    plain = without_markdown(plain).translate(_TYPOGRAPHY)
    folded = " ".join(plain.casefold().split())
    return folded if folded.isascii() else unicodedata.normalize("NFC", folded)


def without_markdown(text: str) -> str:
    """Give the text without the marks of Markdown: headings, bullets, quotes, emphasis, code, links."""
    if not _may_hold_markdown(text):
        return text
    plain = _LINE_START.sub("", _FENCE.sub("", text))
    plain = _AUTOLINK.sub(r"\1", _LINK.sub(_link, plain))
    plain = _UNDERSCORES.sub("", _STARS.sub("", plain))
    return _ESCAPE.sub(r"\1", plain.replace("`", ""))


def _may_hold_markdown(text: str) -> bool:
    return any(mark in text for mark in "*_`#[<>\\\n•·") or text.lstrip()[:1] in ("-", "+")


def _link(match: re.Match[str]) -> str:
    words, address = match.groups()
    return words if words == address else f"{words} ({address})"
