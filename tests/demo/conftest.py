"""What the tests of the demo share: a small knowledge base that they may edit, and the bundled one."""

from __future__ import annotations

from pathlib import Path

import pytest

from regold.demo.bot import Bot
from regold.demo.retrieval import Library

ROOT = Path(__file__).parents[2]

RETURNS = """# Returns

How to send things back.

## Return window

You can return most items within 30 days of delivery. This window starts on the day of delivery.

## Return postage

Return postage is free for faulty items. For a change of mind we deduct $6.50 for the label.
"""

CANCELLATIONS = """# Cancellations

## Cancelling an order

You can cancel an order until it is packed.

## Cancelling the Duo plan

To cancel the Duo plan, press Leave the club.

## Cancelling the Pro plan

To cancel the Pro plan, go to Settings > Billing and choose Cancel subscription.
"""

PRICES = """# Plans

## Prices

- The Duo plan costs $29 a month.
- The Pro plan costs $49 a month.

## Making coffee

1. Grind 18 g of beans.
2. Press the button.
"""


@pytest.fixture
def knowledge(tmp_path: Path) -> Path:
    folder = tmp_path / "kb"
    folder.mkdir()
    for name, text in (("returns", RETURNS), ("cancellations", CANCELLATIONS), ("plans", PRICES)):
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def bot(knowledge: Path) -> Bot:
    return Bot(Library(knowledge))


@pytest.fixture(scope="session")
def bundled() -> Path:
    return ROOT / "fixtures" / "knowledge_base"
