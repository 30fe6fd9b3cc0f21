"""When answer and golden disagree: what the articles say, and so which of the three is wrong. It asks nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from regold.knowledge.article import Article
from regold.knowledge.edits import Edit
from regold.knowledge.statements import Aligner, Statement, Value, alike, equal, stated, statements, states
from regold.knowledge.terms import stems
from regold.model import Culprit, Triangle
from regold.text.facts import Fact, Kind, same
from regold.text.polarity import denies

ABOUT = 0.3
"""How much (0 to 1) a place in the articles must be about what is disputed, to speak for or against."""

LEVEL = 0.85
"""Places at least this share as much about it as the best one speak with the same voice."""


NEWS = 0.6
"""What was just changed speaks from this share of the best place on: its words are seldom the golden's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Point:
    """One thing in which golden and answer differ, where each says it, and the words that tell what it is about."""

    golden: Value | None
    answer: Value | None
    golden_says: str
    answer_says: str
    about: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """A value in an article, where it stands, and how much that is about the point."""

    value: Value
    statement: Statement
    alike: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Decided:
    point: _Point
    culprit: Culprit
    reason: str
    place: Statement | None = None
    value: Value | None = None


def triangle(
    *, query: str, golden: str, answer: str, articles: Sequence[Article], edits: Sequence[Edit] = ()
) -> Triangle:
    """Decide between a golden and an answer that disagree, by what the articles state about it.

    Facts decide where they differ, else denials, else the words. One thing in which the answer is wrong makes it
    wrong; a golden is stale only when the articles bear out the answer in all that differs. Where `edits` tell what
    was just changed in the articles, that has the last word over what they still say elsewhere.
    """
    every = stated(articles)
    shelf = _Shelf(every=every, aligner=Aligner(every), fresh=_fresh(every, edits))
    ours, theirs = statements(golden), statements(answer)
    points = list(_points(ours, theirs, frozenset(stems(query))))
    decided = [_by_facts(point, shelf) for point in points] or [_by_words(query, ours, theirs, shelf)]
    return _together(golden, decided)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shelf:
    """What the articles state, and by index what of it was just changed."""

    every: Sequence[Statement]
    aligner: Aligner
    fresh: frozenset[int]


def _fresh(every: Sequence[Statement], edits: Sequence[Edit]) -> frozenset[int]:
    come = {edit.article: "" for edit in edits}
    for edit in edits:
        come[edit.article] += "\n" + "\n".join(edit.come if edit.before != edit.after else ())
    return frozenset(at for at, one in enumerate(every) if one.text in come.get(one.article, ""))


def _points(ours: Sequence[Statement], theirs: Sequence[Statement], asked: frozenset[str]) -> Iterator[_Point]:
    """Give the facts that only one of the two has, paired where they could stand in each other's place."""
    lost = [(one, value) for one in ours for value in one.values if not any(states(t, value.fact) for t in theirs)]
    gained = [(one, value) for one in theirs for value in one.values if not any(states(o, value.fact) for o in ours)]
    for one, value in lost:
        fitting = [pair for pair in gained if alike(value.fact, pair[1].fact)]
        nearest = max(fitting, key=lambda pair: len(value.around & pair[1].around), default=None)
        if nearest:
            gained.remove(nearest)
        yield _point(one, value, nearest[0] if nearest else None, nearest[1] if nearest else None, asked)
    for other, value in gained:
        yield _point(None, None, other, value, asked)


def _point(
    one: Statement | None, golden: Value | None, other: Statement | None, answer: Value | None, asked: frozenset[str]
) -> _Point:
    around = (golden.around if golden else frozenset()) | (answer.around if answer and not golden else frozenset())
    return _Point(
        golden=golden,
        answer=answer,
        golden_says=one.text if one else "",
        answer_says=other.text if other else "",
        about=around | asked,
    )


def _by_facts(point: _Point, shelf: _Shelf) -> _Decided:
    level, rest = _speaking(point, shelf)
    if not level:
        return _Decided(point=point, culprit=Culprit.CANNOT_TELL, reason="no article speaks of it")
    best = max(level, key=lambda place: place.alike)
    with_golden = _stating(level, point.golden)
    with_answer = _stating(level, point.answer)
    if point.golden is None or point.answer is None:
        return _one_sided(point, with_golden or with_answer, best)
    if with_golden and with_answer:
        where = with_golden if with_golden.alike < with_answer.alike else with_answer
        reason = f"the articles say both {with_golden.value.said} and {with_answer.value.said}"
        return _decided(point, Culprit.ARTICLE_AMBIGUOUS, reason, where)
    if with_golden:
        return _decided(point, Culprit.ANSWER_WRONG, _wrong_reason(point), with_golden)
    if with_answer:
        still = f"; it still says {_said(point.golden)} elsewhere" if _stating(rest, point.golden) else ""
        reason = (
            f"the article says {with_answer.value.said} as the answer does, the golden {_said(point.golden)}{still}"
        )
        return _decided(point, Culprit.GOLDEN_STALE, reason, with_answer)
    reason = f"the article says {best.value.said}, the golden {_said(point.golden)}, the answer {_said(point.answer)}"
    return _decided(point, Culprit.CANNOT_TELL, reason, best)


def _speaking(point: _Point, shelf: _Shelf) -> tuple[list[_Place], list[_Place]]:
    """Give the places that speak of a point, and those that would if others did not know better."""
    values = [value.fact for value in (point.golden, point.answer) if value]
    places = [
        (at, _Place(value=found, statement=one, alike=shelf.aligner.alike(point.about, found.around, one.above)))
        for at, one in enumerate(shelf.every)
        for found in one.values
        if any(alike(fact, found.fact) or equal(fact, found.fact) for fact in values)
    ]
    top = max((place.alike for _, place in places), default=0.0)
    if top < ABOUT:
        return [], []
    fresh = [place for at, place in places if at in shelf.fresh and place.alike >= NEWS * top]
    level = [place for _, place in places if place.alike >= LEVEL * top]
    if _stating(fresh, point.golden) or _stating(fresh, point.answer):
        return fresh, level
    return level, []


def _one_sided(point: _Point, borne_out: _Place | None, best: _Place) -> _Decided:
    """Decide over a fact that only one of the two has: an answer may say more, but must not leave a fact out."""
    if point.golden is not None:
        if borne_out:
            reason = f"the article says {borne_out.value.said} as the golden does, the answer does not"
            return _decided(point, Culprit.ANSWER_WRONG, reason, borne_out)
        reason = f"the article says {best.value.said}, the golden {_said(point.golden)}, the answer neither"
        return _decided(point, Culprit.CANNOT_TELL, reason, best)
    if borne_out:
        reason = f"the answer adds {_said(point.answer)}, which the article says too"
        return _decided(point, Culprit.GOLDEN_STALE, reason, borne_out)
    reason = f"the answer adds {_said(point.answer)}, which no article says"
    return _decided(point, Culprit.CANNOT_TELL, reason, best)


def _stating(places: Sequence[_Place], value: Value | None) -> _Place | None:
    fitting = [place for place in places if value and equal(value.fact, place.value.fact)]
    return max(fitting, key=lambda place: place.alike, default=None)


def _decided(point: _Point, culprit: Culprit, reason: str, place: _Place) -> _Decided:
    return _Decided(point=point, culprit=culprit, reason=reason, place=place.statement, value=place.value)


def _wrong_reason(point: _Point) -> str:
    return f"the article says {_said(point.golden)} as the golden does, the answer says {_said(point.answer)}"


def _said(value: Value | None) -> str:
    return value.said if value else "nothing"


def _by_words(query: str, ours: Sequence[Statement], theirs: Sequence[Statement], shelf: _Shelf) -> _Decided:
    """Decide where no fact differs: by what is denied, else by the words that only one of the two has."""
    asked = frozenset(stems(query))
    golden = max(ours, key=lambda one: len(one.words & asked), default=None)
    if golden is None or not theirs:
        return _undecided(ours, theirs, "one of the two says nothing")
    answer = max(theirs, key=lambda one: len(one.words & golden.words))
    both = asked | (golden.words & answer.words)
    placed = [(shelf.aligner.alike(both, one.words, one.above), one) for one in shelf.every]
    top = max((share for share, _ in placed), default=0.0)
    if top < ABOUT:
        return _undecided([golden], [answer], "no article speaks of it")
    level = [one for share, one in placed if share >= LEVEL * top]
    for_golden, for_answer = _for_and_against(golden, answer, level)
    point = _Point(golden=None, answer=None, golden_says=golden.text, answer_says=answer.text, about=both)
    if for_golden and for_answer:
        reason = "the articles speak for both"
        return _Decided(point=point, culprit=Culprit.ARTICLE_AMBIGUOUS, reason=reason, place=for_golden)
    if for_golden:
        reason = "the article says what the golden does"
        return _Decided(point=point, culprit=Culprit.ANSWER_WRONG, reason=reason, place=for_golden)
    if for_answer:
        reason = "the article says what the answer does"
        return _Decided(point=point, culprit=Culprit.GOLDEN_STALE, reason=reason, place=for_answer)
    return _Decided(point=point, culprit=Culprit.CANNOT_TELL, reason="the article speaks for neither", place=level[0])


def _for_and_against(
    golden: Statement, answer: Statement, level: Sequence[Statement]
) -> tuple[Statement | None, Statement | None]:
    """Give a place that speaks for the golden, and one that speaks for the answer; None where there is none."""
    no, other_no = denies(golden.text), denies(answer.text)
    if no is not other_no:
        sides = [denies(one.text) for one in level]
        return tuple(
            next((one for one, side in zip(level, sides, strict=True) if side is it), None) for it in (no, other_no)
        )  # type: ignore[return-value]
    mine, yours = golden.words - answer.words, answer.words - golden.words
    return _saying(level, mine, yours), _saying(level, yours, mine)


def _saying(level: Sequence[Statement], words: frozenset[str], others: frozenset[str]) -> Statement | None:
    """Give the first place that has most of the words, and none of the others."""
    if not words:
        return None
    return next((one for one in level if 2 * len(words & one.words) > len(words) and not others & one.words), None)


def _undecided(ours: Sequence[Statement], theirs: Sequence[Statement], reason: str) -> _Decided:
    said = [one[0].text if one else "" for one in (ours, theirs)]
    point = _Point(golden=None, answer=None, golden_says=said[0], answer_says=said[1], about=frozenset())
    return _Decided(point=point, culprit=Culprit.CANNOT_TELL, reason=reason)


_ORDER = (Culprit.ANSWER_WRONG, Culprit.ARTICLE_AMBIGUOUS, Culprit.CANNOT_TELL, Culprit.GOLDEN_STALE)


def _together(golden: str, decided: Sequence[_Decided]) -> Triangle:
    """Give the gravest of the decisions: only when all say so is the golden stale."""
    # what the answer adds in accordance with the articles makes no golden stale by itself
    against = [one for one in decided if one.point.golden or not one.point.answer]
    if not against and all(one.culprit is Culprit.GOLDEN_STALE for one in decided):
        decided = [
            _Decided(
                point=decided[0].point, culprit=Culprit.CANNOT_TELL, reason=decided[0].reason, place=decided[0].place
            )
        ]
    gravest = min(decided, key=lambda one: (_ORDER.index(one.culprit), one.point.golden is None))
    stale = gravest.culprit is Culprit.GOLDEN_STALE
    return Triangle(
        culprit=gravest.culprit,
        reason=gravest.reason,
        article_says=gravest.place.text if gravest.place else "",
        golden_says=gravest.point.golden_says,
        answer_says=gravest.point.answer_says,
        article=gravest.place.article if gravest.place else "",
        proposed=_proposed(golden, decided, gravest) if stale else None,
    )


def _proposed(golden: str, decided: Sequence[_Decided], gravest: _Decided) -> str | None:
    """Give the golden with the articles' facts; where none differs, what the article says in its place."""
    new = golden
    for one in decided:
        if one.point.golden and one.value:
            new = _restated(new, one.point.golden.fact, one.value)
    if new == golden and gravest.place and not gravest.point.golden:
        new = golden.replace(gravest.point.golden_says, gravest.place.text)
    return new if new != golden else None


def _restated(golden: str, stale: Fact, value: Value) -> str:
    found = [one for one in statements(golden) if states(one, stale)]
    for one in found:
        for old in one.values:
            if same(stale, old.fact):
                golden = golden.replace(one.text, one.text.replace(old.said, _in_dress(old, value)))
    return golden


def _in_dress(old: Value, new: Value) -> str:
    """Give the new value in the words of the old: what is counted keeps its name."""
    if old.fact.kind is not Kind.COUNT:
        return new.said
    number = re.match(r"\S+", new.said)
    return re.sub(r"^\S+", number[0] if number else new.said, old.said)
