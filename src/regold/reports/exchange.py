"""The pieces of one outcome that an Allure report attaches; nothing here knows Allure or pytest."""

from __future__ import annotations

import json
from collections.abc import Sequence

from regold.model import Answer, Case, Outcome
from regold.reports.machine import verdict_table

REDACTED = "__ALLURE_REDACTED__"


def exchange_json(
    case: Case, answer: Answer, *, method: str = "ASK", url: str = "", headers: Sequence[str] = ()
) -> str:
    """Give the last call as Allure's HTTP exchange, schema version 1 (`application/vnd.allure.http+json`).

    `headers` are the names of those that were sent; their values are never shown. Without a `url` the case stands
    in its place. The request's body is what was said until then; the response's is the raw body where the target
    keeps it, else the answer. The viewer reads `start` and `stop` (milliseconds) for their difference only.
    """
    response: dict[str, object] = {"body": _body(answer.body or answer.text)}
    if answer.status is not None:
        response["status"] = answer.status
    request = {
        "method": method,
        "url": url or f"{case.suite}/{case.id}",
        "headers": [{"name": name, "value": REDACTED} for name in headers],
        "body": _body(_conversation(case, answer)),
    }
    stop = round(answer.latency * 1000)
    exchange = {"schemaVersion": 1, "request": request, "response": response, "start": 0, "stop": stop}
    return json.dumps(exchange, indent=1)


def _conversation(case: Case, answer: Answer) -> str:
    said = [
        f"customer: {turn.query}\nendpoint: {told.text}\n"
        for turn, told in zip(case.turns, answer.earlier, strict=False)
    ]
    query = case.turns[-1].query
    return "".join([*said, f"customer: {query}"]) if said else query


def _body(text: str) -> dict[str, object]:
    kind = "application/json" if text.lstrip()[:1] in {"{", "["} else "text/plain"
    return {"contentType": kind, "encoding": "utf8", "value": text, "size": len(text.encode(errors="replace"))}


def findings_json(outcome: Outcome) -> str:
    """Give the verdict with its findings as JSON, in the shape that docs/json.md describes."""
    return json.dumps({"outcome": outcome.kind.value, **(verdict_table(outcome.verdict) or {})}, indent=1)
