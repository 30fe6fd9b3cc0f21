"""The settings of the judge, as a frozen value: checked by the reader of the configuration, not here."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, ClassVar

from annotated_types import Len


class Strictness(StrEnum):
    """How sure the judge must be before it accepts."""

    LENIENT = "lenient"
    NORMAL = "normal"
    STRICT = "strict"


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgeSettings:
    """How sure the judge must be, and which models it may ask.

    A wrong fact or a turned-round denial rejects whatever these say.

    strictness: how sure the judge must be to accept: lenient, normal or strict, default normal. Severity moves the
        same threshold: a critical case needs more than a low one.
    embedding: where the vectors come from, at least 1 character, default minilm. `minilm` is the packaged
        all-MiniLM-L6-v2, `sentence-transformers:NAME` any model name or folder of that library, `none` judges
        without.
    entailment: the model that tells whether one text follows from another, at least 1 character, default regold.
        `regold` is the one that comes with Regold, trained for just this, `none` judges without; `onnx:FILE` is a
        cross-encoder in an ONNX file with its tokenizer.json beside it, `sentence-transformers:NAME` any
        CrossEncoder of that library.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    strictness: Strictness = Strictness.NORMAL
    embedding: Annotated[str, Len(1)] = "minilm"
    entailment: Annotated[str, Len(1)] = "regold"
