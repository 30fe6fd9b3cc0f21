"""What costs time to read, kept in one file a name: a cache that may be lost, damaged or of another form."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import Any

FORMAT = 1


class Kept:
    """A folder of small JSON files, each written whole; one that cannot be read holds nothing."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def load(self, name: str) -> dict[str, Any]:
        """Give what was saved under a name, {} when nothing is there that can be read."""
        try:
            data = json.loads((self._folder / f"{name}.json").read_bytes())
        except (OSError, ValueError, RecursionError):
            return {}
        if not isinstance(data, dict) or data.get("format") != FORMAT or not isinstance(data.get("kept"), dict):
            return {}
        kept: dict[str, Any] = data["kept"]
        return kept

    def save(self, name: str, kept: dict[str, Any]) -> None:
        """Save under a name, for the owner only; a folder that cannot be written to costs time and nothing else."""
        with suppress(OSError):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            partial = self._folder / f".{name}.{os.getpid()}.part"
            with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
                json.dump({"format": FORMAT, "kept": kept}, file, separators=(",", ":"))
            partial.replace(self._folder / f"{name}.json")
