"""Keeps what alerts remember in one file of the history folder, for one check at a time; what it means is `state`."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from regold.alerts.state import State
from regold.errors import HistoryError

if TYPE_CHECKING:
    from pydantic import TypeAdapter

FOLDER: Final = "alerts"
FORMAT: Final = 1

PATIENCE = 300.0
"""Seconds to wait for another check: it holds the file while it tells, and telling ends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """The file of one history folder. `write_whole` writes a file so that it is there whole or not at all."""

    history: Path
    write_whole: Callable[[Path, bytes], object]

    @property
    def path(self) -> Path:
        """Where it stands."""
        return self.history / FOLDER / "state.json"

    @contextmanager
    def alone(self, patience: float = PATIENCE) -> Iterator[None]:
        """Keep every other check of this folder away while the context lasts; the end of a process lets go too.

        Waits `patience` seconds for another one. Raises HistoryError when that was not enough, or when the folder
        cannot be written to.
        """
        from filelock import FileLock, Timeout  # noqa: PLC0415 - loads asyncio

        lock = FileLock(self.history / FOLDER / "lock", timeout=patience, mode=0o600)
        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            lock.acquire()
        except Timeout:
            raise HistoryError(f"{self.path.parent}: another check has been telling for {patience:.0f} s") from None
        except OSError as error:
            raise HistoryError(f"{self.path.parent}: {error.strerror or error}; nobody can be told") from None
        try:
            yield
        finally:
            lock.release()

    def read(self) -> State:
        """Give what is remembered; nothing when there is no file yet.

        Raises HistoryError when the file cannot be read, is damaged, or is of a newer format.
        """
        from pydantic import ValidationError  # noqa: PLC0415 - only alerts need it

        try:
            content = self.path.read_bytes()
        except FileNotFoundError:
            return State()
        except OSError as error:
            raise HistoryError(f"{self.path}: {error.strerror or error}; what was told cannot be read") from None
        try:
            data = json.loads(content)
            found = data.pop("format")
        except (ValueError, RecursionError, KeyError, TypeError, AttributeError):
            raise self._damaged("what was told cannot be read") from None
        if found != FORMAT:
            raise self._damaged(f"format {found!r}, and this version reads format {FORMAT}")
        try:
            return _states().validate_python(data)
        except ValidationError as error:
            raise self._damaged(f"{error.error_count()} entries that cannot be read") from None

    def write(self, state: State) -> None:
        """Remember this from now on; raises HistoryError, and what was remembered before stays."""
        document = {"format": FORMAT, **_states().dump_python(state, mode="json")}
        try:
            self.write_whole(self.path, json.dumps(document, indent=1).encode("ascii"))
        except OSError as error:
            raise HistoryError(f"{self.path}: {error.strerror or error}; what was told cannot be kept") from None

    def _damaged(self, what: str) -> HistoryError:
        return HistoryError(f"{self.path}: {what}; move the file away to begin anew: what lasts is then told once more")


@cache
def _states() -> TypeAdapter[State]:
    from pydantic import TypeAdapter  # noqa: PLC0415 - only alerts need it

    return TypeAdapter(State)
