"""In-process bots for what is measured without a network; named by dotted path in the settings that are written."""

from __future__ import annotations


async def exact(query: str, session: str) -> str:  # noqa: ARG001 - every bot takes both
    """Give just what the golden says."""
    return query.replace("question", "answer")


async def reworded(query: str, session: str) -> str:  # noqa: ARG001 - every bot takes both
    """Give it in other words, so that the judge needs its model."""
    return f"If I understood you well, what you are looking for is {query.replace('question', 'answer')}."
