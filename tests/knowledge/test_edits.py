"""What differs between two states of an article is told by passages and facts; dress is no difference."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regold.knowledge.article import Article, Passage
from regold.knowledge.edits import edits, fact_words, whole
from tests.knowledge.making import article

BEFORE = """\
# Returns

## Window

You can return items within 30 days of delivery. Sale items too.

- Opened bags cannot be returned.
- Postage is $6.50.
"""


def test_the_same_text_has_no_edits() -> None:
    assert edits(article(BEFORE), article(BEFORE)) == ()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("of delivery. Sale", "of\n  delivery.   Sale"),
        ("- Opened", "* Opened"),
        ("within 30 days", "within **30 days**"),
        ("Sale items too", "SALE items too"),
        ("cannot be", "can\u00adnot be"),
        ("# Returns\n\n## Window\n", "Returns\n=======\n\nWindow\n------\n"),
        ("\n", "\r\n"),
        ("within 30", "within\u00a030"),
    ],
)
def test_dress_is_no_change(old: str, new: str) -> None:
    assert edits(article(BEFORE), article(BEFORE.replace(old, new))) == ()


def test_a_changed_fact_is_one_edit_of_one_passage() -> None:
    (found,) = edits(article(BEFORE), article(BEFORE.replace("30 days", "14 days")))
    assert found.gone == ("You can return items within 30 days of delivery.",)
    assert found.come == ("You can return items within 14 days of delivery.",)
    assert (found.lost, found.gained) == (("30 days",), ("14 days",))
    assert found.place == "Returns > Window"
    assert fact_words(found) == "30 days -> 14 days"


def test_a_fact_in_other_words_is_an_edit_without_facts() -> None:
    (found,) = edits(article("Send it back within two weeks."), article("Send it back inside 14 days."))
    assert (found.lost, found.gained) == ((), ())
    assert fact_words(found) == ""


def test_an_added_and_a_removed_passage_have_one_side() -> None:
    added = BEFORE + "- Gift cards cost nothing to return.\n"
    (came,) = edits(article(BEFORE), article(added))
    (went,) = edits(article(added), article(BEFORE))
    assert came.before is None
    assert came.come == ("Gift cards cost nothing to return.",)
    assert went.after is None
    assert went.gone == ("Gift cards cost nothing to return.",)


def test_another_heading_changes_what_stands_below_it() -> None:
    found = edits(article(BEFORE), article(BEFORE.replace("## Window", "## For members")))
    assert len(found) == 3
    assert all(edit.come for edit in found)


def test_another_title_changes_all_of_it() -> None:
    title, *below = edits(article(BEFORE), article(BEFORE.replace("# Returns", "# Exchanges")))
    assert (title.gone, title.come) == (("Returns",), ("Exchanges",))
    assert len(below) == 3


def test_a_title_alone_can_change_and_its_facts_with_it() -> None:
    (found,) = edits(article("# Returns within 30 days"), article("# Returns within 14 days"))
    assert fact_words(found) == "30 days -> 14 days"


def test_a_step_that_moves_is_a_change() -> None:
    assert edits(article("1. Pack it.\n2. Print the label."), article("1. Print the label.\n2. Pack it."))


def test_an_article_taken_as_changed_is_in_focus_as_a_whole() -> None:
    first, *others = whole(article(BEFORE))
    assert first.come == ("You can return items within 30 days of delivery.", "Sale items too.")
    assert len(others) == 2
    assert fact_words(first) == ""


def stood_in(whole: Article) -> tuple[Passage, ...]:
    return (Passage(headings=(), text=whole.title), *whole.passages)


TEXTS = st.lists(st.sampled_from(["Pay $5.", "Wait 3 days.", "Call us.", "# A", "- one", "- two", ""]), max_size=8)


@given(TEXTS, TEXTS)
@settings(max_examples=60, deadline=None)
def test_what_is_edited_stands_in_the_state_it_is_from(one: list[str], two: list[str]) -> None:
    first, second = article("\n\n".join(one)), article("\n\n".join(two))
    there, back = edits(first, second), edits(second, first)
    assert bool(there) == bool(back) == (first != second)
    for edit in there:
        assert edit.before is None or edit.before in stood_in(first)
        assert edit.after is None or edit.after in stood_in(second)
        assert edit.gone or edit.come
