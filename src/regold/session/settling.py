"""Asks cases whose first answer was wrong again, until the evidence tells what became of each; shows nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from regold.config import GateSettings
from regold.history import Usual
from regold.history.evidence import Trial
from regold.model import Ask, Case, EndpointError, Evidence, NotRunError, Outcome, OutcomeKind
from regold.session.judging import quarantined

AskAgain = Callable[[Case], Ask]
"""Gives a fresh answer to a case, and whether it is right; raises EndpointError or NotRunError."""


class Settling:
    """One case on its way from a first wrong answer to what became of it."""

    def __init__(self, outcome: Outcome, usual: Usual, settings: GateSettings, today: str) -> None:
        """Weigh the answers that the outcome holds; `today` is the date that decides over a quarantine (YYYY-MM-DD)."""
        self.case = outcome.case
        self._first = outcome
        self._usual = usual
        self._today = today
        self._trial = Trial(usual.rates, usual.evidence, enough=settings.evidence, most=settings.max_asks)
        self._asks = list(outcome.asks)
        self._tries_left = settings.max_asks - len(self._asks)
        for ask in self._asks:
            self._trial.hear(wrong=not ask.accepted)
            if self._trial.decision:
                break

    @property
    def open(self) -> bool:
        """Whether another answer is needed and may be asked for."""
        return self._trial.decision is None and self._tries_left > 0

    def ask_again(self, ask: AskAgain) -> None:
        """Weigh one more answer; an endpoint error counts as no answer, and a case that is not asked any more ends."""
        self._tries_left -= 1
        try:
            heard = ask(self.case)
        except EndpointError:
            return
        except NotRunError:
            self._tries_left = 0
            return
        self._asks.append(heard)
        self._trial.hear(wrong=not heard.accepted)

    def outcome(self) -> Outcome:
        """Give what became of the case, undecided or not, with all of its answers and the evidence."""
        kind = self._trial.decision or OutcomeKind.SUSPECT
        evidence = Evidence(
            odds=self._trial.odds,
            usual_wrong=self._usual.wrong,
            usual_asks=self._usual.asks,
            since=self._usual.since,
            unstable=self._usual.rates.unstable,
        )
        outcome = replace(self._first, kind=kind, asks=tuple(self._asks), evidence=evidence)
        return quarantined(outcome, self._today)


def settle(
    wrong: Sequence[Outcome],
    usual: Mapping[str, Usual],
    settings: GateSettings,
    *,
    today: str,
    ask: AskAgain,
    begin: Callable[[Sequence[Case]], None],
) -> tuple[Outcome, ...]:
    """Give what became of each of these cases.

    They are asked in rounds, each case once in each, so that the answers of one case lie as far apart as they can:
    trouble of a moment must not look like a change. `begin` is told the cases of a round before they are asked.
    """
    every = [Settling(outcome, usual[outcome.case.key], settings, today) for outcome in wrong]
    while asked := [settling for settling in every if settling.open]:
        begin([settling.case for settling in asked])
        for settling in asked:
            settling.ask_again(ask)
    return tuple(settling.outcome() for settling in every)
