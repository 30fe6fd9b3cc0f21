"""Reads articles as they stand before and after a unified diff, whichever of the two is on disk."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from regold.errors import KnowledgeError
from regold.knowledge.article import Page
from regold.knowledge.shelf import Shelf
from regold.knowledge.versions import Versions

LONGEST = 50 * 2**20
"""Characters of a diff that are read."""

_HUNK = re.compile(r"@@ -(\d{1,9})(?:,(\d{1,9}))? \+(\d{1,9})(?:,(\d{1,9}))? @@")
_NOWHERE = "/dev/null"


@dataclass(slots=True, kw_only=True)
class Hunk:
    """One stretch: the lines before and after, context among them, and where they begin, counted from 1."""

    old_start: int
    new_start: int
    old: list[str] = field(default_factory=list)
    new: list[str] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class FilePatch:
    """The hunks of one file; a path is None on the side where there is no file."""

    before: str | None
    after: str | None
    hunks: list[Hunk] = field(default_factory=list)


def versions(shelf: Shelf, diff: str) -> Versions:
    """Give the articles before and after a diff; what does not fit the files on disk is a doubt."""
    patches = parse(diff)
    if not patches:
        empty = "" if diff.strip() else "the diff is empty"
        return Versions(doubts=(empty or "the diff cannot be read: it names no file (a unified diff begins with ---)",))
    before: dict[str, Page] = {}
    after: dict[str, Page] = {}
    doubts: list[str] = []
    for patch in patches:
        sides = [path for path in (patch.before, patch.after) if path is not None]
        if not any(shelf.holds(path) for path in sides):
            continue
        try:
            old, new = _states(shelf, patch)
            before |= {page.id: page for page in old}
            after |= {page.id: page for page in new}
        except KnowledgeError as mistake:
            doubts.append(str(mistake))
    return Versions(before=before, after=after, doubts=tuple(doubts))


def parse(diff: str) -> list[FilePatch]:
    """Read a unified diff, git's or plain; what is none gives no patches. Lines are told apart by line feeds alone."""
    patches: list[FilePatch] = []
    lines = diff[:LONGEST].split("\n")
    at = 0
    while at < len(lines):
        line = lines[at]
        if line.startswith("--- ") and at + 1 < len(lines) and lines[at + 1].startswith("+++ "):
            patches.append(FilePatch(before=_path(line), after=_path(lines[at + 1])))
            at += 1
        elif line.startswith(("rename from ", "Binary files ", "GIT binary patch", "deleted file mode")):
            patches += _without_lines(line, lines, at)
        elif patches and (header := _HUNK.match(line)):
            at = _read_hunk(patches[-1], header, lines, at)
            continue
        at += 1
    return patches


def _without_lines(line: str, lines: Sequence[str], at: int) -> list[FilePatch]:
    """Give the patch of a file that was renamed, or changed in a way that the diff does not show."""
    if line.startswith("rename from "):
        onto = lines[at + 1].removeprefix("rename to ") if at + 1 < len(lines) else line
        return [FilePatch(before=line.removeprefix("rename from "), after=onto)]
    named = next((one for one in reversed(lines[max(0, at - 5) : at]) if one.startswith("diff --git a/")), "")
    path = named.removeprefix("diff --git a/").partition(" b/")[0]
    return [FilePatch(before=path, after=None)] if path else []


def _path(line: str) -> str | None:
    name = line[4:].partition("\t")[0].strip().strip('"')
    return None if name == _NOWHERE else name.removeprefix("a/" if line.startswith("-") else "b/")


def _read_hunk(patch: FilePatch, header: re.Match[str], lines: Sequence[str], at: int) -> int:
    """Take the lines of a hunk by its counts, and give the number of the line behind it."""
    hunk = Hunk(old_start=int(header[1]), new_start=int(header[3]))
    old, new = int(header[2] or 1), int(header[4] or 1)
    at += 1
    while at < len(lines) and (len(hunk.old) < old or len(hunk.new) < new):
        mark, text = lines[at][:1], lines[at][1:]
        if mark in {" ", "-", ""}:
            hunk.old.append(text)
        if mark in {" ", "+", ""}:
            hunk.new.append(text)
        at += 1
    patch.hunks.append(hunk)
    return at


def _states(shelf: Shelf, patch: FilePatch) -> tuple[tuple[Page, ...], tuple[Page, ...]]:
    """Give the articles of one file before and after; raises KnowledgeError where they cannot be had."""
    if patch.after is None:
        raise KnowledgeError(f"the file {patch.before} was taken out, or its change is not shown")
    if patch.before is not None and patch.before != patch.after:
        raise KnowledgeError(f"the file {patch.before} became {patch.after}")
    path = patch.after
    if not shelf.holds(path):
        return (), ()
    if not (shelf.checkout / path).is_file():
        if patch.before is None:
            return (), shelf.pages_in(path, "\n".join(line for one in patch.hunks for line in one.new).encode())
        raise KnowledgeError(f"the file {path} of the diff is not in {shelf.checkout}")
    content = shelf.read(path)
    old, new = _applied(path, content.decode("utf-8", "replace"), patch.hunks)
    return (shelf.pages_in(path, old.encode()) if patch.before else ()), shelf.pages_in(path, new.encode())


def _applied(path: str, text: str, hunks: Sequence[Hunk]) -> tuple[str, str]:
    """Give the text before and after; the one on disk may be either."""
    lines = text.replace("\r\n", "\n").split("\n")
    undone = _replaced(lines, [(one.new_start, one.new, one.old) for one in hunks])
    if undone is not None:
        return undone, text
    done = _replaced(lines, [(one.old_start, one.old, one.new) for one in hunks])
    if done is None:
        raise KnowledgeError(f"the diff of {path} fits neither state of the file on disk")
    return text, done


def _replaced(lines: Sequence[str], stretches: Sequence[tuple[int, list[str], list[str]]]) -> str | None:
    """Put stretches in the place of others, the last first; None when one is not where it should be."""
    result = list(lines)
    for start, here, instead in reversed(stretches):
        first = start - 1 if here else start
        if result[first : first + len(here)] != [line.rstrip("\r") for line in here]:
            return None
        result[first : first + len(here)] = [line.rstrip("\r") for line in instead]
    return "\n".join(result)
