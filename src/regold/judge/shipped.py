"""The judge's model that comes with Regold: it reads the query with a golden, and an answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from regold.judge.models import checked
from regold.judge.pairs import Output, Pairs
from regold.model import Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

REGOLD = "regold"
"""Its name in the settings."""

SHA256 = "b3e23293dc000e59d57dd96270d475518776e453379ef1b9df7652bb610f0c7c"

_FOLDER = Path(__file__).parent
_TOKENIZER = _FOLDER / "minilm" / "tokenizer.json"
"""Training began with all-MiniLM-L6-v2, so its words are read in the same pieces."""

_WORD = re.compile(r"\w+(?:[.,:'-]\w+)*")

SHARPNESS = 3.0
"""How near the smooth maximum over tokens is to the plain one: what the model was trained with."""

_KEPT = 200
"""Opinions that are kept in memory: a verdict asks for one twice, the second time to tell its reasons."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """What the model finds of a pair, in log-odds.

    agrees: the second text is acceptable where the first is; faultless: the worst of its words is not at fault.
    missed: words of the first text that the second lacks; wrong: words of the second that are wrong; the worst first.
    """

    agrees: float
    faultless: float
    missed: tuple[Span, ...]
    wrong: tuple[Span, ...]


class Shipped:
    """A cross-encoder trained for this alone, with 8-bit weights; its card stands beside it.

    It reads the query and the golden as one text (see `premise`) and the answer as the other, and says of the pair
    whether the answer is acceptable, and of each word whether it is at fault. The file is read when it is first asked:
    most runs never do.
    """

    def __init__(self, file: Path = _FOLDER / "regold" / "model.onnx") -> None:
        self._file = file
        self._pairs: Pairs | None = None
        self._opinions: dict[tuple[str, str], Opinion] = {}

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

        return np.array([one.agrees for one in self.opinions(pairs)], dtype=np.float32)

    def opinions(self, pairs: Sequence[tuple[str, str]]) -> list[Opinion]:
        """Give for each pair what the model finds of it; raises ModelError as `follows` does."""
        if self._pairs is None:
            content = checked(self._file, SHA256, setting="entailment", model=REGOLD, package="pytest-regold")
            self._pairs = Pairs(content, self._file, _TOKENIZER)
        if len(self._opinions) > _KEPT:
            self._opinions.clear()
        new = [pair for pair in dict.fromkeys(pairs) if pair not in self._opinions]
        self._opinions.update(zip(new, map(_opinion, new, self._pairs.read(new)), strict=True))
        return [self._opinions[pair] for pair in pairs]


def premise(query: str, golden: str) -> str:
    """Give the first text of a pair: the query before the golden, which may be no more than a yes or a name."""
    return f"{query} {golden}" if query else golden


def _opinion(pair: tuple[str, str], output: Output) -> Opinion:
    import numpy as np

    assert output.tokens is not None  # noqa: S101 - the checksum tells that this is the file with two outputs
    faults = output.tokens
    worst = float(np.logaddexp.reduce(faults * SHARPNESS)) / SHARPNESS
    found: tuple[dict[Span, float], dict[Span, float]] = ({}, {})
    for at in np.flatnonzero(faults > 0).tolist():
        if place := output.place(at):
            side, span = place
            word, odds = _word(pair[side], span), float(faults[at])
            found[side][word] = max(odds, found[side].get(word, odds))
    missed, wrong = (tuple(sorted(words, key=lambda word: -words[word])) for words in found)
    return Opinion(agrees=float(output.logits[0]), faultless=-worst, missed=missed, wrong=wrong)


def _word(text: str, piece: Span) -> Span:
    """Give the whole word of which the tokenizer read a piece; a number with its point is one word."""
    return next(
        (
            Span(start=one.start(), end=one.end())
            for one in _WORD.finditer(text)
            if one.start() <= piece.start < one.end()
        ),
        piece,
    )
