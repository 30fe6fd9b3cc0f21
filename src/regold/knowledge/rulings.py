"""Who is right about one point in which golden and answer differ, by what the articles state about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from regold.knowledge.disputes import Point
from regold.knowledge.statements import Aligner, Statement, Value, alike, equal
from regold.knowledge.terms import stems
from regold.model import Culprit
from regold.text.polarity import denies

ABOUT = 0.3
"""How much (0 to 1) a place in the articles must be about what is disputed, to speak for or against."""

LEVEL = 0.85
"""Places at least this share as much about it as the best one speak with the same voice."""


NEWS = 0.6
"""What was just changed speaks from this share of the best place on: its words are seldom the golden's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """What the articles state, and by index what of it was just changed."""

    every: Sequence[Statement]
    aligner: Aligner
    fresh: frozenset[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A value in an article, where it stands, and how much that is about the point."""

    value: Value
    statement: Statement
    alike: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What is wrong about a point and why, with the place in the articles and its value that tell so."""

    point: Point
    culprit: Culprit
    reason: str
    place: Statement | None = None
    value: Value | None = None


def by_facts(point: Point, shelf: Shelf) -> Decided:
    """Decide over a fact that only one of the two has, or that they have differently."""
    level, rest = _speaking(point, shelf)
    if not level:
        return Decided(point=point, culprit=Culprit.CANNOT_TELL, reason="no article speaks of it")
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


def _speaking(point: Point, shelf: Shelf) -> tuple[list[Place], list[Place]]:
    """Give the places that speak of a point, and those that would if others did not know better."""
    values = [value.fact for value in (point.golden, point.answer) if value]
    places = [
        (at, Place(value=found, statement=one, alike=shelf.aligner.alike(point.about, found.around, one.above)))
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


def _one_sided(point: Point, borne_out: Place | None, best: Place) -> Decided:
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


def _stating(places: Sequence[Place], value: Value | None) -> Place | None:
    fitting = [place for place in places if value and equal(value.fact, place.value.fact)]
    return max(fitting, key=lambda place: place.alike, default=None)


def _decided(point: Point, culprit: Culprit, reason: str, place: Place) -> Decided:
    return Decided(point=point, culprit=culprit, reason=reason, place=place.statement, value=place.value)


def _wrong_reason(point: Point) -> str:
    return f"the article says {_said(point.golden)} as the golden does, the answer says {_said(point.answer)}"


def _said(value: Value | None) -> str:
    return value.said if value else "nothing"


def by_words(query: str, ours: Sequence[Statement], theirs: Sequence[Statement], shelf: Shelf) -> Decided:
    """Decide where no fact differs: by what is denied, else by the words that only one of the two has.

    Words alone make a golden stale only where they were just changed in the article: an answer out of another of its
    passages has the article's words too.
    """
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
    point = Point(golden=None, answer=None, golden_says=golden.text, answer_says=answer.text, about=both)
    if for_golden and for_answer:
        reason = "the articles speak for both"
        return Decided(point=point, culprit=Culprit.ARTICLE_AMBIGUOUS, reason=reason, place=for_golden)
    if for_golden:
        reason = "the article says what the golden does"
        return Decided(point=point, culprit=Culprit.ANSWER_WRONG, reason=reason, place=for_golden)
    if for_answer:
        sure = denies(golden.text) is not denies(answer.text) or any(
            for_answer is shelf.every[at] for at in shelf.fresh
        )
        reason = "the article says what the answer does" + ("" if sure else ", in words alone")
        culprit = Culprit.GOLDEN_STALE if sure else Culprit.CANNOT_TELL
        return Decided(point=point, culprit=culprit, reason=reason, place=for_answer)
    return Decided(point=point, culprit=Culprit.CANNOT_TELL, reason="the article speaks for neither", place=level[0])


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


def _undecided(ours: Sequence[Statement], theirs: Sequence[Statement], reason: str) -> Decided:
    said = [one[0].text if one else "" for one in (ours, theirs)]
    point = Point(golden=None, answer=None, golden_says=said[0], answer_says=said[1], about=frozenset())
    return Decided(point=point, culprit=Culprit.CANNOT_TELL, reason=reason)
