"""The three zones of a probability, accepted, unsure and rejected, and where they end for a case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from regold.judge.settings import Strictness
from regold.model import Finding, Severity

if TYPE_CHECKING:
    from regold.judge.comparison import Comparison

_STEPS = {Strictness.LENIENT: -1, Strictness.NORMAL: 0, Strictness.STRICT: 1}
_SEVERITIES = {Severity.CRITICAL: 2, Severity.HIGH: 1, Severity.MEDIUM: 0, Severity.LOW: -1}
_ACCEPT, _ACCEPT_STEP = 0.53, 0.05
_REJECT, _REJECT_STEP = 0.25, 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """The probability from which an answer is accepted, and that under which it is rejected; between, unsure."""

    accept: float
    reject: float

    @classmethod
    def of(cls, strictness: Strictness, severity: Severity) -> Thresholds:
        """Give them for a case: `strict` asks of a medium case what `normal` asks of a high one.

        A step moves either by 0.05; at `normal` a medium case needs 0.53 and 0.25.
        """
        steps = _STEPS[strictness] + _SEVERITIES[severity]
        return cls(accept=_ACCEPT + _ACCEPT_STEP * steps, reject=_REJECT + _REJECT_STEP * steps)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """The zone of a comparison, unsure being one kind of not accepted, and its findings, the deciding one first."""

    accepted: bool
    unsure: bool
    findings: tuple[Finding, ...]


def decide(compared: Comparison, needed: Thresholds) -> Decided:
    """Place a comparison in its zone; a hard conflict is rejected whatever its probability."""
    accepted = compared.probability >= needed.accept and not compared.refuted
    unsure = not accepted and not compared.refuted and compared.probability >= needed.reject
    found = _sorted(compared.findings, accepted=accepted)
    first = (_unsure(compared.probability, needed.accept, found[0]),) if unsure else ()
    return Decided(accepted=accepted, unsure=unsure, findings=(*first, *found))


def _sorted(findings: tuple[Finding, ...], *, accepted: bool) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda one: one.supports is not accepted))


def _unsure(probability: float, needed: float, most: Finding) -> Finding:
    """Give the finding of an unsure answer, with what speaks against it most and its words."""
    return Finding(
        check="unsure",
        supports=False,
        message=f"the judge is not sure ({probability:.0%} likely to be right, {needed:.0%} is needed): {most.message}",
        golden_spans=most.golden_spans,
        answer_spans=most.answer_spans,
    )
