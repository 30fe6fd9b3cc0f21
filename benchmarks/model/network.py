"""The model itself: a cross-encoder that gives a verdict on a pair, and tells of each token whether it is at fault."""

from __future__ import annotations

from pathlib import Path

import torch
from transformers import AutoModelForSequenceClassification

from regold.judge.shipped import SHARPNESS

BEGIN = -1.4
"""The fault of a token before anything is learnt: a pair of fifty tokens is then undecided."""


class Judge(torch.nn.Module):  # type: ignore[misc]
    """A classifier of pairs with one class, acceptable, that also has a head for the fault of each token.

    Taught by verdicts alone it learns nothing from rows in which length and overlap tell nothing; the faults of tokens
    show it where to look.
    """

    def __init__(self, start: Path) -> None:
        """Begin with the model of that folder; plain attention is the only form that can be exported.

        Without dropout: it took a quarter of the time of a step, and rows that are seen a few times teach too little
        rather than too much.
        """
        super().__init__()
        self.pair = AutoModelForSequenceClassification.from_pretrained(
            start,
            num_labels=1,
            attn_implementation="eager",
            hidden_dropout_prob=0.0,
            attention_probs_dropout_prob=0.0,
        )
        self.token = torch.nn.Linear(self.pair.config.hidden_size, 1)

    def begin(self) -> None:
        """Set the head of the tokens to know nothing."""
        torch.nn.init.constant_(self.token.bias, BEGIN)

    def forward(self, ids: torch.Tensor, mask: torch.Tensor, types: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Give log-odds: (pairs, 1) that the answer is acceptable, and (pairs, tokens) that a token is at fault."""
        read = self.pair.bert(ids, attention_mask=mask, token_type_ids=types)
        verdict = self.pair.classifier(read.pooler_output)
        return verdict.float(), self.token(read.last_hidden_state).squeeze(-1).float()


def highest(faults: torch.Tensor, within: torch.Tensor) -> torch.Tensor:
    """Give the smooth maximum over the tokens that are within: (1/s) log sum exp(s x), shape (pairs,)."""
    kept = faults.masked_fill(~within, -30.0)
    return torch.logsumexp(kept * SHARPNESS, dim=1) / SHARPNESS
