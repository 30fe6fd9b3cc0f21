"""Files of history that are there whole or not at all; what stands in them is not known here."""

from __future__ import annotations

import os
from pathlib import Path


def write_whole(path: Path, content: bytes, *, synced: bool = True) -> None:
    """Write the content by a temporary file beside the file, which takes its place when whole.

    Unless `synced` is False it is on the disk before that: what can be made anew need not wait for the disk.
    The folder is made when missing, and both are for their owner only (0700, 0600). Raises OSError, and leaves an
    earlier file as it was.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            if synced:
                os.fsync(file.fileno())
        partial.replace(path)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise
