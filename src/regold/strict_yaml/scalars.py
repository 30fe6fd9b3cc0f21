"""What an unquoted YAML word may be: what every reader of YAML takes for the same text, number, truth value or null."""

from __future__ import annotations

import re

Scalar = str | int | float | bool | None

_VALUES: dict[str, Scalar] = {"": None, "null": None, "true": True, "false": False}
_TRUTHS = frozenset(
    spelling
    for word in ("yes", "no", "on", "off", "true", "false", "y", "n")
    for spelling in (word, word.title(), word.upper())
)
_NOTHINGS = frozenset({"~", "Null", "NULL"})
_LONGEST_WORD = 5
_NUMBER_STARTS = frozenset("-+.0123456789")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,14})(\.[0-9]{1,15})?")
# The numbers and times of YAML 1.1 (https://yaml.org/type/) and of the YAML 1.2 core schema, taken together.
_OTHERWISE = re.compile(
    r"""[-+]?0b[01_]+
    | [-+]?0o[0-7_]+
    | [-+]?0x[0-9a-fA-F_]+
    | [-+]?[0-9][0-9_]*(?:\.[0-9_]*)?(?:[eE][-+]?[0-9]+)?
    | [-+]?\.[0-9_]+(?:[eE][-+]?[0-9]+)?
    | [-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?
    | [-+]?\.(?:inf|Inf|INF)
    | \.(?:nan|NaN|NAN)
    | [0-9]{4}-[0-9]{2}-[0-9]{2}
    | [0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt]|[ \t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]*)?
      (?:[ \t]*(?:Z|[-+][0-9]{1,2}(?::[0-9]{2})?))?""",
    re.VERBOSE,
)
# C0, DEL, C1, line separators, the byte order mark and everything that changes the direction of writing (Unicode
# Standard Annex 9): what stands in a file must be what is seen in it.
HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]|\r(?!\n)"
)
_SHOWN = 40


class AmbiguousError(ValueError):
    """A plain word that YAML readers do not agree on; the text says what to write instead."""


def plain(text: str) -> Scalar:
    """Give the value of a plain word; raises AmbiguousError for one that some YAML reader would take otherwise."""
    if text in _VALUES:
        return _VALUES[text]
    if text[0] in _NUMBER_STARTS:
        return _number_or_text(text)
    if len(text) <= _LONGEST_WORD and text[0] in "yYnNoOtTfF~<=":
        _refuse_word(text)
    return text


def shown(text: str) -> str:
    """Give a text as it is named in a message: in double quotes, on one line, cut when long."""
    one_line = " ".join(text.split())
    cut = one_line if len(one_line) <= _SHOWN else one_line[: _SHOWN - 1] + "…"
    return '"' + HIDDEN.sub(lambda found: f"U+{ord(found[0]):04X}", cut) + '"'


def _number_or_text(text: str) -> Scalar:
    number = _NUMBER.fullmatch(text)
    if number:
        return float(text) if number[1] else int(text)
    if _OTHERWISE.fullmatch(text):
        raise AmbiguousError(
            f"{shown(text)[1:-1]} would be read as a number, a time or a date; quote it: {shown(text)}"
        )
    return text


def _refuse_word(text: str) -> None:
    if text in _TRUTHS:
        raise AmbiguousError(
            f'{text} is a truth value to some YAML readers; quote it: "{text}" (or write true or false for one)'
        )
    if text in _NOTHINGS:
        raise AmbiguousError(f'{text} is read as nothing; quote it: "{text}" (or write null for that)')
    if text in {"<<", "="}:
        raise AmbiguousError(f'{text} has a meaning of its own in YAML; quote it: "{text}"')
