"""First answers to cases that have no golden yet, kept until a person has looked at them; they are no goldens."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from regold.history.codec import noun_from_json, noun_to_json
from regold.history.ledger import Ledger, records
from regold.model import Answer, Case, Finding

FOLDER: Final = "proposals"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What the endpoint said when a case was asked several times.

    `proposed` is the index of the answer that is proposed, `agreeing` how many of the answers say the same as it,
    itself included. `findings` say which conditions of the case it does not meet. `recording` names the sitting.
    """

    at: datetime
    recording: str
    case: Case
    answers: tuple[Answer, ...]
    proposed: int
    agreeing: int
    findings: tuple[Finding, ...] = ()

    @property
    def answer(self) -> Answer:
        """The answer that is proposed."""
        return self.answers[self.proposed]


class Proposals:
    """Writes proposals down, those of one recording in one file."""

    def __init__(self, history: Path, name: str) -> None:
        """`history` is the folder of the journals; `name` unique, as `new_run_id` gives it."""
        self._ledger = Ledger(history / FOLDER, name, FOLDER)

    def add(self, proposal: Proposal) -> None:
        """Write a proposal down; it is on the disk when this returns. Raises HistoryError when it is not."""
        self._ledger.append({"proposal": noun_to_json(proposal)})


def proposals(history: Path) -> dict[str, Proposal]:
    """Give the newest proposal for each case, by its key; raises HistoryError for a file that is damaged."""
    return {proposal.case.key: proposal for proposal in sorted(_read(history), key=lambda proposal: proposal.at)}


def _read(history: Path) -> Iterator[Proposal]:
    for place, record in records(history / FOLDER, FOLDER):
        yield noun_from_json(Proposal, record.get("proposal"), place)
