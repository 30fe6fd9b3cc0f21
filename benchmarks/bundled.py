"""Labelled answers of the bundled bot, which quotes its articles and so tells more than it was asked.

Right by the golden of its case, wrong by that golden with one thing changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from regold.demo.bot import Bot
from regold.demo.retrieval import Library
from regold.model import Turn
from regold.suites import load_all
from regold.text.mutations import mutations

ROOT = Path(__file__).resolve().parents[1]


def answers() -> Iterator[dict[str, Any]]:
    """Give the answers in the form of the lines of `fixtures/judge/`, in the order of the suites.

    A golden that lost a part is left out: an answer that tells more than it is right.
    """
    bot = Bot(Library(ROOT / "fixtures" / "knowledge_base"))
    for case in load_all([ROOT / "suites"], ROOT):
        for at, turn in enumerate(case.turns):
            said = bot.reply(turn.query, [earlier.query for earlier in case.turns[:at]]).text
            for number, (golden, kind) in enumerate(_goldens(turn)):
                yield {
                    "id": f"{case.key}.{at}.{number}",
                    "question": turn.query,
                    "reference": golden,
                    "candidate": said,
                    "label": int(kind == "quoted"),
                    "kind": kind,
                }


def _goldens(turn: Turn) -> Iterator[tuple[str, str]]:
    for golden in turn.golden:
        yield golden, "quoted"
    for change in mutations(turn.golden[0]) if turn.golden else ():
        if change.kind != "missing part":
            yield change.text, change.kind
