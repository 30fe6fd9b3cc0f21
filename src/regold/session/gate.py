"""What a run means for whoever called it: one exit code with its reasons."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from regold.config import GateSettings
from regold.model import Outcome, OutcomeKind, Run, Severity

TRUSTED_ERROR_SHARE = 0.05
"""More endpoint errors than this share of the plan, and a run in which nothing changed cannot be trusted."""

CHANGED = 1
UNTRUSTED = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """The exit code of a run (0 good, 1 changed answers, 10 not to be trusted) and its reasons in one line each.

    `notes` tell of changed answers that fail nothing, `fail_on` the severities that do.
    """

    exit_code: int
    reasons: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    fail_on: tuple[Severity, ...] = ()


def fails(outcome: Outcome, settings: GateSettings) -> bool:
    """Tell whether an outcome fails its run: the case changed, and its severity is one to fail on.

    A golden that the articles show to be stale is to be reviewed and fails nothing.
    """
    changed = outcome.kind is OutcomeKind.CHANGED and not outcome.golden_stale
    return changed and outcome.case.severity in settings.fail_on


def gate(run: Run, settings: GateSettings, *, journal_trouble: str | None, allow_replay: bool) -> Gate:
    """Decide over a run: 1 for changed answers, else 10 when the result cannot be trusted, else 0."""
    changed = sum(fails(outcome, settings) for outcome in run.outcomes)
    doubts = tuple(_doubts(run, settings, journal_trouble, allow_replay=allow_replay))
    notes = tuple(_notes(run, settings))
    reasons = (f"{changed} wrong {_answers(changed)}", *doubts) if changed else doubts
    code = CHANGED if changed else UNTRUSTED if doubts else 0
    return Gate(exit_code=code, reasons=reasons, notes=notes, fail_on=settings.fail_on)


def _notes(run: Run, settings: GateSettings) -> Iterator[str]:
    wrong = [
        outcome for outcome in run.outcomes if outcome.kind is OutcomeKind.CHANGED and not fails(outcome, settings)
    ]
    spared = [outcome.case.severity for outcome in wrong if not outcome.golden_stale]
    if stale := len(wrong) - len(spared):
        some = "1 golden" if stale == 1 else f"{stale} goldens"
        yield f"{some} to review, no regression: the articles bear out the answers; `regold review`"
    if spared:
        severities = ", ".join(severity for severity in Severity if severity in spared)
        yield (
            f"{len(spared)} wrong {_answers(len(spared))} of severity {severities} told of and failing nothing: "
            "`fail_on` in [tool.regold.gate] leaves that out"
        )


def _doubts(run: Run, settings: GateSettings, journal_trouble: str | None, *, allow_replay: bool) -> list[str]:
    doubts = []
    errors = sum(outcome.kind is OutcomeKind.ERROR for outcome in run.outcomes)
    if errors > TRUSTED_ERROR_SHARE * len(run.plan):
        doubts.append(f"{errors} of {len(run.plan)} cases ended in an endpoint error (more than 5 %)")
    doubts += sorted({o.fault.message for o in run.outcomes if o.fault and o.kind is OutcomeKind.NOT_RUN})
    if missing := len(set(run.plan) - {outcome.case.key for outcome in run.outcomes}):
        doubts.append(f"{missing} of {len(run.plan)} cases were never reached")
    if open_ones := sum(_cut_short(outcome, settings) for outcome in run.outcomes):
        doubts.append(f"{open_ones} wrong {_answers(open_ones)} could not be asked for again often enough")
    if journal_trouble:
        doubts.append(f"the journal of this run is not whole: {journal_trouble}")
    replayed = sum(bool(outcome.answer and outcome.answer.replayed) for outcome in run.outcomes)
    if replayed and not allow_replay:
        doubts.append(
            f"{replayed} {_answers(replayed)} replayed from an earlier run, not asked now; "
            "--regold-allow-replay lets them pass"
        )
    return doubts


def _cut_short(outcome: Outcome, settings: GateSettings) -> bool:
    return outcome.kind is OutcomeKind.SUSPECT and len(outcome.asks) < settings.max_asks


def _answers(count: int) -> str:
    return "answer" if count == 1 else "answers"
