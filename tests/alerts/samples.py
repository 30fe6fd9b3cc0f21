"""Runs to be told of, one a day, and a small story-teller that remembers between them as a check does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from regold.alerts import Concern, Message, Noticing, Quiet, Rules, Seen, State, Worry
from regold.alerts.telling import told
from regold.model import (
    Answer,
    Ask,
    Case,
    Evidence,
    Fault,
    FaultKind,
    Outcome,
    OutcomeKind,
    Place,
    Run,
    Severity,
    Turn,
    Verdict,
)

DAY_1 = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
PASSED, CHANGED, FLAKY = OutcomeKind.PASSED, OutcomeKind.CHANGED, OutcomeKind.FLAKY
SUSPECT, ERROR, NOT_RUN = OutcomeKind.SUSPECT, OutcomeKind.ERROR, OutcomeKind.NOT_RUN
KNOWN = OutcomeKind.KNOWN_FAILURE

WINDOW = "returns#return-window"
GIFT_CARD = "returns#gift-card"
INVOICE = "billing#invoice"
TROUBLE = "12 of 20 cases got no answer (12 timeout)."


def a_case(key: str = WINDOW, severity: Severity = Severity.HIGH) -> Case:
    suite, _, name = key.partition("#")
    turn = Turn(query="How long do I have to return an item?", golden=("You have 30 days.",))
    place = Place(path=f"suites/{suite}.gold.yaml", line=8)
    return Case(id=name, suite=suite, turns=(turn,), place=place, topic=suite, severity=severity)


def an_outcome(
    kind: OutcomeKind,
    key: str = WINDOW,
    *,
    severity: Severity = Severity.HIGH,
    unstable: bool = False,
    replayed: bool = False,
) -> Outcome:
    case = a_case(key, severity)
    if kind in {ERROR, NOT_RUN}:
        fault = Fault(kind=FaultKind.TIMEOUT, message="no answer within 30 s: Dear customer")
        return Outcome(case=case, kind=kind, fault=fault)
    right = kind is PASSED
    answer = Answer(text="You have 30 days." if right else "You have 60 days.", replayed=replayed)
    outcome = Outcome(case=case, kind=kind, answer=answer, verdict=Verdict(accepted=right, score=float(right)))
    if right:
        return outcome
    asks = (Ask(answer=answer, accepted=False),) * 3
    return replace(outcome, asks=asks, evidence=Evidence(odds=2600, usual_wrong=1, usual_asks=61, unstable=unstable))


def a_run(number: int, *outcomes: Outcome, after: timedelta | None = None) -> Run:
    """Give the run of day `number`, or one that began so long after the first."""
    started = DAY_1 + (timedelta(days=number - 1) if after is None else after)
    return Run(
        id=f"run-{number}",
        started_at=started,
        finished_at=started + timedelta(minutes=2),
        plan=tuple(outcome.case.key for outcome in outcomes),
        outcomes=outcomes,
    )


def a_concern(worry: Worry = Worry.WRONG_AGAIN, incident: str = "INC-2026-0042", **more: Any) -> Concern:
    """Give an incident on returns that somebody must look at."""
    known = {"severity": Severity.HIGH, "topic": "returns", "link": "https://git.example.com/issues/42", **more}
    return Concern(incident=incident, worry=worry, sentence="its question is answered wrongly again", **known)


def in_numbers(outcome: Outcome) -> str:
    """Stand in for the sentence of the reports."""
    return f"wrong {sum(not ask.accepted for ask in outcome.asks)} of {len(outcome.asks)}."


@dataclass
class Story:
    """Checks one after the other; each gives the message that is to be sent."""

    confirm_runs: int = 2
    quiet: Sequence[Quiet] = ()
    include_answers: bool = False
    link: str | None = None
    state: State = State()
    runs: int = 0
    told: list[Message | None] = field(default_factory=list)

    def check(
        self,
        *outcomes: Outcome | OutcomeKind,
        trouble: str | None = None,
        cases: frozenset[str] | None = None,
        after: timedelta | None = None,
        incidents: Sequence[Concern] | None = None,
    ) -> Message | None:
        """Tell of the next day's run; a kind alone stands for the case WINDOW ending so."""
        self.runs += 1
        made = [an_outcome(one) if isinstance(one, OutcomeKind) else one for one in outcomes]
        return self.tell(a_run(self.runs, *made, after=after), trouble=trouble, cases=cases, incidents=incidents)

    def tell(
        self,
        run: Run,
        *,
        trouble: str | None = None,
        cases: frozenset[str] | None = None,
        incidents: Sequence[Concern] | None = None,
    ) -> Message | None:
        noticing = Noticing(sentence=in_numbers, include_answers=self.include_answers)
        rules = Rules(noticing=noticing, confirm_runs=self.confirm_runs, quiet=self.quiet, link=self.link)
        now = run.finished_at or run.started_at
        seen = Seen(run=run, trouble=trouble, cases=cases, incidents=incidents)
        self.state, message = told(self.state, seen, rules, now)
        self.told.append(message)
        return message


def news(message: Message | None) -> dict[str, str]:
    """Give what a message says of each case."""
    return {case.case: case.news.value for case in message.cases} if message else {}
