"""The pieces of one outcome that an Allure report attaches; nothing here knows Allure or pytest."""

from __future__ import annotations

import json

from regold.model import Answer, Case, Outcome

REDACTED = "__ALLURE_REDACTED__"


def exchange_json(case: Case, answer: Answer) -> str:
    """Give the last call as Allure's HTTP exchange, schema version 1 (`application/vnd.allure.http+json`)."""
    response: dict[str, object] = {"body": _body(answer.body or answer.text, is_json=_is_json(answer.body))}
    if answer.status is not None:
        response["status"] = answer.status
    exchange = {
        "schemaVersion": 1,
        "request": {
            "method": "ASK",
            "url": f"{case.suite}/{case.id}",
            "headers": [{"name": "authorization", "value": REDACTED}],
            "body": _body(case.turns[-1].query, is_json=False),
        },
        "response": response,
        "start": 0,
        "stop": round(answer.latency * 1000),
    }
    return json.dumps(exchange, indent=1)


def _is_json(body: str) -> bool:
    return body.lstrip()[:1] in {"{", "["}


def _body(text: str, *, is_json: bool) -> dict[str, object]:
    kind = "application/json" if is_json else "text/plain"
    return {"contentType": kind, "encoding": "utf8", "value": text, "size": len(text.encode(errors="replace"))}


def findings_json(outcome: Outcome) -> str:
    """Give the verdict with its findings as JSON."""
    verdict = outcome.verdict
    findings = [
        {"check": f.check, "supports": f.supports, "message": f.message, "turn": f.turn + 1}
        for f in (verdict.findings if verdict else ())
    ]
    told = {
        "outcome": outcome.kind.value,
        "score": verdict.score if verdict else None,
        "signals": dict(verdict.signals) if verdict else {},
        "findings": findings,
    }
    return json.dumps(told, indent=1)
