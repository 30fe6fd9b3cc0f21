"""Loads suite files as cases, or gives all their mistakes at once. It judges and asks nothing."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from pydantic import ValidationError

from regold.errors import Mistake, SuiteError
from regold.strict_yaml.explain import explain
from regold.strict_yaml.mistakes import Mistakes
from regold.strict_yaml.places import find_places
from regold.strict_yaml.reader import Document, read
from regold.suites.cases import cases_of
from regold.suites.identity import repeated_ids
from regold.suites.models import SuiteModel
from regold.suites.quarantine import FORBIDDEN, forbidden_quarantines
from regold.suites.words import SUITE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from regold.model import Case
    from regold.strict_yaml.places import Places
    from regold.suites.identity import Repeated

SUFFIXES = (".gold.yaml", ".gold.yml")
DRAFTS = "drafts"
"""The name of folders whose suites are found only by naming them: what is drafted is not accepted yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """What several suites gave: how many files were read, the cases of the sound ones, the mistakes of the others."""

    files: int
    cases: tuple[Case, ...]
    mistakes: tuple[Mistake, ...]


def is_suite(path: Path) -> bool:
    """Tell by its name whether a file is a golden suite."""
    return path.name.endswith(SUFFIXES)


def load(path: Path, root: Path) -> tuple[Case, ...]:
    """Give the cases of a suite, each variant as a case of its own; places are relative to `root` where inside it.

    Raises SuiteError with all mistakes of the file.
    """
    with _no_collection():
        cases, mistakes = _load_file(path, root)
    if mistakes:
        raise SuiteError(mistakes)
    return cases


def load_all(paths: Sequence[Path], root: Path) -> tuple[Case, ...]:
    """Give the cases of all suites in these files and folders; relative paths are taken from `root`.

    Raises SuiteError with all mistakes of all files, with paths that hold no suite, and with cases of one key.
    """
    loaded = read_all(paths, root)
    if loaded.mistakes:
        raise SuiteError(loaded.mistakes)
    return loaded.cases


def read_all(paths: Sequence[Path], root: Path) -> Loaded:
    """Give the cases of the sound suites in these files and folders beside the mistakes of the others."""
    files, mistakes = _suite_files(paths, root)
    with _no_collection():
        results = [_load_file(file, root) for file in files]
    cases = tuple(chain.from_iterable(cases for cases, _ in results))
    mistakes.extend(chain.from_iterable(wrong for _, wrong in results))
    mistakes.extend(_repeated_keys(cases))
    return Loaded(files=len(files), cases=cases, mistakes=tuple(mistakes))


def _load_file(path: Path, root: Path) -> tuple[tuple[Case, ...], tuple[Mistake, ...]]:
    shown = relative_to_root(path, root)
    try:
        with path.open("rb") as file:
            data = file.read(SUITE.most_bytes + 1)
    except OSError as error:
        message = f"cannot be read ({error.strerror or error}); check the path and the permissions"
        return (), (Mistake(path=shown, line=1, column=1, message=message),)
    return read_suite(data, shown)[1:]


def read_suite(data: bytes, path: str) -> tuple[Document | None, tuple[Case, ...], tuple[Mistake, ...]]:
    """Give what a suite of these bytes holds, its cases, and its mistakes, named as those of `path`."""
    mistakes = Mistakes(path)
    document = read(data, mistakes, SUITE)
    cases = _cases(document, path, mistakes) if document else ()
    return document, cases, mistakes.in_order()


def _cases(document: Document, path: str, mistakes: Mistakes) -> tuple[Case, ...]:
    model: SuiteModel | None = None
    refused: ValidationError | None = None
    try:
        model = SuiteModel.model_validate(document.value)
    except ValidationError as error:
        refused = error
    repeated = repeated_ids(document.value)
    forbidden = tuple(forbidden_quarantines(model, path)) if model else ()
    if refused or repeated or forbidden:
        _note(document, refused, repeated, forbidden, mistakes)
    return () if model is None or mistakes else cases_of(model, document, path)


def _note(
    document: Document,
    refused: ValidationError | None,
    repeated: Sequence[Repeated],
    forbidden: Sequence[int],
    mistakes: Mistakes,
) -> None:
    places = find_places(document.text)
    already = mistakes.places()  # what stands there is a stand-in, and refused for that
    for line, column, message in explain(refused, SuiteModel, places, SUITE) if refused else ():
        if (line, column) not in already:
            mistakes.add(line, column, message)
    for again in repeated:
        line, column = places.of_value(("cases", again.index, "id"))
        mistakes.add(line, column, again.message + _first_at(again, places))
    for index in forbidden:
        mistakes.add(*places.of_key(("cases", index, "quarantine")), FORBIDDEN)


def _first_at(again: Repeated, places: Places) -> str:
    if again.first is None:
        return ""
    line, _ = places.of_value(("cases", again.first, "id"))
    return f" (first at line {line})"


def _suite_files(paths: Iterable[Path], root: Path) -> tuple[list[Path], list[Mistake]]:
    files: dict[Path, None] = {}
    mistakes: list[Mistake] = []
    for path in paths:
        found, wrong = _suites_at(root / path)
        files.update(dict.fromkeys(found))
        if wrong:
            mistakes.append(Mistake(path=relative_to_root(root / path, root), line=1, column=1, message=wrong))
    return list(files), mistakes


def _suites_at(path: Path) -> tuple[list[Path], str | None]:
    if path.is_dir():
        every = (file for file in path.rglob("*.gold.y*ml") if DRAFTS not in file.relative_to(path).parts[:-1])
        found = sorted(file for file in every if is_suite(file) and file.is_file())
        return found, None if found else "this folder holds no suite; write one named <topic>.gold.yaml"
    if path.exists():
        return [path], None
    return [], "there is no such file or folder; check the path, or write a suite there"


def _repeated_keys(cases: Iterable[Case]) -> Iterator[Mistake]:
    first: dict[str, Case] = {}
    for case in cases:
        other = first.setdefault(case.key, case)
        if other is not case:
            place = case.place
            message = f"{case.key} is already taken (first at {other.place}); rename this case or its suite"
            yield Mistake(path=place.path, line=place.line, column=place.column, message=message)


def relative_to_root(path: Path, root: Path) -> str:
    """Give how a path is shown: relative to `root` where it is inside."""
    resolved, inside = path.absolute(), root.absolute()
    return (resolved.relative_to(inside) if resolved.is_relative_to(inside) else path).as_posix()


@contextmanager
def _no_collection() -> Iterator[None]:
    """Hold back the garbage collector: loading makes many objects and no garbage for it to find."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
