"""Runs and outcomes to report on: one shop, one article that was changed by mistake."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from regold.model import (
    Answer,
    Ask,
    Case,
    Change,
    ChangeKind,
    Evidence,
    Fault,
    FaultKind,
    Finding,
    Outcome,
    OutcomeKind,
    Place,
    Run,
    Severity,
    Span,
    Turn,
    Verdict,
)

GOLDEN = "You can return any item within 30 days of delivery for a full refund."
WRONG = GOLDEN.replace("30", "60")
QUERY = "How long do I have to return an item?"
NINE = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
RERUN = "pytest 'suites/returns.gold.yaml::return-window'"


def a_case(
    name: str = "return-window", *turns: Turn, severity: Severity = Severity.HIGH, owner: str | None = "support"
) -> Case:
    return Case(
        id=name,
        suite="returns",
        turns=turns or (Turn(query=QUERY, golden=(GOLDEN,)),),
        place=Place(path="suites/returns.gold.yaml", line=8),
        severity=severity,
        owner=owner,
    )


def weighed(
    kind: OutcomeKind = OutcomeKind.CHANGED,
    said: str = "wrww",
    *,
    usual: tuple[int, int] = (1, 61),
    odds: float = 2586.3,
) -> Outcome:
    """Give a wrong outcome that several answers decided over: w for a wrong one, r for a right one."""
    asks = tuple(Ask(answer=Answer(text=WRONG if one == "w" else GOLDEN), accepted=one == "r") for one in said)
    evidence = Evidence(odds=odds, usual_wrong=usual[0], usual_asks=usual[1], since="20260512T060000Z-1a2b3c4d")
    return replace(wrong_outcome(), kind=kind, asks=asks, evidence=evidence)


def wrong_outcome(
    name: str = "return-window",
    answer: str = WRONG,
    *,
    golden: str = GOLDEN,
    query: str = QUERY,
    message: str = "the golden says 30 days, the answer says 60 days",
    severity: Severity = Severity.HIGH,
) -> Outcome:
    spans = (Span(start=31, end=38),) if answer == WRONG and golden == GOLDEN else ()
    findings = (
        Finding(check="facts", supports=False, message=message, golden_spans=spans, answer_spans=spans),
        Finding(check="wording", supports=True, message="nearly the same words (0.97)"),
    )
    return Outcome(
        case=a_case(name, Turn(query=query, golden=(golden,)), severity=severity),
        kind=OutcomeKind.CHANGED,
        answer=Answer(text=answer, latency=0.21, status=200),
        verdict=Verdict(accepted=False, score=0.02, findings=findings, goldens=(golden,), signals={"wording": 0.97}),
    )


def right_outcome(name: str = "return-window", answer: str = GOLDEN, *, latency: float = 0.2) -> Outcome:
    finding = Finding(check="exact", supports=True, message="the same words")
    return Outcome(
        case=a_case(name),
        kind=OutcomeKind.PASSED,
        answer=Answer(text=answer, latency=latency),
        verdict=Verdict(accepted=True, score=1.0, findings=(finding,), goldens=(GOLDEN,)),
    )


def conversation() -> Outcome:
    turns = (
        Turn(query="I want to cancel", golden=("Which subscription is it?",)),
        Turn(query="The Pro one", golden=("Go to Settings > Billing.",)),
    )
    finding = Finding(check="meaning", supports=False, message="says something else", turn=1)
    return Outcome(
        case=a_case("cancel-by-phone", *turns),
        kind=OutcomeKind.CHANGED,
        answer=Answer(text="Call us.", earlier=(Answer(text="Which one?"),)),
        verdict=Verdict(
            accepted=False, score=0.1, findings=(finding,), goldens=tuple(turn.golden[0] for turn in turns)
        ),
    )


def trouble(
    name: str = "return-window", kind: FaultKind = FaultKind.TIMEOUT, message: str = "no answer within 30 s"
) -> Outcome:
    not_run = kind in {FaultKind.BREAKER, FaultKind.STOPPED}
    return Outcome(
        case=a_case(name),
        kind=OutcomeKind.NOT_RUN if not_run else OutcomeKind.ERROR,
        fault=Fault(kind=kind, message=message),
    )


def a_run(*outcomes: Outcome, name: str = "20261123T090000Z-0000000a", judge: str = "1", planned: int = 0) -> Run:
    missing = (f"returns#missing-{number}" for number in range(planned - len(outcomes)))
    return Run(
        id=name,
        started_at=NINE,
        plan=(*(outcome.case.key for outcome in outcomes), *missing),
        outcomes=outcomes,
        finished_at=NINE,
        fingerprint={"judge": judge, "suites": "ab12"},
    )


def a_change(kind: ChangeKind, before: Outcome | None, after: Outcome | None) -> Change:
    some = after or before
    assert some
    return Change(kind=kind, key=some.case.key, before=before, after=after)


BROKE = a_change(ChangeKind.BROKE, right_outcome(), wrong_outcome())
EARLIER = a_run(right_outcome(), name="20261122T090000Z-00000009")
