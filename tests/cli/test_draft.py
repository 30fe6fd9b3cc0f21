"""`regold draft` writes cases for unchecked facts where nothing runs them, and never over what is there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.bot import Bot
from tests.cli.conftest import Regold
from tests.cli.kb import ANSWERS, write_project
from tests.knowledge.making import Checkout


@pytest.fixture
def kb(folder: Path, bot: Bot) -> Checkout:
    bot.answers = dict(ANSWERS)
    kb = write_project(folder)
    kb.write("kb/club.md", "# Club\n\nMembers get 10 % off. They have 2 free returns a year.\n")
    return kb


def test_drafts_are_written_for_review_and_not_run(regold: Regold, kb: Checkout, bot: Bot) -> None:
    done = regold("draft", "club", "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {"path": "suites/drafts/kb-club-md.gold.yaml", "cases": 2}
    assert regold("run").returncode == 0
    assert set(bot.asked) == set(ANSWERS)
    assert "kb/club.md (Club): 0 of 2 facts" in regold("coverage").stdout


def test_a_named_draft_runs_like_any_suite(regold: Regold, kb: Checkout, bot: Bot) -> None:
    regold("draft", "kb/club.md")
    regold("run", "suites/drafts/kb-club-md.gold.yaml")
    assert "How many percent: Members get … off (Club)?" in bot.asked


def test_what_was_drafted_is_never_written_over(regold: Regold, kb: Checkout) -> None:
    regold("draft", "club")
    path = kb.folder / "suites" / "drafts" / "kb-club-md.gold.yaml"
    path.write_text("# mine\n", encoding="utf-8")
    done = regold("draft", "club")
    assert done.returncode == 4
    assert "is there already" in done.stderr
    assert path.read_text(encoding="utf-8") == "# mine\n"


@pytest.mark.parametrize(
    ("article", "said"),
    [("nothing", "is no article"), ("returns", "is checked by a case already")],
)
def test_an_article_that_gives_no_draft_is_told(regold: Regold, kb: Checkout, article: str, said: str) -> None:
    done = regold("draft", article)
    assert done.returncode == 4
    assert said in done.stderr
    assert not (kb.folder / "suites" / "drafts").exists()
