"""When answer and golden disagree: what the articles say, and so which of the three is wrong. It asks nothing."""

from __future__ import annotations

from collections.abc import Sequence

from regold.knowledge.article import Article
from regold.knowledge.disputes import Point, points
from regold.knowledge.edits import Edit
from regold.knowledge.proposing import proposed
from regold.knowledge.rulings import Decided, Shelf, by_facts, by_words
from regold.knowledge.statements import Aligner, Statement, Value, equal, stated, statements
from regold.knowledge.terms import stems
from regold.model import Culprit, Triangle

GRAVEST_FIRST = (
    Culprit.ANSWER_WRONG,
    Culprit.ARTICLE_AMBIGUOUS,
    Culprit.CANNOT_TELL,
    Culprit.GOLDEN_STALE,
    Culprit.BOTH_STALE,
)
"""Which of several decisions counts: only when all say so is a golden stale."""


def triangle(
    *, query: str, golden: str, answer: str, articles: Sequence[Article], edits: Sequence[Edit] = ()
) -> Triangle:
    """Decide between a golden and an answer that disagree, by what the articles state about it.

    Facts decide where they differ, else denials, else the words. One thing in which the answer is wrong makes it
    wrong; a golden is stale only when the articles bear out the answer in all that differs. Where `edits` tell what
    was just changed in the articles, that has the last word over what they still say elsewhere.
    """
    shelf = _shelf(articles, edits)
    ours, theirs = statements(golden), statements(answer)
    disputed = list(points(ours, theirs, frozenset(stems(query))))
    decided = [by_facts(point, shelf) for point in disputed] or [by_words(query, ours, theirs, shelf)]
    return _together(golden, decided)


def left_behind(*, query: str, golden: str, articles: Sequence[Article], edits: Sequence[Edit]) -> Triangle | None:
    """Tell a golden, to which the answer agrees, that a change of the articles left behind; None for any other.

    It has a fact that the edits took out of an article, which says something else in that place now and the fact
    nowhere else that is as much about it.
    """
    shelf = _shelf(articles, edits)
    gone = [value.fact for edit in edits if edit.before != edit.after for text in edit.gone for value in _values(text)]
    asked, fresh = frozenset(stems(query)), [shelf.every[at] for at in sorted(shelf.fresh)]
    for one in statements(golden):
        for value in one.values:
            if not any(equal(value.fact, fact) for fact in gone):
                continue
            point = Point(golden=value, answer=None, golden_says=one.text, answer_says="", about=value.around | asked)
            found = by_facts(point, shelf)
            if found.culprit is Culprit.CANNOT_TELL and found.value and any(found.place is it for it in fresh):
                return _behind(golden, found, value.said)
    return None


def _behind(golden: str, found: Decided, said: str) -> Triangle:
    return Triangle(
        culprit=Culprit.BOTH_STALE,
        reason=f"the article says {found.value.said if found.value else 'otherwise'} now, both still {said}",
        article_says=found.place.text if found.place else "",
        golden_says=found.point.golden_says,
        article=found.place.article if found.place else "",
        proposed=proposed(golden, [found], found),
    )


def _values(text: str) -> tuple[Value, ...]:
    return tuple(value for one in statements(text) for value in one.values)


def _shelf(articles: Sequence[Article], edits: Sequence[Edit]) -> Shelf:
    every = stated(articles)
    return Shelf(every=every, aligner=Aligner(every), fresh=_fresh(every, edits))


def _fresh(every: Sequence[Statement], edits: Sequence[Edit]) -> frozenset[int]:
    come = {edit.article: "" for edit in edits}
    for edit in edits:
        come[edit.article] += "\n" + "\n".join(edit.come if edit.before != edit.after else ())
    return frozenset(at for at, one in enumerate(every) if one.text in come.get(one.article, ""))


def _together(golden: str, decided: Sequence[Decided]) -> Triangle:
    """Give the gravest of the decisions: only when all say so is the golden stale."""
    # what the answer adds in accordance with the articles makes no golden stale by itself
    against = [one for one in decided if one.point.golden or not one.point.answer]
    if not against and all(one.culprit is Culprit.GOLDEN_STALE for one in decided):
        decided = [
            Decided(
                point=decided[0].point, culprit=Culprit.CANNOT_TELL, reason=decided[0].reason, place=decided[0].place
            )
        ]
    gravest = min(decided, key=lambda one: (GRAVEST_FIRST.index(one.culprit), one.point.golden is None))
    stale = gravest.culprit is Culprit.GOLDEN_STALE
    return Triangle(
        culprit=gravest.culprit,
        reason=gravest.reason,
        article_says=gravest.place.text if gravest.place else "",
        golden_says=gravest.point.golden_says,
        answer_says=gravest.point.answer_says,
        article=gravest.place.article if gravest.place else "",
        proposed=proposed(golden, decided, gravest) if stale else None,
    )
