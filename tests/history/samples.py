"""Runs and outcomes to write, read and compare."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from regold.history import new_run_id
from regold.model import (
    Answer,
    Case,
    Fault,
    FaultKind,
    Finding,
    Outcome,
    OutcomeKind,
    Place,
    Run,
    Severity,
    Shard,
    Turn,
    Verdict,
)

NINE = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def a_case(key: str = "returns#return-window") -> Case:
    suite, _, name = key.partition("#")
    turn = Turn(query="How long do I have to return an item?", golden=("You have 30 days.",))
    place = Place(path=f"suites/{suite}.gold.yaml", line=8)
    return Case(id=name, suite=suite, turns=(turn,), place=place, severity=Severity.HIGH)


def an_outcome(
    key: str = "returns#return-window",
    kind: OutcomeKind = OutcomeKind.PASSED,
    text: str = "You have 30 days.",
    *,
    replayed: bool = False,
    severity: Severity = Severity.HIGH,
) -> Outcome:
    case = replace(a_case(key), severity=severity)
    if kind in {OutcomeKind.ERROR, OutcomeKind.NOT_RUN}:
        return Outcome(case=case, kind=kind, fault=Fault(kind=FaultKind.TIMEOUT, message="no answer within 30 s"))
    right = kind is OutcomeKind.PASSED
    finding = Finding(check="facts", supports=right, message="30 days" if right else "60 days instead of 30 days")
    verdict = Verdict(accepted=right, score=float(right), findings=(finding,), goldens=("You have 30 days.",))
    return Outcome(case=case, kind=kind, answer=Answer(text=text, replayed=replayed), verdict=verdict)


def a_run(
    *outcomes: Outcome,
    minute: int = 0,
    plan: tuple[str, ...] | None = None,
    token: str = "",
    shard: Shard | None = None,
) -> Run:
    """Give a run that starts so many minutes past nine, planned as it ended unless a plan is given."""
    started = NINE + timedelta(minutes=minute)
    return Run(
        id=new_run_id(started, token or f"{minute:08x}"),
        started_at=started,
        plan=tuple(outcome.case.key for outcome in outcomes) if plan is None else plan,
        outcomes=outcomes,
        finished_at=started + timedelta(seconds=30),
        fingerprint={"judge": "1", "suites": "ab12"},
        shard=shard,
    )
