"""The bundled suites against the bundled bot, in this process: what `make demo` shows over HTTP."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from regold.demo.bot import Bot, Reply
from regold.demo.retrieval import Library
from regold.demo.tour import MISTAKE
from regold.judge import Judge, JudgeSettings
from regold.model import Answer, Case
from regold.suites import load_all

ROOT = Path(__file__).parents[2]
CASES = load_all([ROOT / "suites"], ROOT)


def answer(bot: Bot, case: Case) -> Answer:
    said: list[Answer] = []
    for place, turn in enumerate(case.turns):
        reply = bot.reply(turn.query, [earlier.query for earlier in case.turns[:place]])
        said.append(_answer(reply, said))
    return said[-1]


def _answer(reply: Reply, earlier: Sequence[Answer]) -> Answer:
    return Answer(
        text=reply.text,
        confidence=reply.confidence,
        sources=tuple(source.id for source in reply.sources),
        handoff=reply.handoff,
        latency=0.1,
        earlier=tuple(earlier),
    )


@pytest.fixture(scope="module")
def judge() -> Judge:
    return Judge(JudgeSettings())


@pytest.fixture(scope="module")
def bot() -> Bot:
    return Bot(Library(ROOT / "fixtures" / "knowledge_base"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.key)
def test_the_bundled_bot_answers_every_bundled_case_well(case: Case, bot: Bot, judge: Judge) -> None:
    given = answer(bot, case)
    verdict = judge.evaluate(case, given)

    assert verdict.accepted, f"{given.text}\n{verdict}"


def test_the_bundled_suites_are_large_enough_to_mean_something() -> None:
    assert len({case.suite for case in CASES}) >= 5
    assert len([case for case in CASES if case.variant_of is None]) >= 40


def test_goldens_are_written_in_the_team_s_words_and_not_copied_from_the_articles() -> None:
    articles = " ".join(file.read_text() for file in (ROOT / "fixtures" / "knowledge_base").glob("*.md"))
    known = re.sub(r"\s+", " ", articles)
    copied = {golden for case in CASES for turn in case.turns for golden in turn.golden if golden in known}

    assert not copied


def test_every_source_that_a_case_names_is_an_article() -> None:
    articles = {f"kb/{file.name}" for file in (ROOT / "fixtures" / "knowledge_base").glob("*.md")}

    assert {source for case in CASES for source in case.sources} <= articles


def test_a_mistake_in_an_article_breaks_the_cases_that_state_the_fact_and_no_other(
    tmp_path: Path, bundled: Path, judge: Judge
) -> None:
    for file in bundled.glob("*.md"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    article = tmp_path / MISTAKE.article
    article.write_text(article.read_text().replace(MISTAKE.before, MISTAKE.after))
    wrong = Bot(Library(tmp_path))

    red = {case.key for case in CASES if not judge.evaluate(case, answer(wrong, case)).accepted}

    assert red == {case.key for case in CASES if MISTAKE.breaks(case)}
    assert len(red) >= 3
    assert len({key.partition("#")[0] for key in red}) >= 2
