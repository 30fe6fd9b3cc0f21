"""What a run means for whoever called it: one exit code with its reasons."""

from __future__ import annotations

from dataclasses import dataclass

from regold.model import OutcomeKind, Run

TRUSTED_ERROR_SHARE = 0.05
"""More endpoint errors than this share of the plan, and a run in which nothing changed cannot be trusted."""

CHANGED = 1
UNTRUSTED = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """The exit code of a run (0 good, 1 changed answers, 10 not to be trusted) and its reasons in one line each."""

    exit_code: int
    reasons: tuple[str, ...] = ()


def gate(run: Run, *, journal_trouble: str | None, allow_replay: bool) -> Gate:
    """Decide over a run: 1 for changed answers, else 10 when the result cannot be trusted, else 0."""
    changed = sum(outcome.kind is OutcomeKind.CHANGED for outcome in run.outcomes)
    doubts = tuple(_doubts(run, journal_trouble, allow_replay=allow_replay))
    if changed:
        return Gate(exit_code=CHANGED, reasons=(f"{changed} wrong {_answers(changed)}", *doubts))
    return Gate(exit_code=UNTRUSTED if doubts else 0, reasons=doubts)


def _doubts(run: Run, journal_trouble: str | None, *, allow_replay: bool) -> list[str]:
    doubts = []
    errors = sum(outcome.kind is OutcomeKind.ERROR for outcome in run.outcomes)
    if errors > TRUSTED_ERROR_SHARE * len(run.plan):
        doubts.append(f"{errors} of {len(run.plan)} cases ended in an endpoint error (more than 5 %)")
    doubts += sorted({o.fault.message for o in run.outcomes if o.fault and o.kind is OutcomeKind.NOT_RUN})
    if journal_trouble:
        doubts.append(f"the journal of this run is not whole: {journal_trouble}")
    replayed = sum(bool(outcome.answer and outcome.answer.replayed) for outcome in run.outcomes)
    if replayed and not allow_replay:
        doubts.append(
            f"{replayed} {_answers(replayed)} replayed from an earlier run, not asked now; "
            "--regold-allow-replay lets them pass"
        )
    return doubts


def _answers(count: int) -> str:
    return "answer" if count == 1 else "answers"
