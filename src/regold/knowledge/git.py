"""Reads articles as they stand in two commits of a git checkout. It only ever reads."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from regold.errors import KnowledgeError
from regold.knowledge.article import Page
from regold.knowledge.shelf import Shelf
from regold.knowledge.versions import Versions

TIMEOUT = 60.0
"""Seconds that one call of git may take."""

_REVISION = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_./@{}^~+-]{0,200}")
_NOTHING = re.compile(r"0{40}(?:0{24})?")
_HOW = "write BASE..HEAD, such as origin/main..HEAD"


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """One line of `git diff --name-status`: what became of a file, its path before and after."""

    status: str
    before: str
    after: str


def versions(shelf: Shelf, revisions: str) -> Versions:
    """Give the articles that differ between two commits, `BASE..HEAD`, or `BASE...HEAD` for since they parted.

    A BASE that this checkout does not have, as after a forced push or in a shallow clone, is a doubt; so are files of
    articles that were moved or taken out, and those that cannot be read.

    Raises:
        KnowledgeError: the text is no pair of commits, HEAD is not there, or the folder is no git checkout.
    """
    base, parted, head = _revisions(revisions)
    root = _root(shelf.checkout)
    if _NOTHING.fullmatch(base):
        return Versions(doubts=("there is no commit to compare with: the branch is new",))
    after = _commit(root, head)
    if after is None:
        raise KnowledgeError(f"--kb-changed {revisions}: this checkout has no {head}; fetch it, or check the name")
    before = _commit(root, base)
    if before is not None and parted == "...":
        before = _git(root, "merge-base", before, after).decode().strip() or None
    if before is None:
        return Versions(doubts=(f"this checkout has no {base} to compare with; fetch more history",))
    inside = shelf.checkout.resolve().relative_to(root).as_posix()
    return _compared(shelf, root, "" if inside == "." else f"{inside}/", (before, after))


def _revisions(text: str) -> tuple[str, str, str]:
    base, dots, head = text.partition("..." if "..." in text else "..")
    head = head or "HEAD"
    if not dots or not _REVISION.fullmatch(base) or not _REVISION.fullmatch(head) or ".." in base + head:
        raise KnowledgeError(f"--kb-changed {text!r}: is no pair of commits; {_HOW}")
    return base, dots, head


def _root(folder: Path) -> Path:
    found = _run(folder, "rev-parse", "--show-toplevel")
    if found.returncode:
        raise KnowledgeError(
            f"{folder}: is no git checkout; set `checkout` in [tool.regold.knowledge], or use --kb-diff"
        )
    return Path(found.stdout.decode("utf-8", "surrogateescape").rstrip("\n")).resolve()


def _commit(root: Path, name: str) -> str | None:
    found = _run(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    return None if found.returncode else found.stdout.decode().strip()


def _compared(shelf: Shelf, root: Path, prefix: str, commits: tuple[str, str]) -> Versions:
    before: dict[str, Page] = {}
    after: dict[str, Page] = {}
    doubts: list[str] = []
    for moved in _changed(root, prefix, commits):
        was, now = shelf.holds(moved.before), shelf.holds(moved.after)
        if not was and not now:
            continue
        if moved.status[0] not in "AMT" or was != now:
            doubts.append(_structural(moved))
            continue
        try:
            if moved.status[0] != "A":
                before |= _pages(shelf, root, prefix, commits[0], moved.before)
            after |= _pages(shelf, root, prefix, commits[1], moved.after)
        except KnowledgeError as mistake:
            doubts.append(str(mistake))
    alike = {name for name, page in before.items() if after.get(name) == page}
    return Versions(
        before={name: page for name, page in before.items() if name not in alike},
        after={name: page for name, page in after.items() if name not in alike},
        doubts=tuple(doubts),
    )


def _structural(moved: Moved) -> str:
    if moved.status[0] == "D":
        return f"the file {moved.before} was taken out"
    return f"the file {moved.before} became {moved.after}"


def _changed(root: Path, prefix: str, commits: tuple[str, str]) -> Iterator[Moved]:
    """Give the changed files under the prefix, their paths counted from there."""
    told = _git(root, "diff", "--name-status", "-z", "--find-renames", "--no-ext-diff", *commits, "--")
    parts = iter(told.decode("utf-8", "surrogateescape").split("\0"))
    for status in parts:
        if not status:
            continue
        first = next(parts)
        second = next(parts) if status[0] in "RC" else first
        if first.startswith(prefix) or second.startswith(prefix):
            yield Moved(status=status, before=first.removeprefix(prefix), after=second.removeprefix(prefix))


def _pages(shelf: Shelf, root: Path, prefix: str, commit: str, path: str) -> dict[str, Page]:
    content = _git(root, "cat-file", "blob", f"{commit}:{prefix}{path}")
    return {page.id: page for page in shelf.pages_in(path, content)}


def _git(root: Path, *arguments: str) -> bytes:
    found = _run(root, *arguments)
    if found.returncode:
        said = found.stderr.decode("utf-8", "replace").strip().partition("\n")[0]
        raise KnowledgeError(f"{root}: git {arguments[0]} failed: {said[:300]}")
    return found.stdout


def _run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    command: Sequence[str] = ("git", "-C", str(folder), "-c", "core.quotepath=off", "--no-pager", *arguments)
    try:
        return subprocess.run(command, capture_output=True, timeout=TIMEOUT, check=False, stdin=subprocess.DEVNULL)  # noqa: S603 - no shell, and the revisions are checked
    except FileNotFoundError:
        raise KnowledgeError("git is not installed; install it, or use --kb-diff FILE") from None
    except subprocess.TimeoutExpired:
        raise KnowledgeError(f"{folder}: git {arguments[0]} took longer than {TIMEOUT:g} s; use --kb-diff") from None
