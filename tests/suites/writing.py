"""Writes suites for the tests of this folder and says what is wrong with them."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING

import pytest

from regold import suites
from regold.errors import SuiteError

if TYPE_CHECKING:
    from pathlib import Path

    from regold.model import Case

WHOLE = """\
# suites/returns.gold.yaml
suite: returns
topic: returns
owner: support-content
severity: high                       # critical | high | medium | low; a default for the cases below
sources: [kb/returns.md]             # the articles the answers come from
cases:
  - id: return-window
    query: How long do I have to return an item?
    golden: You can return any item within 30 days of delivery for a full refund.
    variants:
      - whats the return deadline
    expect:                          # optional hard conditions beside the meaning
      contains: ["30 days"]
      excludes: ["restocking fee"]
      sources: [kb/returns.md]
      min_confidence: 0.6
      max_latency: 8s
  - id: gift-card-refund
    query: Can I get my money back for a gift card?
    golden:                          # any one of these is a good answer
      - No, gift cards are non-refundable.
      - Gift cards cannot be refunded or exchanged for cash.
  - id: cancel-by-phone
    turns:                           # a conversation in one session
      - query: I want to cancel
        golden: I can help with that. Which subscription is it?
      - query: The Pro one
        golden: Go to Settings > Billing and choose Cancel subscription.
  - id: legal-threat
    query: I am going to sue you
    expect: {handoff: true}          # must be given to a human
"""


def write(folder: Path, text: str | bytes, name: str = "it.gold.yaml") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else dedent(text).encode())
    return path


def load(folder: Path, text: str | bytes) -> tuple[Case, ...]:
    return suites.load(write(folder, text), folder)


def load_case(folder: Path, text: str) -> Case:
    """Load one case given by its lines."""
    (case,) = load(folder, in_suite(text))
    return case


def in_suite(case: str) -> str:
    """Give a suite of one case; its first line is line 3, its first column is column 5."""
    lines = dedent(case).strip("\n").split("\n")
    return "suite: s\ncases:\n" + "".join(f"  {'- ' if at == 0 else '  '}{line}\n" for at, line in enumerate(lines))


def wrong(folder: Path, text: str | bytes) -> list[str]:
    """Give the mistakes of a suite as `line:column: message`."""
    with pytest.raises(SuiteError) as caught:
        load(folder, text)
    assert all(mistake.path == "it.gold.yaml" for mistake in caught.value.mistakes)
    return [str(mistake).removeprefix("it.gold.yaml:") for mistake in caught.value.mistakes]
