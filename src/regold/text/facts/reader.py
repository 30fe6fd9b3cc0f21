"""What reads facts of one kind from a text, and what a text must have for that to be worth its time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from regold.text.facts.fact import Fact

Read = Callable[[str], Iterator[Fact]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Reads facts from a text in plain dress, in the order in which they stand.

    `needs`: a text that has none of these, its case folded, has none of these facts; empty where any may have some.
    To look for a word is a hundred times as fast as to look for a pattern.
    """

    needs: tuple[str, ...]
    read: Read

    def may_find(self, folded: str) -> bool:
        """Whether it is worth reading a text whose case is folded."""
        return not self.needs or any(word in folded for word in self.needs)


def needing(*words: str) -> Callable[[Read], Reader]:
    """Make a reader of texts that have one of these words; of any text without words."""
    return lambda read: Reader(needs=words, read=read)
