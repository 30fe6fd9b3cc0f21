"""What one wing, or a user, hands to another to be called: protocols and the shapes of functions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

from regold.model.answer import Answer, Question
from regold.model.case import Turn
from regold.model.verdict import Finding

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Target(Protocol):
    """How the live endpoint is called. Lives on the one event loop of `targets`."""

    async def ask(self, question: Question) -> Answer:
        """Give the answer, or raise EndpointError with the fault."""
        ...

    async def close(self) -> None:
        """Let go of connections; called once."""
        ...


class Embedder(Protocol):
    """Turns texts into vectors whose dot product is their cosine similarity."""

    @property
    def id(self) -> str:
        """Name and version of the model, the key of everything cached from it."""
        ...

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Give one unit-length row for each text: shape (len(texts), dimensions)."""
        ...


class Entailment(Protocol):
    """Tells whether one text follows from another."""

    @property
    def id(self) -> str:
        """Name and version of the model, the key of everything kept from it."""
        ...

    def follows(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        """Give for each pair how surely the second text follows from the first, as log-odds: shape (len(pairs),)."""
        ...


Arbiter = Callable[[str, str, str], Finding | None]
"""A second opinion on an answer that the judge is unsure of, from query, golden and answer; None when it has none."""


Check = Callable[[Turn, Answer], Sequence[Finding]]
"""A user's own check: findings on one turn's answer; one that does not support the answer rejects it."""
