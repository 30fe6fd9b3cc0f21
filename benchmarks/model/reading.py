"""How the model reads a pair; the same in training, in measuring and in what is exported."""

from __future__ import annotations

TOKENS = 128
LABELS = {0: "entailment"}
"""The one output: log-odds that the answer is acceptable where the golden is."""


def premise(question: str, golden: str) -> str:
    """Put the question before the golden; either text alone where there is no question."""
    return f"{question} {golden}" if question else golden
