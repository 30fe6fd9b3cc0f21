"""A run and its changes as JSON for other programs, in the shape that docs/json.md describes."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from math import isfinite

from regold.model import Answer, Change, Finding, Outcome, Run, Verdict
from regold.reports.evidence import sentence
from regold.reports.triangle import triangle_table

FORMAT = 1


def run_json(run: Run, changes: Sequence[Change], notes: Sequence[str] = ()) -> str:
    """Give the run as a JSON document in ASCII that ends with a line end; the same run gives the same bytes."""
    counts = Counter(outcome.kind.value for outcome in run.outcomes)
    document = {
        "format": FORMAT,
        "run": run.id,
        "started_at": _time(run.started_at),
        "finished_at": _time(run.finished_at),
        "complete": run.complete,
        "planned": len(run.plan),
        "counts": dict(sorted(counts.items())),
        "fingerprint": dict(sorted(run.fingerprint.items())),
        "notes": list(notes),
        "changes": [change_table(change) for change in changes],
        "outcomes": [_outcome(outcome) for outcome in run.outcomes],
    }
    return json.dumps(document, indent=2) + "\n"


def change_table(change: Change) -> dict[str, object]:
    """Give a change as it stands in the JSON of a run."""
    return {
        "kind": change.kind.value,
        "case": change.key,
        "before": _side(change.before),
        "after": _side(change.after),
    }


def _side(outcome: Outcome | None) -> dict[str, object] | None:
    if outcome is None:
        return None
    return {"outcome": outcome.kind.value, "answer": outcome.answer.text if outcome.answer else None}


def _outcome(outcome: Outcome) -> dict[str, object]:
    case = outcome.case
    return {
        "case": case.key,
        "outcome": outcome.kind.value,
        "path": case.place.path,
        "line": case.place.line,
        "topic": case.topic,
        "owner": case.owner,
        "severity": case.severity.value,
        "turns": _turns(outcome),
        "verdict": verdict_table(outcome.verdict),
        "fault": {"kind": outcome.fault.kind.value, "message": outcome.fault.message} if outcome.fault else None,
        "evidence": _evidence(outcome),
        "triangle": triangle_table(outcome.triangle),
    }


def _evidence(outcome: Outcome) -> dict[str, object] | None:
    evidence = outcome.evidence
    if evidence is None:
        return None
    return {
        "sentence": sentence(outcome),
        "odds": float(f"{evidence.odds:.6g}"),
        "asks": [{"accepted": ask.accepted, "text": ask.answer.text} for ask in outcome.asks],
        "usual": {"wrong": evidence.usual_wrong, "asks": evidence.usual_asks, "unstable": evidence.unstable},
        "since": evidence.since,
    }


def _turns(outcome: Outcome) -> list[dict[str, object]]:
    answers = (*outcome.answer.earlier, outcome.answer) if outcome.answer else ()
    goldens = outcome.verdict.goldens if outcome.verdict else ()
    return [
        {
            "query": turn.query,
            "golden": (goldens[index] if index < len(goldens) else next(iter(turn.golden), "")) or None,
            "answer": _answer(answers[index]) if index < len(answers) else None,
        }
        for index, turn in enumerate(outcome.case.turns)
    ]


def _answer(answer: Answer) -> dict[str, object]:
    return {
        "text": answer.text,
        "latency": rounded(answer.latency, 3),
        "confidence": rounded(answer.confidence, 4),
        "sources": None if answer.sources is None else list(answer.sources),
        "handoff": answer.handoff,
        "status": answer.status,
        "tries": answer.tries,
        "replayed": answer.replayed,
        "build": answer.build,
    }


def verdict_table(verdict: Verdict | None) -> dict[str, object] | None:
    """Give the verdict as it stands in the JSON of a run; None for none."""
    if verdict is None:
        return None
    return {
        "accepted": verdict.accepted,
        "zone": verdict.zone.value,
        "score": rounded(verdict.score, 4),
        "signals": {name: rounded(value, 4) for name, value in sorted(verdict.signals.items())},
        "findings": [finding_table(finding) for finding in verdict.findings],
    }


def finding_table(finding: Finding) -> dict[str, object]:
    """Give a finding as it stands in the JSON of a run."""
    return {
        "check": finding.check,
        "supports": finding.supports,
        "message": finding.message,
        "turn": finding.turn + 1,
        "golden_spans": [[span.start, span.end] for span in finding.golden_spans],
        "answer_spans": [[span.start, span.end] for span in finding.answer_spans],
    }


def rounded(value: float | None, places: int) -> float | None:
    """Give the number as JSON can hold it: null for infinity."""
    return round(value, places) if value is not None and isfinite(value) else None


def _time(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
