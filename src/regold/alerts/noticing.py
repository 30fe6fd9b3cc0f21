"""What a run adds to what is known of wrong cases; whether anybody is told of it is decided in `telling`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from regold.alerts.state import Standing
from regold.model import Outcome, OutcomeKind, Run, Severity

RECHECK = timedelta(hours=1)
"""So much later a wrong answer counts as confirmed, however many runs are asked for otherwise."""

ANSWER = 500
"""Characters of a question and of an answer that are kept to be told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Noticing:
    """How a run is looked at: what is said of an outcome in one sentence, and whether answers are kept to be told."""

    sentence: Callable[[Outcome], str]
    include_answers: bool = False


def noticed(cases: Mapping[str, Standing], run: Run, noticing: Noticing, now: datetime) -> dict[str, Standing]:
    """Give what is known of wrong cases after a run; replayed answers say nothing, and faults nothing about a case."""
    known = dict(cases)
    planned = set(run.plan)
    for key, standing in cases.items():
        if key in planned and standing.told:
            known[key] = replace(standing, runs_since_told=standing.runs_since_told + 1)
    for outcome in run.outcomes:
        if not is_replayed(outcome):
            after = _after(known.get(outcome.case.key), outcome, run, noticing, now)
            if after is not None:
                known[outcome.case.key] = after
    return known


def is_replayed(outcome: Outcome) -> bool:
    """Tell whether the answer comes from an earlier run and says nothing about the endpoint now."""
    return bool(outcome.answer and outcome.answer.replayed)


def kind_of(outcome: Outcome) -> OutcomeKind:
    """Give how an outcome counts here: a golden that is out of date goes to review, and nobody is called for it."""
    return OutcomeKind.KNOWN_FAILURE if outcome.golden_stale else outcome.kind


def confirmed(standing: Standing, confirm_runs: int) -> bool:
    """Tell whether wrong answers came from enough runs to call somebody.

    A critical case needs one: its wrong answer costs more until the next run than a false alarm does, and within a run
    it was asked until the evidence was there.
    """
    if standing.severity is Severity.CRITICAL:
        return standing.wrong_runs >= 1
    checked_again = standing.wrong_runs > 1 and standing.counted_at - standing.since >= RECHECK
    return standing.wrong_runs >= confirm_runs or checked_again


def _after(standing: Standing | None, outcome: Outcome, run: Run, noticing: Noticing, now: datetime) -> Standing | None:
    unstable = bool(outcome.evidence and outcome.evidence.unstable)
    kind = kind_of(outcome)
    if standing is None and (kind is OutcomeKind.CHANGED or unstable):
        standing = _first(outcome, run, noticing)
    if standing is None:
        return None
    match kind:
        case OutcomeKind.PASSED:
            return replace(standing, right_runs=standing.right_runs + 1, excused=False)
        case OutcomeKind.KNOWN_FAILURE:
            return replace(standing, right_runs=0, excused=True)
        case OutcomeKind.FLAKY:
            return replace(standing, unstable=unstable)
        case OutcomeKind.CHANGED | OutcomeKind.SUSPECT:
            return _wrong_again(replace(standing, unstable=unstable), outcome, run, noticing, now)
        case _:
            return standing


def _first(outcome: Outcome, run: Run, noticing: Noticing) -> Standing:
    case = outcome.case
    return Standing(
        case=case.key,
        topic=case.topic,
        severity=case.severity,
        path=case.place.path,
        line=case.place.line,
        sentence=_sentence(outcome, noticing),
        since_run=run.id,
        since=run.started_at,
        counted_at=run.started_at,
    )


def _wrong_again(standing: Standing, outcome: Outcome, run: Run, noticing: Noticing, now: datetime) -> Standing:
    case, answer = outcome.case, outcome.answer
    asked = _sayable(case.turns[-1].query) if noticing.include_answers else None
    said = _sayable(answer.text) if noticing.include_answers and answer else None
    witness = run.started_at >= standing.counted_at
    return replace(
        standing,
        topic=case.topic,
        severity=case.severity,
        path=case.place.path,
        line=case.place.line,
        sentence=_sentence(outcome, noticing),
        wrong_runs=standing.wrong_runs + witness,
        counted_at=(run.finished_at or now) if witness else standing.counted_at,
        right_runs=0,
        excused=False,
        question=asked,
        answer=said,
    )


def _sentence(outcome: Outcome, noticing: Noticing) -> str:
    return noticing.sentence(outcome) or "its answer is wrong."


def _sayable(text: str) -> str:
    """Give the beginning of a text, without the lone surrogates that no message can carry."""
    return text[:ANSWER].encode("utf-8", "replace").decode()
