"""Puts changed suites in place: only when they read as was meant, and whole or not at all."""

from __future__ import annotations

import errno
import fcntl
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from shutil import copymode

from regold.errors import Mistake, SuiteError
from regold.model import Case
from regold.strict_yaml import quoting
from regold.strict_yaml.quoting import Written
from regold.strict_yaml.reader import Value
from regold.suites.load import is_suite, read_suite, relative_to_root
from regold.suites.writing.edits import Edit
from regold.suites.writing.meaning import meant, plain, same
from regold.suites.writing.placing import NoPlaceError, changed

_BOM = "\ufeff"


def write_back(path: Path, edits: Sequence[Edit], root: Path) -> tuple[Case, ...]:
    """Make these changes in a suite, one after another, and give its cases as they are then.

    Every line that no change is about stays as it is, byte for byte. Raises SuiteError, with the file untouched,
    when it has mistakes before or after, when there is nothing to change where an edit says, when anything else
    would read otherwise than before, or when the file cannot be written.
    """
    shown = relative_to_root(path, root)
    try:
        with _alone_in(path.resolve().parent):
            before = path.read_bytes()
            text, value = _edited(before, edits, shown)
            after = text.encode(errors="surrogatepass")
            cases = _checked(after, value, shown)
            _replace(path.resolve(), after, before)
    except OSError as error:
        raise _refused(shown, f"cannot be changed ({error.strerror or error}); nothing was written") from None
    return cases


def write_suite(path: Path, content: Mapping[str, Written], root: Path) -> tuple[Case, ...]:
    """Write a new suite, with the keys in this order, and give its cases; the folder is made when missing.

    Raises SuiteError when the file exists, is not named like a suite, cannot be written, or would have mistakes.
    """
    shown = relative_to_root(path, root)
    if not is_suite(path):
        raise _refused(shown, "a suite is named <topic>.gold.yaml; choose such a name")
    after = f"{quoting.block(content, 0)}\n".encode(errors="surrogatepass")
    cases = _checked(after, plain(content), shown)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with _alone_in(path.parent):
            _replace(path, after, None)
    except FileExistsError:
        raise _refused(shown, "this suite exists already; add its cases to it, or choose another name") from None
    except OSError as error:
        raise _refused(shown, f"cannot be written ({error.strerror or error})") from None
    return cases


def _edited(before: bytes, edits: Sequence[Edit], shown: str) -> tuple[str, Value]:
    """Give the text with the changes in it, and what it must hold."""
    document, _, mistakes = read_suite(before, shown)
    if document is None or mistakes:
        raise SuiteError(mistakes)
    text, value = document.text, document.value
    for edit in edits:
        try:
            text = changed(text, edit)
        except NoPlaceError as none:
            raise _refused(shown, f"{none}; nothing was written", text.count("\n", 0, none.near) + 1) from None
        value = meant(value, edit)
    return (_BOM if before.startswith(_BOM.encode()) else "") + text, value


def _checked(after: bytes, value: Value, shown: str) -> tuple[Case, ...]:
    document, cases, mistakes = read_suite(after, shown)
    if mistakes:
        raise SuiteError([replace(mistake, message=f"nothing was written: {mistake.message}") for mistake in mistakes])
    if document is None or not same(document.value, value):
        raise _refused(
            shown,
            "nothing was written, for another text of the file would change as well; make the change by hand "
            "(a literal block at the very end of a file needs a line end behind it)",
        )
    return cases


def _replace(path: Path, after: bytes, before: bytes | None) -> None:
    """Put the file in place: a new one, or instead of one that still holds what it held `before`."""
    partial = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with partial.open("wb") as file:
            file.write(after)
            file.flush()
            os.fsync(file.fileno())
        if before is None:
            path.hardlink_to(partial)  # which, unlike a rename, fails when there is such a file
        else:
            _refuse_changed(path, before)
            copymode(path, partial)
            partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def _refuse_changed(path: Path, before: bytes) -> None:
    if path.read_bytes() != before:
        raise OSError(errno.EBUSY, "another program changed it meanwhile")


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Let the other writers of this folder wait; the system lets go of the lock when this process ends."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _refused(shown: str, message: str, line: int = 1) -> SuiteError:
    return SuiteError([Mistake(path=shown, line=line, column=1, message=message)])
