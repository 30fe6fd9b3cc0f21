"""The settings of the judge, as a frozen value: checked by the reader of the configuration, not here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from annotated_types import Ge, Le, Len


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgeSettings:
    """How alike an answer must be to its golden where facts and negation agree and the words do not.

    A wrong fact or a turned-round denial rejects whatever these say. The defaults come from a sample of support pairs
    written by hand, chosen against wrong answers that pass: right answers in other words begin at .78, evasive ones
    and answers to another question end at .72. Between them lies .75; a wrong answer that repeats the golden with one
    word exchanged reaches .8 and more, and no setting here keeps it out without half of the right ones.

    fuzzy: share of the golden's words, in order, that the answer must hold to be accepted without an embedding;
        0 to 1, default 0.9.
    similarity: cosine similarity that each sentence of the golden must reach with its nearest sentence of the
        answer; 0 to 1, default 0.75.
    embedding: where the vectors come from, at least 1 character, default minilm. `minilm` is the packaged
        all-MiniLM-L6-v2, `sentence-transformers:NAME` any model name or folder of that library, `none` judges
        without, and what the words alone do not settle is rejected.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    fuzzy: Annotated[float, Ge(0), Le(1)] = 0.9
    similarity: Annotated[float, Ge(0), Le(1)] = 0.75
    embedding: Annotated[str, Len(1)] = "minilm"
