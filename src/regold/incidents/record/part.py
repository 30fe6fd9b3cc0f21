"""What all mappings of a record have in common, and the count that several of them hold."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field, Strict


class Part:
    """A mapping of the file; it takes no other keys than its own."""

    __slots__ = ()
    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}


Count = Annotated[int, Strict(), Field(ge=0)]
