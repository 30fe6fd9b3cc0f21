"""The judge's model that comes with Regold: it reads the query with a golden, and an answer."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from regold.errors import ModelError
from regold.judge.pairs import Pairs

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

REGOLD = "regold"
"""Its name in the settings."""

SHA256 = "f9f2cc1f18d88d3a112138e9338bd2501aa3963b11856352014f32f8cf64b3a9"

_FOLDER = Path(__file__).parent
_TOKENIZER = _FOLDER / "minilm" / "tokenizer.json"
"""Training began with all-MiniLM-L6-v2, so its words are read in the same pieces."""


class Shipped:
    """A cross-encoder trained for this alone, with 8-bit weights; its card stands beside it.

    Its first output is the log-odds that the second text is acceptable where the first is: see `told`. The file is
    read when it is first asked: most runs never do.
    """

    def __init__(self, file: Path = _FOLDER / "regold" / "model.onnx") -> None:
        self._file = file
        self._pairs: Pairs | None = None

    @property
    def id(self) -> str:
        """Name and beginning of the checksum."""
        return f"regold-judge@{SHA256[:12]}"

    def follows(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        """Give for each pair the log-odds that the second text is as good as the first: shape (len(pairs),).

        Raises:
            ModelError: the file is missing or is not the one that was shipped.
        """
        import numpy as np

        if self._pairs is None:
            self._pairs = Pairs(_checked(self._file), self._file, _TOKENIZER)
        return np.array([row[0] for row in self._pairs.logits(pairs)], dtype=np.float32)


def told(query: str, golden: str) -> str:
    """Give the first text of a pair: the query before the golden, which may be no more than a yes or a name."""
    return f"{query} {golden}" if query else golden


def _checked(file: Path) -> bytes:
    again = "run `pip install --force-reinstall pytest-regold`"
    try:
        content = file.read_bytes()
    except OSError as error:
        raise ModelError(
            f"judge.entailment: {file.name} of regold cannot be read ({error.strerror}); {again}"
        ) from error
    if sha256(content).hexdigest() != SHA256:
        raise ModelError(f"judge.entailment: {file.name} of regold is not the file it should be (checksum); {again}")
    return content
