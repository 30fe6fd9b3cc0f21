"""How well an organisation handles the mistakes of its endpoint, from 1 (Reactive) to 4 (Optimized), told by facts."""

from __future__ import annotations

from dataclasses import dataclass

NAMES = ("Reactive", "Managed", "Proactive", "Optimized")
FEWEST = 5
"""How many incidents a share must be of before a level can rest on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """How many `of` so many; of none there is no share."""

    name: str
    part: int
    of: int

    @property
    def value(self) -> float | None:
        """The share, from 0 to 1."""
        return self.part / self.of if self.of else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """What a level asks of a share: at least this much, or at most."""

    share: Share
    limit: float
    at_most: bool = False

    @property
    def met(self) -> bool:
        """Whether there are enough incidents to tell, and the share is as asked."""
        value = self.share.value
        if value is None or self.share.of < FEWEST:
            return False
        return value <= self.limit if self.at_most else value >= self.limit

    def __str__(self) -> str:
        wanted = f"{'at most' if self.at_most else 'at least'} {self.limit:.0%}"
        told = f"{self.share.name}: {self.share.part} of {self.share.of}"
        few = f" among {FEWEST} or more" if self.share.of < FEWEST else ""
        return f"{told}; {wanted}{few} is needed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Maturity:
    """The level from 1 to 4, and what the next one asks for that is not so yet."""

    level: int
    missing: tuple[Demand, ...] = ()

    @property
    def name(self) -> str:
        """The name of the level."""
        return NAMES[self.level - 1]


def maturity(
    *, triaged: Share, proven: Share, contained: Share, proactive: Share, back: Share, prevented: Share
) -> Maturity:
    """Give the level; each level asks for what stands below it too.

    The limits are ours: Managed means that most is done, Proactive that nearly all is and that half of the mistakes
    are found before a customer reports one, Optimized that mistakes hardly come back.
    """
    demands = (
        (_least(triaged, 0.9), _least(proven, 0.5), _least(contained, 0.5)),
        (_least(proven, 0.9), _least(contained, 0.8), _least(proactive, 0.5)),
        (
            _least(proven, 0.98),
            _least(contained, 0.95),
            _least(proactive, 0.8),
            _least(prevented, 0.9),
            Demand(share=back, limit=0.05, at_most=True),
        ),
    )
    for level, wanted in enumerate(demands, start=1):
        missing = tuple(one for one in wanted if not one.met)
        if missing:
            return Maturity(level=level, missing=missing)
    return Maturity(level=len(NAMES))


def _least(share: Share, limit: float) -> Demand:
    return Demand(share=share, limit=limit)
