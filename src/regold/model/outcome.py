"""What became of one case in one run, with all that speaks for it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from regold.model.answer import Answer, Fault
from regold.model.case import Case
from regold.model.verdict import Verdict


class OutcomeKind(StrEnum):
    """What became of a case in a run."""

    PASSED = "passed"
    CHANGED = "changed"
    FLAKY = "flaky"
    SUSPECT = "suspect"
    ERROR = "error"
    NOT_RUN = "not_run"
    KNOWN_FAILURE = "known_failure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One of several answers that a case gave in a run, and whether it was right."""

    answer: Answer
    accepted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What the answers of a case whose first one was wrong say together.

    `odds`: how many times likelier these answers are if the answer changed than if all is as usual, at least 1; what
    earlier runs left of it is part of it. `usual_wrong` of `usual_asks` first answers of earlier runs were wrong.
    `since` is the id of the run in which the first answer began to be wrong, and stayed so. `unstable`: it is usually
    wrong so often that it cannot be told to have changed.
    """

    odds: float
    usual_wrong: int = 0
    usual_asks: int = 0
    since: str | None = None
    unstable: bool = False


class Culprit(StrEnum):
    """What is wrong when an answer and its golden disagree, by what the articles say.

    Both are stale when they agree, and the article was changed to say something else.
    """

    ANSWER_WRONG = "answer_wrong"
    GOLDEN_STALE = "golden_stale"
    ARTICLE_AMBIGUOUS = "article_ambiguous"
    CANNOT_TELL = "cannot_tell"
    BOTH_STALE = "both_stale"


@dataclass(frozen=True, slots=True, kw_only=True)
class Triangle:
    """Who is wrong and why, with the sentence of each of the three; "" where one says nothing of it.

    `article` is the id of the article that decides. `proposed` is the golden with the article's facts in the place of
    its own, only for a stale one; it is for review.
    """

    culprit: Culprit
    reason: str
    article_says: str = ""
    golden_says: str = ""
    answer_says: str = ""
    article: str = ""
    proposed: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one case in a run; `fault` is set for error and not_run, else answer and verdict are.

    These are the first answer and its verdict. When that was wrong, or the case is watched, `asks` holds all answers of
    the case in this run, the first one first (of a watched case the first wrong one), and `evidence` what was made of
    them; a suspect case without evidence is not decided yet.
    `triangle` is what the articles say of a wrong answer, or of a right one that they no longer bear out; None where no
    articles are named in the settings.
    """

    case: Case
    kind: OutcomeKind
    answer: Answer | None = None
    verdict: Verdict | None = None
    fault: Fault | None = None
    asks: tuple[Ask, ...] = ()
    evidence: Evidence | None = None
    triangle: Triangle | None = None

    @property
    def golden_stale(self) -> bool:
        """Whether the articles bear out a changed answer, so that its golden is to be reviewed."""
        stale = self.triangle is not None and self.triangle.culprit is Culprit.GOLDEN_STALE
        return stale and self.kind is OutcomeKind.CHANGED

    @property
    def undecided(self) -> bool:
        """Whether the first answer was wrong, or is not enough, and nothing was made of it yet."""
        return self.kind is OutcomeKind.SUSPECT and self.evidence is None
