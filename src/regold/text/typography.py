"""Plain quotes, dashes and spaces in place of typographic ones, one for one, so that every offset stays true."""

from __future__ import annotations

_SAME_WIDTH = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u00b4`", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
        **dict.fromkeys("\u00a0\u2007\u2009\u200a\u202f\u3000*_", " "),
    }
)


def plain(text: str) -> str:
    """Give the text with quotes, dashes and spaces of one kind, and blanks for marks of emphasis."""
    return text.translate(_SAME_WIDTH)
