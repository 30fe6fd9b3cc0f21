"""What the articles say of a wrong answer, as rows for a person and as data for a program; it decides nothing."""

from __future__ import annotations

from regold.model import Culprit, Outcome, Triangle
from regold.reports.marked import NO_MARKS, lay_out

CULPRITS = {
    Culprit.ANSWER_WRONG: "the answer is wrong",
    Culprit.GOLDEN_STALE: "golden to review",
    Culprit.ARTICLE_AMBIGUOUS: "the article is wrong or ambiguous",
    Culprit.CANNOT_TELL: "the articles cannot tell",
    Culprit.BOTH_STALE: "golden and answer are out of date",
}
"""Who is wrong, in words."""

_LABEL = 18
_NOTHING = "(nothing of it)"


def triangle_sentence(triangle: Triangle) -> str:
    """Give who is wrong and why, in one sentence without a full stop."""
    return f"{CULPRITS[triangle.culprit]}: {triangle.reason}"


def triangle_texts(triangle: Triangle) -> list[tuple[str, str]]:
    """Give what each of the three says of it behind its name, and a golden that is proposed."""
    where = f" ({triangle.article})" if triangle.article else ""
    told = [
        ("article says", f"{triangle.article_says}{where}" if triangle.article_says else _NOTHING),
        ("golden says", triangle.golden_says or _NOTHING),
        ("answer says", triangle.answer_says or _NOTHING),
    ]
    return [*told, ("proposed golden", triangle.proposed)] if triangle.proposed else told


def triangle_rows(outcome: Outcome, *, width: int) -> list[str]:
    """Give at most 9 lines of `width` columns behind an empty one; none where no articles were asked."""
    triangle = outcome.triangle
    if triangle is None:
        return []
    lines = ["", *(f"  {line}" for line in _laid(triangle_sentence(triangle), width - 2, 2))]
    for name, text in triangle_texts(triangle):
        size = 1 if name in {"golden says", "answer says"} else 2
        first, *more = _laid(text, width - _LABEL - 2, size)
        lines += [f"  {name:<{_LABEL}}{first}", *(" " * (_LABEL + 2) + line for line in more)]
    return lines


def triangle_table(triangle: Triangle | None) -> dict[str, object] | None:
    """Give what the articles say as it stands in the JSON of a run; None for none."""
    if triangle is None:
        return None
    return {
        "culprit": triangle.culprit.value,
        "reason": triangle.reason,
        "article": triangle.article or None,
        "article_says": triangle.article_says or None,
        "golden_says": triangle.golden_says or None,
        "answer_says": triangle.answer_says or None,
        "proposed": triangle.proposed,
    }


def _laid(text: str, width: int, lines: int) -> list[str]:
    return lay_out(" ".join(text.split()), (), NO_MARKS, width=width, lines=lines) or [""]
