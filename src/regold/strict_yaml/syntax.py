"""Turns libyaml's own errors into a place and a sentence that says what to do. It reads no file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yaml import MarkedYAMLError

if TYPE_CHECKING:
    from yaml import YAMLError

_ADVICE = (
    ("mapping values are not allowed", "a text with `: ` in it must be quoted; else check the indentation"),
    ("cannot start any token", "quote a text that starts with @, ` or %, and indent with blanks, not tabs"),
    ("did not find expected key", "check the indentation and the quotes here and in the lines above"),
    ("did not find expected '-' indicator", "check the indentation: items of a list start with `- ` in one column"),
    ("could not find expected ':'", "a key needs `: ` behind it; check the quotes in the lines above"),
    ("found unexpected end of stream", "a quote or bracket that is opened is never closed"),
    ("did not find expected ',' or", "a bracket that is opened is not closed, or a comma is missing"),
    ("unknown escape character", "in double quotes write a backslash as \\\\, or use single quotes"),
    ("did not find expected <document start>", "text goes on behind the end of the value; check the indentation"),
)


def syntax_mistake(error: YAMLError) -> tuple[int, int, str]:
    """Give line and column, counted from 1, and the message for what libyaml stumbled over."""
    if not isinstance(error, MarkedYAMLError):
        return 1, 1, f"this is not YAML: {' '.join(str(error).split())}"
    problem = error.problem or "it cannot be read"
    advice = next((advice for part, advice in _ADVICE if part in problem), "check the line and the one above it")
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    return line, column, f"this is not YAML: {problem}; {advice}"
