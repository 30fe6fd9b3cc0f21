"""The model itself: an encoder that tells of each token whether it is at fault, and of a pair by its worst token."""

from __future__ import annotations

from pathlib import Path

import torch
from transformers import AutoModelForTokenClassification

SHARPNESS = 3.0
"""How near the smooth maximum over tokens is to the plain one."""
BEGIN = -1.4
"""The fault of a token before anything is learnt: a pair of fifty tokens is then undecided."""


class Judge(torch.nn.Module):  # type: ignore[misc]
    """A token classifier with one class, at fault, whose smooth maximum is the fault of the pair."""

    def __init__(self, start: Path) -> None:
        super().__init__()
        # eager: the other forms of attention are not exported
        self.tokens = AutoModelForTokenClassification.from_pretrained(start, num_labels=1, attn_implementation="eager")

    def begin(self) -> None:
        """Set the head to know nothing."""
        torch.nn.init.constant_(self.tokens.classifier.bias, BEGIN)

    def forward(self, ids: torch.Tensor, mask: torch.Tensor, types: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Give log-odds: (pairs, 1) that the answer is acceptable, and (pairs, tokens) that a token is at fault."""
        faults = self.tokens(input_ids=ids, attention_mask=mask, token_type_ids=types).logits.squeeze(-1).float()
        return -highest(faults, mask > 0)[:, None], faults


def highest(faults: torch.Tensor, within: torch.Tensor) -> torch.Tensor:
    """Give the smooth maximum over the tokens that are within: (1/s) log sum exp(s x), shape (pairs,)."""
    kept = faults.masked_fill(~within, -30.0)
    return torch.logsumexp(kept * SHARPNESS, dim=1) / SHARPNESS
