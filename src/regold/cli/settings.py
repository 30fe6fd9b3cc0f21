"""Opens the settings that hold in the folder where a command was typed."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from regold.config import Config


def open_config(
    *,
    embedding: str | None = None,
    entailment: str | None = None,
    strictness: str | None = None,
    history: str | None = None,
    alert: bool = False,
) -> Config:
    """Give the settings for this folder; raises ConfigError with all mistakes in them."""
    from regold.config import Flags, find_root, load_config

    flags = Flags(embedding=embedding, entailment=entailment, strictness=strictness, history=history, alert=alert)
    return load_config(find_root(Path.cwd()), environment=os.environ, flags=flags)
