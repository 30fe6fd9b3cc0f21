"""The kinds of values that all strict files share, as pydantic types; the files' own kinds stand with their models."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, GetCoreSchemaHandler, GetPydanticSchema
from pydantic_core import CoreSchema

SLUG = r"^[A-Za-z0-9](?:[A-Za-z0-9_-]|\.[A-Za-z0-9_-])*\.?$"
LONGEST_SLUG = 80
TEXT = r"\S"
LINE = r"^[^\n]*\S[^\n]*$"
ADDRESS = r"^https?://[^\s/]+(?:/\S*)?$"
_LONGEST_LINE = 200

PATTERNS = {
    SLUG: "must be letters, digits, `-`, `_` and single dots, and begin with a letter or digit",
    TEXT: "is blank; write a text",
    LINE: "must be one line of text",
    ADDRESS: "must be a web address such as https://example.com/1",
}
"""What to say of a text that one of these refused."""


def _never_null(source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:  # noqa: ANN401 - a type, as pydantic gives it
    schema = handler(source)
    return schema["schema"] if schema["type"] == "nullable" else schema


Given = GetPydanticSchema(_never_null)
"""Makes `T | None` a value that may be left out but never be null."""

Slug = Annotated[str, Field(pattern=SLUG, max_length=LONGEST_SLUG)]
Text = Annotated[str, Field(pattern=TEXT)]
Line = Annotated[str, Field(pattern=LINE, max_length=_LONGEST_LINE)]
Address = Annotated[str, Field(pattern=ADDRESS)]


class Strict(BaseModel):
    """A mapping of a file: no other keys than these, no value of another kind than it says."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, defer_build=True)
