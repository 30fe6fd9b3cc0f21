"""What people decided about answers: the team's own labelled answers. Who is shown what is decided in `session`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Final

from regold.history.codec import noun_from_json, noun_to_json
from regold.history.ledger import Ledger, records

FOLDER: Final = "reviews"


class Decision(StrEnum):
    """What a person decided about an answer."""

    ACCEPTED = "accepted"
    ADDED = "added"
    KEPT = "kept"
    REJECTED = "rejected"
    INCIDENT = "incident"


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A decision about one answer, with all that is needed to judge that answer again.

    `case` is the key, `run` the run or recording that the answer is from, "" when it is not known. `queries`,
    `goldens` (those there were before the decision) and `answers` hold an entry for each turn; `turn` counts from 0
    and is the one that was decided about. `judged_good` is what the judge had said.
    """

    at: datetime
    run: str
    case: str
    decision: Decision
    turn: int
    queries: tuple[str, ...]
    goldens: tuple[tuple[str, ...], ...]
    answers: tuple[str, ...]
    judged_good: bool

    @property
    def good(self) -> bool | None:
        """Whether the answer is as good as the goldens beside it; None when that was not said.

        An answer that was accepted in place of goldens may say something else than they do: then these were wrong.
        """
        if self.decision is Decision.ACCEPTED:
            return True if self.judged_good and self.goldens[self.turn] else None
        return self.decision in {Decision.ADDED, Decision.KEPT}


class Reviews:
    """Writes decisions down, those of one sitting in one file."""

    def __init__(self, history: Path, name: str) -> None:
        """`history` is the folder of the journals; `name` unique, as `new_run_id` gives it."""
        self._ledger = Ledger(history / FOLDER, name, FOLDER)

    def add(self, review: Review) -> None:
        """Write a decision down; it is on the disk when this returns. Raises HistoryError when it is not."""
        self._ledger.append({"review": noun_to_json(review)})


def reviews(history: Path) -> Iterator[Review]:
    """Give all decisions, the oldest sitting first; raises HistoryError for a file that is damaged but at its end."""
    for place, record in records(history / FOLDER, FOLDER):
        yield noun_from_json(Review, record.get("review"), place)
