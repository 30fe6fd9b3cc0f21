"""How many right answers in a row prove a fix, and what they prove. Nothing is asked here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from regold.model import Severity

CONFIDENCE = 0.95
_NEEDED = {Severity.CRITICAL: 60, Severity.HIGH: 30, Severity.MEDIUM: 15, Severity.LOW: 5}


def needed(severity: Severity | None) -> int:
    """Give how many right answers in a row a fix needs; a severity that is not known counts as critical."""
    return _NEEDED[severity or Severity.CRITICAL]


def bound(clean: int, confidence: float = CONFIDENCE) -> float:
    """Give the share of wrong answers, from 0 to 1, that `clean` right ones and no wrong one leave possible.

    This is the exact one-sided limit of Clopper and Pearson for no event, 1 - (1 - confidence)^(1/n); the rule of
    three, 3/n, lies just above it (Hanley and Lippman-Hand, "If nothing goes wrong, is everything all right?", JAMA
    1983). It holds for answers that are drawn afresh: those of a cache prove no more than one.
    """
    return 1.0 if clean < 1 else 1 - (1 - confidence) ** (1 / clean)


def said(clean: int, confidence: float = CONFIDENCE) -> str:
    """Give the bound in words: "0 wrong of 60: at most 5 % at 95 % confidence"; it is rounded up."""
    most = ceil(round(bound(clean, confidence) * 100, 9))
    return f"0 wrong of {clean}: at most {most} % at {confidence * 100:g} % confidence"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What answers to a mended question show: `clean` were right until the first wrong one, whose index is `bad`."""

    needed: int
    clean: int
    bad: int | None = None

    @property
    def passed(self) -> bool:
        """Whether the fix holds as far as its severity asks for."""
        return self.bad is None and self.clean >= self.needed

    @property
    def missing(self) -> int:
        """How many more right answers are needed; 0 when it is decided."""
        return 0 if self.bad is not None else max(0, self.needed - self.clean)

    def __str__(self) -> str:
        if self.bad is not None:
            return f"answer {self.bad + 1} was wrong again: the fix does not hold"
        return said(self.clean) if self.passed else f"{said(self.clean)}; {self.missing} more are needed"


def proof(right: Sequence[bool], severity: Severity | None) -> Proof:
    """Give what these answers, in the order they were asked, show: it ends at the first wrong one."""
    wrong = next((at for at, one in enumerate(right) if not one), None)
    return Proof(needed=needed(severity), clean=len(right) if wrong is None else wrong, bad=wrong)
