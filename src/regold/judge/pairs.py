"""Runs a model in an ONNX file on two texts at a time; what its output means is not known here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from regold.errors import ModelError
from regold.judge.at_once import each
from regold.judge.models import encodable
from regold.model import Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from tokenizers import Encoding

INPUTS = ("input_ids", "attention_mask", "token_type_ids")
TOKENS = 256
"""How much of a pair is read where the model does not say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """What a model gives for a pair: `logits`, one number a class, and what else it gives, one number a token."""

    logits: NDArray[np.float32]
    tokens: NDArray[np.float32] | None
    encoding: Encoding

    def place(self, token: int) -> tuple[int, Span] | None:
        """Tell of which text a token is, 0 or 1, and where it stands; None of a token that is no text."""
        side, chars = self.encoding.token_to_sequence(token), self.encoding.token_to_chars(token)
        return None if side is None or chars is None else (side, Span(start=chars[0], end=chars[1]))


class Pairs:
    """A model in an ONNX file that reads two texts at a time, with its tokenizer.

    Raises:
        ModelError: one of the two files is not what it should be, or a package is missing.
    """

    def __init__(self, content: bytes, file: Path, tokenizer: Path) -> None:
        try:
            import onnxruntime
            import tokenizers
        except ImportError as missing:
            raise ModelError(
                f"judge.entailment: {file} needs the package {missing.name}; run `pip install pytest-regold`"
            ) from missing
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        try:
            self._session = onnxruntime.InferenceSession(content, options, providers=["CPUExecutionProvider"])
        except Exception as error:
            raise ModelError(f"judge.entailment: {file} is no model that can be run: {first_line(error)}") from error
        self._inputs = {one.name: one.shape for one in self._session.get_inputs()}
        if "input_ids" not in self._inputs or not set(self._inputs) <= set(INPUTS):
            named = ", ".join(self._inputs)
            raise ModelError(f"judge.entailment: {file} reads {named}, not {', '.join(INPUTS)}; give a cross-encoder")
        self.classes = self._session.get_outputs()[0].shape[-1]
        try:
            self._tokenizer = tokenizers.Tokenizer.from_file(str(tokenizer))
        except Exception as error:
            raise ModelError(f"judge.entailment: {tokenizer} is no tokenizer: {first_line(error)}") from error
        self._set_length(_fixed_length(self._inputs["input_ids"]))

    def read(self, pairs: Sequence[tuple[str, str]]) -> list[Output]:
        """Give what the model gives for each pair: each on one thread, never in a batch."""
        return each(self._one, pairs)

    def _one(self, pair: tuple[str, str]) -> Output:
        import numpy as np

        first, second = pair
        tokens = self._tokenizer.encode(self._cut(encodable(first)), self._cut(encodable(second)))
        columns = dict(zip(INPUTS, (tokens.ids, tokens.attention_mask, tokens.type_ids), strict=True))
        given = {name: np.array([columns[name]], dtype=np.int64) for name in self._inputs}
        logits, *others = self._session.run(None, given)
        return Output(logits=logits[0], tokens=others[0][0] if others else None, encoding=tokens)

    def _set_length(self, length: int | None) -> None:
        self._most = length or TOKENS
        self._tokenizer.enable_truncation(self._most)
        if length:
            self._tokenizer.enable_padding(length=length)
        else:
            self._tokenizer.no_padding()

    def _cut(self, text: str) -> str:
        """Give as much of a text as is read at all.

        The tokenizer keeps what it cuts off of a pair as each piece of one text with each of the other.
        """
        if len(text) <= self._most:
            return text
        return text[: max((end for _, end in self._tokenizer.encode(text).offsets), default=0)]


def first_line(error: Exception) -> str:
    """Give what an error of a library says first, or its name."""
    return str(error).splitlines()[0] if str(error) else type(error).__name__


def _fixed_length(shape: Sequence[object]) -> int | None:
    length = shape[1] if len(shape) > 1 else None
    return length if isinstance(length, int) else None
