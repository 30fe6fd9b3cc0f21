"""A unified diff tells what changed, whichever state is on disk; what does not fit is a doubt."""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regold.knowledge import patch
from regold.knowledge.shelf import Shelf
from regold.knowledge.versions import Versions
from tests.knowledge.making import Checkout

BEFORE = "# Returns\n\nWithin 30 days.\n\nFree of charge.\n"
AFTER = BEFORE.replace("30", "14")


def diff(before: str, after: str, *, path: str = "kb/a.md") -> str:
    lines = difflib.unified_diff(before.splitlines(True), after.splitlines(True), f"a/{path}", f"b/{path}", n=1)
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def versions(folder: Path, on_disk: str | None, text: str) -> Versions:
    (folder / "kb").mkdir(exist_ok=True)
    if on_disk is not None:
        (folder / "kb" / "a.md").write_text(on_disk, encoding="utf-8")
    return patch.versions(Shelf(checkout=folder, patterns=("kb",)), text)


@pytest.mark.parametrize("on_disk", [BEFORE, AFTER, AFTER.replace("\n", "\r\n")], ids=["before", "after", "windows"])
def test_either_state_may_be_on_disk(tmp_path: Path, on_disk: str) -> None:
    found = versions(tmp_path, on_disk, diff(BEFORE, AFTER))
    assert found.doubts == ()
    assert "30 days" in found.before["kb/a.md"].text
    assert "14 days" in found.after["kb/a.md"].text


def test_a_new_article_has_no_state_before(tmp_path: Path) -> None:
    text = diff("", AFTER).replace("--- a/kb/a.md", "--- /dev/null")
    for on_disk in (None, AFTER):
        found = versions(tmp_path, on_disk, text)
        assert found.before == {}
        assert found.after["kb/a.md"].text.strip() == AFTER.strip()


def test_other_files_do_not_count(tmp_path: Path) -> None:
    assert versions(tmp_path, BEFORE, diff("1\n", "2\n", path="code.py")) == Versions()


def test_a_diff_that_fits_neither_state_is_a_doubt(tmp_path: Path) -> None:
    found = versions(tmp_path, "something else\n", diff(BEFORE, AFTER))
    assert found.doubts == ("the diff of kb/a.md fits neither state of the file on disk",)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "empty"),
        ("hello\n", "cannot be read"),
        (diff(BEFORE, AFTER).replace("+++ b/kb/a.md", "+++ /dev/null"), "taken out"),
        (diff(BEFORE, AFTER).replace("+++ b/kb/a.md", "+++ b/kb/b.md"), "kb/a.md became kb/b.md"),
        (diff(BEFORE, AFTER, path="kb/gone.md"), "is not in"),
        ("diff --git a/kb/a.md b/kb/b.md\nrename from kb/a.md\nrename to kb/b.md\n", "kb/a.md became kb/b.md"),
        ("diff --git a/kb/a.md b/kb/a.md\nindex 1..2\nBinary files a/kb/a.md and b/kb/a.md differ\n", "not shown"),
    ],
)
def test_what_cannot_be_compared_is_a_doubt(tmp_path: Path, text: str, said: str) -> None:
    assert said in versions(tmp_path, BEFORE, text).doubts[0]


def test_a_diff_of_git_is_read(tmp_path: Path) -> None:
    checkout = Checkout(tmp_path)
    checkout.write("kb/a.md", BEFORE)
    checkout.write("kb/b.md", "- --- not a header\n- +++ nor this\n")
    checkout.commit()
    checkout.write("kb/a.md", AFTER)
    checkout.write("kb/b.md", "- +++ nor this\n")
    text = checkout.git("diff")

    found = patch.versions(Shelf(checkout=tmp_path, patterns=("kb",)), text)

    assert found.doubts == ()
    assert sorted(found.before) == sorted(found.after) == ["kb/a.md", "kb/b.md"]
    assert found.before["kb/b.md"].text.startswith("- --- not a header")


LINES = st.lists(st.sampled_from(["a", "b", "-c", "+d", "--- e", "", " f"]), max_size=12).map("\n".join)


@given(LINES, LINES)
@settings(max_examples=150, deadline=None)
def test_both_states_come_back_from_either(before: str, after: str) -> None:
    patches = patch.parse(diff(before, after))
    assert bool(patches) == (before.splitlines() != after.splitlines() or before != after)
    for on_disk in (before, after):
        old, new = patch._applied("a", on_disk, [hunk for found in patches for hunk in found.hunks])
        assert (old.rstrip("\n"), new.rstrip("\n")) == (before.rstrip("\n"), after.rstrip("\n")) or on_disk in (
            old,
            new,
        )


@given(st.text(alphabet=st.sampled_from(list("-+@ ab/,1\n")), max_size=200))
@settings(max_examples=100, deadline=None)
def test_no_text_makes_the_reader_of_diffs_fail(text: str) -> None:
    patch.parse(text)
    patch.parse("--- a/x\n+++ b/x\n" + text)
