"""Text that is kept from being shown, such as keys and addresses that hold one; where it comes from is unknown here."""

from __future__ import annotations


class Secret:
    """Text that nobody sees by accident: only `reveal` gives it; repr, str and errors show `***`."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """Give the text, to be used at once and kept nowhere."""
        return self._text

    def __repr__(self) -> str:
        return "***"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and other._text == self._text

    def __hash__(self) -> int:
        return hash(self._text)

    @classmethod
    def of(cls, text: object) -> Secret:
        """Give a secret from text, or a secret as it is; raises ValueError, without the value, for anything else."""
        if isinstance(text, Secret):
            return text
        if not isinstance(text, str):
            raise ValueError("must be text")  # noqa: TRY004 - pydantic collects a ValueError with its place
        return cls(text)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: object) -> dict[str, object]:
        """Tell pydantic, without importing it, to read a secret with `of`."""
        return {"type": "function-plain", "function": {"type": "no-info", "function": cls.of}}
