"""A project with one golden suite and a bot of its own, as a user would have it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np  # noqa: F401 - it can be loaded once in a process, and pytester takes away what inner runs load
import pytest

import regold.pytest_plugin.active  # noqa: F401 - else pytester would load all of it anew for each inner run
from tests.bot import Bot, running_bot

RETURNS = """\
suite: returns
topic: returns
owner: support-content
severity: high
cases:
  - id: return-window
    query: How long do I have to return an item?
    golden: You can return any item within 30 days of delivery for a full refund.
    tags: [deadline]
  - id: gift-card
    query: Can I get my money back for a gift card?
    golden: No, gift cards are non-refundable.
    severity: critical
    links: [https://tracker.example.com/INC-7]
  - id: opening-hours
    query: When are you open?
    golden: We are open from 9 AM to 5 PM on weekdays.
"""

GOOD_ANSWERS = {
    "How long do I have to return an item?": "You can return any item within 30 days of delivery for a full refund.",
    "Can I get my money back for a gift card?": "No, gift cards are non-refundable.",
    "When are you open?": "We are open from 9 AM to 5 PM on weekdays.",
}
WRONG_WINDOW = {
    "How long do I have to return an item?": "You can return any item within 60 days of delivery for a full refund.",
}

SETTINGS = """\
[tool.regold.target]
type = "http"
url = "{url}"
headers = {{ Authorization = "Bearer ${{BOT_TOKEN}}" }}
body = {{ message = "{{query}}", session = "{{session}}" }}
answer = "reply.text"
tries = 1
timeout = "5s"
"""


@pytest.fixture
def token(monkeypatch: pytest.MonkeyPatch) -> str:
    """The API key of the bot, in the environment as a user keeps it."""
    monkeypatch.setenv("BOT_TOKEN", "sk-not-for-any-eyes-4711")
    return "sk-not-for-any-eyes-4711"


@pytest.fixture
def bot(token: str) -> Iterator[Bot]:
    """A bot that gives the right answers, until a test says otherwise."""
    with running_bot(dict(GOOD_ANSWERS)) as running:
        yield running


@pytest.fixture
def project(pytester: pytest.Pytester, bot: Bot) -> pytest.Pytester:
    """A project whose settings point at the bot and whose one suite holds three cases."""
    pytester.makefile(".toml", regold=SETTINGS.format(url=bot.url))
    suites = pytester.mkdir("suites")
    (suites / "returns.gold.yaml").write_text(RETURNS, encoding="utf-8")
    return pytester
