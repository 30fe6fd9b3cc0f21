"""An incident in the project of the command's tests. No test stands here."""

from __future__ import annotations

import json
from typing import Any

from tests.cli.conftest import Regold
from tests.incidents.making import BAD, GOOD

KNOWN = (
    "--query", "How long do I have to return an item?", "--answer", BAD, "--wrong-claim", "60 days",
    "--document", "kb/returns.md", "--topic", "returns", "--severity", "low", "--already-redacted",
)  # fmt: skip


def written_down(regold: Regold, *more: str, correct: str | None = GOOD) -> str:
    """Write an incident down and give its id."""
    right = ("--correct", correct) if correct else ()
    made = regold("incident", "new", "--title", "60 days", *KNOWN, *right, *more, "--json")
    assert made.returncode == 0, made.stderr
    return str(json.loads(made.stdout)["id"])


def verified(regold: Regold, name: str) -> None:
    """Move an incident on until nothing but its case is missing for closing it."""
    done = regold("incident", "set", name, "--status", "active", "--contained", "note", "--verified", "5", "--lifted")
    assert done.returncode == 0, done.stderr


def record(regold: Regold, name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(regold("incident", "show", name, "--json").stdout)
    return found
