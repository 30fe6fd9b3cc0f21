"""What messages call the things of a suite. What may stand in one is said by the models."""

from __future__ import annotations

from regold.strict_yaml.words import Words
from regold.suites.models import DAY

SUITE = Words(
    one="a suite",
    many="suites",
    start="`suite:` and `cases:`",
    most_bytes=16 * 1024 * 1024,
    when_large="split it into several suites",
    items={"cases": "this case", "turns": "this turn", "links": "this link"},
    also_called={
        "question": "query",
        "prompt": "query",
        "input": "query",
        "answer": "golden",
        "answers": "golden",
        "expected": "golden",
        "name": "id",
        "conversation": "turns",
        "priority": "severity",
        "not_contains": "excludes",
        "regex": "matches",
    },
    patterns={DAY: 'must be a day such as "2026-12-31"'},
    literals={"record": "can only be true; remove it when the golden is not to be recorded"},
)
