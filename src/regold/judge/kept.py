"""Vectors kept on disk between runs: a convenience that may be lost, damaged or shared at any time."""

from __future__ import annotations

import secrets
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_HEAD = b"regold vector 1\n"


class Kept:
    """A folder of vectors, one file each, named by the model and the text. None keeps nothing.

    Only who runs it can read the folder: names of files tell nothing, but vectors tell what their text was about.
    A folder that cannot be written costs time, never a verdict.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def read(self, model: str, text: str) -> NDArray[np.float32] | None:
        """Give the vector of the text, or None when it is not there or not whole."""
        if self._folder is None:
            return None
        try:
            content = self._path(self._folder, model, text).read_bytes()
        except OSError:
            return None
        return _decoded(content)

    def write(self, model: str, text: str, vector: NDArray[np.float32]) -> None:
        """Keep the vector, whole or not at all."""
        if self._folder is None:
            return
        path = self._path(self._folder, model, text)
        unfinished = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            unfinished.write_bytes(_encoded(vector))
            unfinished.replace(path)
        except OSError:
            with suppress(OSError):
                unfinished.unlink(missing_ok=True)

    @staticmethod
    def _path(folder: Path, model: str, text: str) -> Path:
        key = sha256(model.encode("utf-8", "surrogatepass") + b"\0" + text.encode("utf-8", "surrogatepass"))
        return folder / f"{key.hexdigest()}.vector"


def _encoded(vector: NDArray[np.float32]) -> bytes:
    numbers = vector.astype("<f4").tobytes()
    return _HEAD + sha256(numbers).digest() + numbers


def _decoded(content: bytes) -> NDArray[np.float32] | None:
    import numpy as np

    digest, numbers = content[len(_HEAD) : len(_HEAD) + 32], content[len(_HEAD) + 32 :]
    if not content.startswith(_HEAD) or sha256(numbers).digest() != digest:
        return None
    return np.frombuffer(numbers, dtype="<f4").astype(np.float32)
