"""The nouns of Regold and the protocols between its wings: frozen values, no behaviour beyond reading them."""

from __future__ import annotations

from regold.model.answer import Answer, EndpointError, Exchange, Fault, FaultKind, NotRunError, Question
from regold.model.case import Case, Expect, Link, Place, Provenance, Quarantine, Severity, Turn
from regold.model.outcome import Ask, Culprit, Evidence, Outcome, OutcomeKind, Triangle
from regold.model.protocols import Arbiter, Check, Embedder, Entailment, Target
from regold.model.run import Change, ChangeKind, Run, Shard
from regold.model.verdict import Finding, Span, Verdict, Zone

__all__ = [
    "Answer",
    "Arbiter",
    "Ask",
    "Case",
    "Change",
    "ChangeKind",
    "Check",
    "Culprit",
    "Embedder",
    "EndpointError",
    "Entailment",
    "Evidence",
    "Exchange",
    "Expect",
    "Fault",
    "FaultKind",
    "Finding",
    "Link",
    "NotRunError",
    "Outcome",
    "OutcomeKind",
    "Place",
    "Provenance",
    "Quarantine",
    "Question",
    "Run",
    "Severity",
    "Shard",
    "Span",
    "Target",
    "Triangle",
    "Turn",
    "Verdict",
    "Zone",
]
