"""The articles of two commits, from a real checkout; what cannot be compared is a doubt, not a guess."""

from __future__ import annotations

from pathlib import Path

import pytest

from regold.errors import KnowledgeError
from regold.knowledge import git
from regold.knowledge.shelf import Shelf
from tests.knowledge.making import Checkout


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    made = Checkout(tmp_path / "repo")
    made.write("kb/returns.md", "# Returns\n\nWithin 30 days.\n")
    made.write("kb/über uns.md", "# About\n\nSince 1990.\n")
    made.write("code.py", "1\n")
    made.commit()
    return made


def shelf(checkout: Checkout, *patterns: str, inside: str = "") -> Shelf:
    return Shelf(checkout=checkout.folder / inside, patterns=patterns or ("kb",))


def test_only_the_articles_that_differ_are_given(checkout: Checkout) -> None:
    checkout.write("kb/returns.md", "# Returns\n\nWithin 14 days.\n")
    checkout.write("kb/new.md", "# New\n")
    checkout.write("code.py", "2\n")
    checkout.commit()

    found = git.versions(shelf(checkout), "HEAD~1..HEAD")

    assert found.doubts == ()
    assert {name: page.text for name, page in found.before.items()} == {
        "kb/returns.md": "# Returns\n\nWithin 30 days.\n"
    }
    assert sorted(found.after) == ["kb/new.md", "kb/returns.md"]


def test_what_is_not_committed_does_not_count(checkout: Checkout) -> None:
    checkout.commit()
    checkout.write("kb/returns.md", "other\n")
    assert git.versions(shelf(checkout), "HEAD~1..HEAD").after == {}


def test_names_beyond_ascii_are_found(checkout: Checkout) -> None:
    checkout.write("kb/über uns.md", "# About\n\nSince 1991.\n")
    checkout.commit()
    assert list(git.versions(shelf(checkout), "HEAD~1..HEAD").after) == ["kb/über uns.md"]


def test_a_checkout_may_be_a_folder_inside_the_repository(checkout: Checkout) -> None:
    checkout.write("kb/returns.md", "other\n")
    checkout.write("returns.md", "not in the folder\n")
    checkout.commit()
    found = git.versions(shelf(checkout, ".", inside="kb"), "HEAD~1..HEAD")
    assert list(found.after) == ["returns.md"]
    assert found.after["returns.md"].text == "other\n"


def test_three_dots_compare_with_where_the_branches_parted(checkout: Checkout) -> None:
    checkout.git("checkout", "-q", "-b", "topic")
    checkout.write("kb/returns.md", "mine\n")
    checkout.commit()
    checkout.git("checkout", "-q", "main")
    checkout.write("kb/über uns.md", "theirs\n")
    checkout.commit()

    assert sorted(git.versions(shelf(checkout), "main..topic").after) == ["kb/returns.md", "kb/über uns.md"]
    assert sorted(git.versions(shelf(checkout), "main...topic").after) == ["kb/returns.md"]


def test_of_an_exported_file_only_the_changed_records_are_given(checkout: Checkout) -> None:
    checkout.write("kb/all.json", '[{"id": "a", "text": "1"}, {"id": "b", "text": "2"}]')
    checkout.commit()
    checkout.write("kb/all.json", '[{"id": "a", "text": "1"}, {"id": "b", "text": "3"}, {"id": "c", "text": "4"}]')
    checkout.commit()
    found = git.versions(shelf(checkout, "kb/all.json"), "HEAD~1..HEAD")
    assert (list(found.before), list(found.after)) == (["b"], ["b", "c"])


def test_a_file_that_is_moved_or_taken_out_is_a_doubt(checkout: Checkout) -> None:
    checkout.git("mv", "kb/returns.md", "kb/refunds.md")
    checkout.git("rm", "-q", "kb/über uns.md")
    checkout.commit()
    assert git.versions(shelf(checkout), "HEAD~1..HEAD").doubts == (
        "the file kb/returns.md became kb/refunds.md",
        "the file kb/über uns.md was taken out",
    )


def test_a_file_that_cannot_be_read_is_a_doubt(checkout: Checkout) -> None:
    checkout.write("kb/returns.md", b"\xff\xfe")
    checkout.commit()
    assert "not UTF-8" in git.versions(shelf(checkout), "HEAD~1..HEAD").doubts[0]


@pytest.mark.parametrize("base", ["0" * 40, "a" * 40, "origin/gone"])
def test_a_base_that_is_not_there_is_a_doubt(checkout: Checkout, base: str) -> None:
    found = git.versions(shelf(checkout), f"{base}..HEAD")
    assert len(found.doubts) == 1
    assert found.after == {}


@pytest.mark.parametrize(
    "revisions",
    ["HEAD", "", "..", "--output=/tmp/x..HEAD", "HEAD..--all", "a b..HEAD", "a..b..c", "HEAD~1..HEAD\n", "$(id)..HEAD"],
)
def test_what_is_no_pair_of_commits_is_refused(checkout: Checkout, revisions: str) -> None:
    with pytest.raises(KnowledgeError, match="is no pair of commits"):
        git.versions(shelf(checkout), revisions)


def test_a_head_that_is_not_there_is_a_mistake(checkout: Checkout) -> None:
    with pytest.raises(KnowledgeError, match="has no gone"):
        git.versions(shelf(checkout), "HEAD..gone")


def test_a_folder_outside_git_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="no git checkout"):
        git.versions(Shelf(checkout=tmp_path, patterns=("kb",)), "HEAD~1..HEAD")
