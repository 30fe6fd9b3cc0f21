"""Models that tell whether one text follows from another, behind the seam `Entailment`; loaded when first made."""

from __future__ import annotations

import json
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from regold.errors import ModelError
from regold.judge.models import SENTENCE_TRANSFORMERS, encodable, state
from regold.judge.pairs import Pairs, first_line
from regold.judge.shipped import REGOLD, Shipped

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from regold.model import Entailment

ONNX = "onnx:"
_FOLLOWS = ("entailment", "entail", "supported", "consistent")
_NLI = ("contradiction", "entailment", "neutral")
"""The order of the three classes in the cross-encoder/nli family (their cards), for a file that names none."""


def load(name: str) -> Entailment:
    """Load the model of that name: `regold`, `onnx:FILE or folder`, or `sentence-transformers:NAME` of a CrossEncoder.

    Raises:
        ModelError: it is not installed, cannot be loaded, or does not say which of its classes is entailment.
    """
    if name == REGOLD:
        return Shipped()
    if name.startswith(ONNX):
        return OnnxEntailment(Path(name.removeprefix(ONNX)))
    if name.startswith(SENTENCE_TRANSFORMERS):
        return CrossEncoderEntailment(name.removeprefix(SENTENCE_TRANSFORMERS))
    raise ModelError(
        f"judge.entailment: {name!r} is no model; set {REGOLD}, none, {ONNX}FILE, {SENTENCE_TRANSFORMERS}NAME "
        "or package.module:Class"
    )


class OnnxEntailment:
    """A cross-encoder in an ONNX file, its `tokenizer.json` beside it or in a folder beside it.

    A `config.json` there may name the classes (`id2label`). Without, three classes stand in the order of the
    cross-encoder/nli family, and of two the first is entailment.
    """

    def __init__(self, path: Path) -> None:
        file = _model_file(path)
        content = file.read_bytes()
        self._pairs = Pairs(content, file, _beside(file, "tokenizer.json"))
        self._follows = _entailment_class(file, self._pairs.classes)
        self._id = f"{file.stem}@{sha256(content).hexdigest()[:12]}"

    @property
    def id(self) -> str:
        """Name of the file and beginning of its checksum."""
        return self._id

    def follows(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        """Give for each pair how surely the second text follows from the first, as log-odds: shape (len(pairs),)."""
        import numpy as np

        return np.array([log_odds(read.logits, self._follows) for read in self._pairs.read(pairs)], dtype=np.float32)


class CrossEncoderEntailment:
    """Any CrossEncoder of the sentence-transformers library trained on inference, by name or folder."""

    def __init__(self, name: str) -> None:
        try:
            import sentence_transformers
        except ImportError as missing:
            raise ModelError(
                f"judge.entailment: {SENTENCE_TRANSFORMERS}{name} needs an extra; "
                "run `pip install 'pytest-regold[sentence-transformers]'`"
            ) from missing
        try:
            self._model = sentence_transformers.CrossEncoder(name, trust_remote_code=False, device="cpu")
        except (OSError, ValueError, RuntimeError) as error:
            raise ModelError(
                f"judge.entailment: {SENTENCE_TRANSFORMERS}{name} cannot be loaded ({first_line(error)}); "
                "give the name of a CrossEncoder or the path of a folder that holds one"
            ) from error
        labels = {int(at): str(label) for at, label in self._model.config.id2label.items()}
        self._follows = _named(labels, name)
        self._name = name

    @property
    def id(self) -> str:
        """Name of the model as it was set, and for a folder the state of its weights."""
        return f"{SENTENCE_TRANSFORMERS}{self._name}{state(Path(self._name))}"

    def follows(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        """Give for each pair how surely the second text follows from the first, as log-odds."""
        import numpy as np
        import torch

        given = [(encodable(first), encodable(second)) for first, second in pairs]
        rows = self._model.predict(
            given, batch_size=1, show_progress_bar=False, activation_fn=torch.nn.Identity(), convert_to_numpy=True
        )
        return np.array([log_odds(row, self._follows) for row in np.atleast_2d(rows)], dtype=np.float32)


def log_odds(logits: NDArray[np.float32], follows: int) -> float:
    """Give the log-odds of one class against all others from the logits of a softmax."""
    import numpy as np

    if len(logits) == 1:
        return float(logits[0])
    others = np.delete(np.asarray(logits, dtype=np.float64), follows)
    highest = others.max()
    return float(logits[follows] - (highest + np.log(np.exp(others - highest).sum())))


def _model_file(path: Path) -> Path:
    found = sorted(path.glob("*.onnx")) if path.is_dir() else [path]
    if len(found) != 1 or not found[0].is_file():
        raise ModelError(
            f"judge.entailment: {ONNX}{path} is no ONNX file and no folder with just one; give the path of the file"
        )
    return found[0]


def _beside(file: Path, name: str) -> Path:
    found = [file.parent / name, *sorted(file.parent.glob(f"*/{name}"))]
    there = next((one for one in found if one.is_file()), None)
    if there is None:
        raise ModelError(f"judge.entailment: {file} has no {name} beside it; put the one of the model there")
    return there


def _entailment_class(file: Path, classes: object) -> int:
    config = file.parent / "config.json"
    if config.is_file():
        try:
            told = json.loads(config.read_text("utf-8")).get("id2label")
            labels = {int(at): str(label) for at, label in (told or {}).items()}
        except (ValueError, AttributeError) as error:
            raise ModelError(f"judge.entailment: {config} names no classes: {first_line(error)}") from error
        if labels:
            return _named(labels, str(file))
    return _NLI.index("entailment") if classes == len(_NLI) else 0


def _named(labels: dict[int, str], model: str) -> int:
    if len(labels) == 1:
        return 0
    found = next((at for at, label in labels.items() if label.casefold() in _FOLLOWS), None)
    if found is None:
        raise ModelError(
            f"judge.entailment: none of the classes of {model} is entailment ({', '.join(labels.values())}); "
            "give a model trained on natural language inference"
        )
    return found
