"""Regold keeps live AI support endpoints honest: golden suites in git, asked of the live endpoint, judged by fact.

What stands in `__all__` is public; it is loaded when it is first named, so that importing the package costs nothing.
PYTEST_DONT_REWRITE: there is nothing to rewrite here, and `regold run` imports this before pytest could.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from regold.errors import (
        ConfigError,
        HistoryError,
        IncidentError,
        KnowledgeError,
        Mistake,
        ModelError,
        RegoldError,
        SuiteError,
    )
    from regold.judge import Judge, JudgeSettings
    from regold.model import (
        Answer,
        Ask,
        Case,
        Change,
        ChangeKind,
        Check,
        Culprit,
        Embedder,
        EndpointError,
        Entailment,
        Evidence,
        Exchange,
        Expect,
        Fault,
        FaultKind,
        Finding,
        Link,
        Outcome,
        OutcomeKind,
        Place,
        Provenance,
        Quarantine,
        Question,
        Run,
        Severity,
        Shard,
        Span,
        Target,
        Triangle,
        Turn,
        Verdict,
        Zone,
    )

__version__ = "0.1.0"

__all__ = [
    "Answer",
    "Ask",
    "Case",
    "Change",
    "ChangeKind",
    "Check",
    "ConfigError",
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
    "HistoryError",
    "IncidentError",
    "Judge",
    "JudgeSettings",
    "KnowledgeError",
    "Link",
    "Mistake",
    "ModelError",
    "Outcome",
    "OutcomeKind",
    "Place",
    "Provenance",
    "Quarantine",
    "Question",
    "RegoldError",
    "Run",
    "Severity",
    "Shard",
    "Span",
    "SuiteError",
    "Target",
    "Triangle",
    "Turn",
    "Verdict",
    "Zone",
]

_ROOMS = {
    **dict.fromkeys(
        (
            "ConfigError",
            "HistoryError",
            "IncidentError",
            "KnowledgeError",
            "Mistake",
            "ModelError",
            "RegoldError",
            "SuiteError",
        ),
        "regold.errors",
    ),
    **dict.fromkeys(("Judge", "JudgeSettings"), "regold.judge"),
}


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module 'regold' has no attribute {name!r}")
    return getattr(import_module(_ROOMS.get(name, "regold.model")), name)
