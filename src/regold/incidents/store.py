"""The folder of incidents: one file each, named by its id alone, written whole or not at all."""

from __future__ import annotations

import fcntl
import os
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from regold.errors import IncidentError
from regold.incidents.file import bytes_of, incident_of, known
from regold.incidents.record import ID, Incident
from regold.incidents.words import INCIDENT

_ID = re.compile(ID)
_LAST = 999_999
_USUAL = 32 * 1024
"""Bytes that hold nearly every record: to ask for the most there may be costs more than to read them."""

_EXTERNAL = re.compile(rb"external_id[\"']?[ \t]*:[ \t]*[\"']?([A-Za-z0-9][A-Za-z0-9._:/#@+=-]*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    """The incidents of one folder inside `root`."""

    folder: Path
    root: Path

    def ids(self) -> list[str]:
        """Give the ids of all incidents, the oldest first."""
        names = (path.stem for path in self.folder.glob("INC-*.yaml")) if self.folder.is_dir() else ()
        return sorted(filter(self.is_id, names), key=number_of)

    def path(self, name: str) -> Path:
        """Give the file of an incident; raises IncidentError for what is no id, so that no other file is reached."""
        if not _ID.fullmatch(name):
            raise IncidentError(
                f"{name!r} is not the id of an incident, such as INC-2026-0042; see regold incident list"
            )
        path = self.folder / f"{name}.yaml"
        if not path.resolve().is_relative_to(self.root.resolve()):
            raise IncidentError(f"{path} leads out of the project; let incidents stand inside it")
        return path

    def read(self, name: str) -> Incident:
        """Give one incident; raises IncidentError when it is not there or has mistakes."""
        return self.parsed(name, self._bytes(name))

    def read_all(self) -> tuple[list[Incident], list[str]]:
        """Give the sound incidents, the oldest first, beside the mistakes of the others."""
        incidents: list[Incident] = []
        mistakes: list[str] = []
        for name, data in self.contents(self.ids()):
            try:
                if isinstance(data, IncidentError):
                    raise data
                incidents.append(self.parsed(name, data))
            except IncidentError as wrong:
                mistakes.append(str(wrong))
        return incidents, mistakes

    def contents(self, names: Iterable[str]) -> Iterator[tuple[str, bytes | IncidentError]]:
        """Give the bytes of each of these files, or why they cannot be had."""
        inside = self.folder.resolve().is_relative_to(self.root.resolve())
        for name in names:
            path = self.folder / f"{name}.yaml"
            try:  # to resolve the path of each of 10,000 files costs as much as to read a third of them
                checked = path if inside and not path.is_symlink() else self.path(name)
                yield name, self._content(checked, name)
            except IncidentError as wrong:
                yield name, wrong

    def parsed(self, name: str, data: bytes) -> Incident:
        """Give the incident of a file's bytes; raises IncidentError when they have mistakes."""
        incident = known(data)
        if incident is None or incident.id != name:
            incident = incident_of(data, self._shown(name))
        if incident.id != name:
            raise IncidentError(f"{self._shown(name)}: the id in it is {incident.id}; give both the same name")
        return incident

    @staticmethod
    def is_id(name: str) -> bool:
        """Tell whether this may be the id of an incident."""
        return _ID.fullmatch(name) is not None

    def create(self, make: Callable[[str], Incident], year: int) -> Incident:
        """Write the incident made for the next free id of a year; two processes never get the same one."""
        with self.alone():
            return self.add(make, year, self.last_numbers().get(year, 0) + 1)

    def add(self, make: Callable[[str], Incident], year: int, first: int) -> Incident:
        """Do what `create` does, within `alone`; numbers from `first` on are tried."""
        for number in range(first, _LAST + 1):
            name = f"INC-{year:04}-{number:04}"
            incident = make(name)
            try:
                self._put(self.path(name), bytes_of(incident, self._shown(name)), new=True)
            except FileExistsError:
                continue
            return incident
        raise IncidentError(f"{year} has no free number left")

    def last_numbers(self) -> dict[int, int]:
        """Give for each year the highest number there is; ids are in order of both."""
        return dict(map(number_of, self.ids()))

    def change(self, name: str, changed: Callable[[Incident], Incident]) -> Incident:
        """Replace one incident by what is made of it; nothing is written when that is the same.

        Raises IncidentError, with the file untouched, when a comment in it would be lost.
        """
        self._bytes(name)
        with self.alone():
            return self.put(name, changed)

    def put(self, name: str, changed: Callable[[Incident], Incident]) -> Incident:
        """Do what `change` does, within `alone`."""
        before = self._bytes(name)
        incident = self.parsed(name, before)
        after = changed(incident)
        if after == incident:
            return incident
        data = bytes_of(after, self._shown(name))
        if before.count(b"#") > bytes_of(incident, self._shown(name)).count(b"#"):
            raise IncidentError(
                f"{self._shown(name)}: not changed, for its comments would be lost; "
                "make a note of each (regold incident set --note TEXT) or take it out"
            )
        self._put(self.path(name), data, new=False)
        return after

    def by_external_id(self) -> dict[str, list[str]]:
        """Give the ids of the incidents whose file names an external id, by that; of which system is not looked at.

        The files are not read as YAML for this: 10,000 of them take less than a second.
        """
        found: dict[str, list[str]] = {}
        for name in self.ids():
            named = _EXTERNAL.search(self._bytes(name))
            if named:
                found.setdefault(named[1].decode(), []).append(name)
        return found

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Let other writers of this folder wait; the system lets go of the lock when this process ends."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            handle = os.open(self.folder, os.O_RDONLY)
        except OSError as error:
            raise IncidentError(f"{self.folder}: cannot be used ({error.strerror}); check the path") from None
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)

    def _bytes(self, name: str) -> bytes:
        return self._content(self.path(name), name)

    def _content(self, path: Path, name: str) -> bytes:
        try:
            with path.open("rb") as file:
                data = file.read(_USUAL)
                return data if len(data) < _USUAL else data + file.read(INCIDENT.most_bytes + 1 - _USUAL)
        except FileNotFoundError:
            raise IncidentError(f"there is no incident {name} in {self.folder}; see regold incident list") from None
        except OSError as error:
            raise IncidentError(f"{self._shown(name)}: cannot be read ({error.strerror})") from None

    def _put(self, path: Path, data: bytes, *, new: bool) -> None:
        partial = path.with_name(f".{path.name}.{os.getpid()}.part")
        try:
            with partial.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            if new:
                path.hardlink_to(partial)  # which, unlike a rename, fails when there is such a file
            else:
                partial.replace(path)
        except FileExistsError:
            raise
        except OSError as error:
            raise IncidentError(f"{path}: cannot be written ({error.strerror})") from None
        finally:
            partial.unlink(missing_ok=True)

    def _shown(self, name: str) -> str:
        path = self.folder / f"{name}.yaml"
        return (path.relative_to(self.root) if path.is_relative_to(self.root) else path).as_posix()


def number_of(name: str) -> tuple[int, int]:
    """Give the year and the number of an id."""
    _, year, number = name.split("-")
    return int(year), int(number)
